"""Weighting in words: who took part, beside the population, and whether weights mend it."""

import pandas as pd

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.weighting import participation
from competing_values.report.findings import protection
from competing_values.report.results import Results
from competing_values.study.names import ALL

#: A weighted share may lie so far from the population's before readers are warned: half a percentage point.
TOLERANCE = 0.005


def title(results: Results, source: str) -> str:
    """Whose participation it is."""
    return results.language.gettext("Who took part: {source}", source=results.source(source))


def summary(results: Results, source: str) -> str:
    """Which groups are furthest from their population, and whether weights bring them there."""
    _ = results.language.gettext
    brought = _("Weights bring the sample to these shares; they cannot mend who answers within a group.")
    return f"{furthest_groups(results, source)} {missed(results, source) or brought}"


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
    merged = {name: protection.groups(results, source, name) for name in rows["variable"].unique()}
    said = (f"{results.label(name)}: {' '.join(sentences)}" for name, sentences in merged.items() if sentences)
    return Picture(
        participation(results, source),
        f"participation_{source}",
        " ".join([caption, *said]),
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
        " population",
        variable=results.label(variable),
        group=results.label(f"{variable}.{furthest['category']}"),
        sample=words.share(furthest["sample_share"], 1),
        population=words.share(furthest["population_share"], 1),
    )


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
