"""Weighting in words: who took part, beside the population, and whether weights mend it."""

import pandas as pd
from IPython.display import HTML

from competing_values.report import html
from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.weighting import participation
from competing_values.report.findings import protection
from competing_values.report.results import Results
from competing_values.run.account import TOLERANCE
from competing_values.study.names import ALL


def title(results: Results, source: str) -> str:
    """Whose participation it is."""
    return results.language.gettext("Who took part: {source}", source=results.source(source))


def summary(results: Results, source: str) -> str:
    """Which groups are furthest from their population, and whether weights bring them there."""
    _ = results.language.gettext
    brought = _("Weights bring the sample to these shares; they cannot mend who answers within a group.")
    said = [furthest_groups(results, source), missed(results, source) or brought, assumed(results, source)]
    return " ".join(filter(None, said))


def assumed(results: Results, source: str) -> str:
    """Which margins the study assumes, since nobody published them; empty where it assumes none."""
    _, words = results.language.gettext, results.language
    margins = _margins(results, source)
    names = [str(name) for name, rows in margins.groupby("variable", sort=False) if _is_assumed(rows)]
    if not names:
        return ""
    return _(
        "**Assumed, not published: the population by {variables}.** Response rates, weights and weighted figures that stand"
        " on it are no firmer than that assumption.",
        variables=words.listed([results.label(name) for name in names]),
    )


def response(results: Results, source: str) -> str:
    """What share of the population answered, and in which groups fewest and most did; empty where sizes are not known."""
    _, words = results.language.gettext, results.language
    rows = results.table("response", source=source).dropna(subset="response_rate")
    if rows.empty:
        return ""
    whole = rows[rows["variable"] == ALL].iloc[0]
    covered = _(
        "{n} of {population} people answered and were kept: {rate} of the population.",
        n=words.part(whole["n"]),
        population=words.number(whole["population"]),
        rate=words.share(whole["response_rate"], 1),
    )
    groups = rows[rows["variable"] != ALL].dropna(subset="n").groupby("variable", sort=False)
    return " ".join([covered, *(_rates(results, str(variable), of) for variable, of in groups)])


def diagnostics(results: Results, source: str) -> str:
    """How the weights came about: iterations, error, largest weight, what was trimmed; empty where there are none."""
    _, words = results.language.gettext, results.language
    rows = results.table("raking", source=source)
    if rows.empty:
        return ""
    row, cost = rows.iloc[0], results.table("weighting", source=source, category=ALL).iloc[0]
    return _(
        "Raking took {iterations} iterations and misses the margins by {error} percentage points at most. The largest"
        " weight is {largest} times the mean; the weights of {untrimmed} lie below the cap of {trim} times the mean;"
        " {unmatched} left a margin unanswered and keep the weight 1. {n} respondents count as {effective_n}.",
        iterations=words.number(row["iterations"]),
        error=words.number(100 * row["margin_error"], 2),
        largest=words.plain(row["largest_weight"]),
        untrimmed=words.share(row["untrimmed_share"], 1),
        trim=words.plain(results.study["statistics"]["trim"]),
        unmatched=words.share(row["base_weight_share"], 1),
        n=words.number(row["n"]),
        effective_n=words.number(cost["effective_n"]),
    )


def rates(results: Results, source: str) -> HTML:
    """Respondents and people of every group, folded."""
    _ = results.language.gettext
    rows = results.table("response", source=source)
    labelled = rows.assign(
        label=results.labels(rows["variable"].tolist()),
        name=results.labels((rows["variable"] + "." + rows["category"]).tolist()),
        percent=100 * rows["response_rate"],
        said=[_("assumed") if of else "" for of in rows["assumed"].eq(True)],
    )
    labelled.loc[labelled["variable"] == ALL, ["label", "name"]] = _("Whole population"), ""
    headings = {
        "label": _("Variable"),
        "name": _("Group"),
        "n": _("Respondents"),
        "population": _("Population"),
        "percent": _("Response, %"),
        "said": _("Population is"),
    }
    return html.table(results, labelled, headings, digits=1, folded=_("Response of every group, as a table"))


def furthest_groups(results: Results, source: str) -> str:
    """Of each margin the group whose share of the sample is furthest from its share of the population."""
    margins = _margins(results, source).dropna(subset=["sample_share", "population_share"])
    found = [_furthest(results, str(variable), rows) for variable, rows in margins.groupby("variable", sort=False)]
    return "; ".join(found) + "."


