"""Drivers in words: which sectors go most with an outcome, and where to look first."""

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures.drivers import QUADRANTS, action_matrix, matrix
from competing_values.report.figures.gallery import Picture
from competing_values.report.html import table
from competing_values.report.results import Results

#: A share of the explained variance, and its interval.
SHARE = ("relative_weight", "relative_weight_ci_low", "relative_weight_ci_high")


def outcomes(results: Results, source: str) -> list[str]:
    """Outcomes of which it is known how much the sectors explain, in the order of the table."""
    known = results.whole("drivers", source).dropna(subset="r_squared")
    return list(dict.fromkeys(known["outcome"]))


def title(results: Results, source: str, outcome: str) -> str:
    """What the drivers of an outcome are headed."""
    return results.language.gettext(
        "What goes with *{outcome}*: {source}", outcome=results.label(outcome), source=results.source(source)
    )


def summary(results: Results, source: str, outcome: str) -> str:
    """How much all sectors explain, the one that goes most with the outcome, and that this is no cause."""
    _, words = results.language.gettext, results.language
    explained = results.whole("drivers", source).query("outcome == @outcome").dropna(subset="r_squared").iloc[0]
    r_squared, interval = words.alike(
        explained["r_squared"], explained["r_squared_ci_low"], explained["r_squared_ci_high"], 2
    )
    all_of_them = _(
        "All sectors together explain R² = {r_squared} {interval} of how the answers differ.",
        r_squared=r_squared,
        interval=interval,
    )
    rows = _weighted(results, source, outcome)
    if rows.empty:
        return f"{all_of_them} " + _("The interval holds 0: no sector is put before another.")
    strongest = rows.nlargest(1, "relative_weight").iloc[0]
    largest = _(
        "Of what the sectors explain, *{sector}* has the largest part, {share} {interval} (Johnson's relative weights;"
        " n = {n}).",
        sector=results.label(strongest["sector"]),
        share=words.share(strongest["relative_weight"]),
        interval=words.between(100 * strongest[SHARE[1]], 100 * strongest[SHARE[2]], 0),
        n=words.number(strongest["n"]),
    )
    no_cause = _(
        "This is association, not cause: a survey at one time cannot tell what would follow if a sector changed."
    )
    return " ".join(filter(None, (all_of_them, largest, _open(results, rows, strongest), no_cause)))


def _open(results: Results, rows: pd.DataFrame, strongest: pd.Series) -> str:
    """Sectors whose interval overlaps with that of the strongest, so that their order is open; nothing where none does."""
    others = rows[(rows["sector"] != strongest["sector"]) & (rows[SHARE[2]] >= strongest[SHARE[1]])]
    if others.empty:
        return ""
    return results.language.gettext(
        "Its interval overlaps with those of {sectors}, so that the order is open.",
        sectors=results.language.listed(results.labels(others["sector"].tolist())),
    )


def actions(results: Results, source: str, outcome: str) -> Picture | None:
    """The sectors by mean and by share of what they explain; none where no sector has a mean."""
    _, words = results.language.gettext, results.language
    placed = matrix(results, source, outcome)
    if placed.empty:
        return None
    caption = _(
        "Sectors by mean, with {confidence} intervals, and by their share of what they explain of {outcome}, {source}."
        " Dashed: the midpoint of the scale ({midpoint}), the same for every source and wave, and the"
        " share that each sector would have if all had the same ({equal}). Intervals of shares stand in the"
        " table; a sector near a line belongs to neither side. The quadrants suggest where to look first, and"
        " prove no effect.",
        confidence=words.share(results.study["confidence"]),
        outcome=results.label(outcome),
        source=results.source(source),
        midpoint=words.plain(results.ratings.scale.middle),
        equal=words.share(1 / len(_weighted(results, source, outcome))),
    )
    finding = "; ".join(_quadrant(results, name, placed[placed["quadrant"] == name]) for name in QUADRANTS)
    return Picture(action_matrix(results, source, outcome), named(source, outcome), caption, finding, placed)


def named(source: str, outcome: str) -> str:
    """Name of the figure of an outcome, by which claims link to it."""
    return f"actions_{outcome}_{source}"


def figures(results: Results, source: str, outcome: str) -> HTML:
    """Coefficient and share of the explained variance of every sector with their intervals, as a table."""
    _ = results.language.gettext
    rows = results.whole("drivers", source).query("outcome == @outcome")
    rows = results.with_reasons("drivers", rows)
    labelled = rows.assign(
        label=results.labels(rows["sector"].tolist()), **{f"{name}_percent": 100 * rows[name] for name in SHARE}
    )
    headings = {
        "label": _("Sector"),
        "coefficient": _("Coefficient"),
        "ci_low": _("from"),
        "ci_high": _("to"),
        **dict(
            zip(
                (f"{name}_percent" for name in SHARE),
                (_("Share of explained variance, %"), _("from"), _("to")),
                strict=True,
            )
        ),
    }
    return table(results, labelled, headings)


def _weighted(results: Results, source: str, outcome: str) -> pd.DataFrame:
    """The sectors whose part in what explains an outcome is known."""
    rows = results.whole("drivers", source).dropna(subset="relative_weight")
    return rows[rows["outcome"] == outcome]


def _quadrant(results: Results, quadrant: str, rows: pd.DataFrame) -> str:
    """The sectors that lie in a quadrant, each with mean and share."""
    _, words = results.language.gettext, results.language
    name, *_place = QUADRANTS[quadrant]
    sectors = [
        f"{results.label(sector)} ({words.number(mean, 2)}; {words.share(weight)})"
        for sector, mean, weight in zip(rows["sector"], rows["mean"], rows["relative_weight"], strict=True)
    ]
    return _("{quadrant}: {sectors}", quadrant=_(name), sectors=words.listed(sectors))