def missed(results: Results, source: str) -> str:
    """That weights miss the margins of the population, and by how much; empty where they meet them to `TOLERANCE`."""
    _ = results.language.gettext
    missing = _difference(results, source)
    if missing.empty or missing.iloc[0] <= TOLERANCE:
        return ""
    return _(
        "**{source}: the weights do not bring the respondents to the population's margins.** The largest"
        " difference of shares that remains is {difference} percentage points ({category}); read weighted"
        " figures with care.",
        **_told(results, source, missing),
    )


def remainder(results: Results, source: str) -> str:
    """How far weighted shares stay from the population's: a warning, or a note where the weights serve."""
    _ = results.language.gettext
    missing = _difference(results, source)
    if missing.empty:
        return ""
    return missed(results, source) or _(
        "{source}: the largest difference of a weighted share to the population's that remains is {difference}"
        " percentage points ({category}); respondents who left a margin unanswered keep their weight.",
        **_told(results, source, missing),
    )


def shares(results: Results, source: str) -> Picture:
    """Shares of groups in the population, in the sample, and in the weighted sample."""
    _, rows = results.language.gettext, _margins(results, source)
    caption = _(
        "Shares of groups in the population, in the sample, and in the sample after weighting, {source};"
        " from the most over-represented group to the most under-represented. Each panel has its own scale.",
        source=results.source(source),
    )
    said_of_margins = assumed(results, source)
    merged = {name: protection.groups(results, source, name) for name in rows["variable"].unique()}
    said = (f"{results.label(name)}: {' '.join(sentences)}" for name, sentences in merged.items() if sentences)
    return Picture(
        participation(results, source),
        f"participation_{source}",
        " ".join(filter(None, [caption, said_of_margins, *said])),
        furthest_groups(results, source),
        rows,
    )


def _margins(results: Results, source: str) -> pd.DataFrame:
    """Rows of the table `weighting` that tell of groups."""
    rows = results.table("weighting", source=source)
    return rows[rows["variable"] != ALL]


def _furthest(results: Results, variable: str, rows: pd.DataFrame) -> str:
    _, words = results.language.gettext, results.language
    furthest = rows.iloc[(rows["sample_share"] - rows["population_share"]).abs().argmax()]
    return _(
        "{variable}: furthest from its population is {group}, with {sample} of the sample and {population} of the"
        " population{assumed}",
        assumed=_(" (assumed)") if _is_assumed(rows) else "",
        variable=results.label(variable),
        group=results.label(f"{variable}.{furthest['category']}"),
        sample=words.share(furthest["sample_share"], 1),
        population=words.share(furthest["population_share"], 1),
    )


def _rates(results: Results, variable: str, rows: pd.DataFrame) -> str:
    _, words = results.language.gettext, results.language
    ordered = rows.sort_values("response_rate", kind="stable")
    lowest, highest = ordered.iloc[0], ordered.iloc[-1]
    return _(
        "{variable}{assumed}: from {low} ({lowest}) to {high} ({highest}).",
        variable=results.label(variable),
        assumed=_(" (assumed)") if _is_assumed(rows) else "",
        low=words.share(lowest["response_rate"], 1),
        lowest=results.label(f"{variable}.{lowest['category']}"),
        high=words.share(highest["response_rate"], 1),
        highest=results.label(f"{variable}.{highest['category']}"),
    )


def _is_assumed(rows: pd.DataFrame) -> bool:
    return bool(rows["assumed"].eq(True).any())


def _difference(results: Results, source: str) -> pd.Series:
    """The largest difference of a weighted share to the population's, by its group; empty where none is shown."""
    margins = _margins(results, source).dropna(subset=["weighted_share", "population_share"])
    groups = (margins["variable"] + "." + margins["category"]).tolist()
    differences = (margins["weighted_share"] - margins["population_share"]).abs().round(10).set_axis(groups)
    return differences.nlargest(1)


def _told(results: Results, source: str, difference: pd.Series) -> dict[str, str]:
    return {
        "source": results.source(source),
        "difference": results.language.number(100 * difference.iloc[0], 2),
        "category": results.label(difference.index[0]),
    }
