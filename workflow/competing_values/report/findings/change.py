"""Change between waves in words: which scores changed, which changed little, and where answers are too few."""

from typing import Any

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures.change import READINGS, changes, compared, digits
from competing_values.report.figures.gallery import Picture
from competing_values.report.html import table
from competing_values.report.results import Results
from competing_values.statistics.change import CHANGED, CHANGED_LITTLE, SMALL, UNDECIDED
from competing_values.study.names import ALL


def introduction(results: Results) -> str:
    """What is tested, and what the readings mean; with emphasis."""
    return results.language.gettext(
        "That a change is not significant does not show that nothing changed. So two things are tested, on points as they"
        " are: whether there is a change (Welch; p adjusted over all scores of two waves), and whether it is smaller than a"
        " bound set before (two one-sided tests; Schuirmann 1987). A score has *changed* where only the first says so,"
        " *changed, but little* where both do, is *shown to be small* in its change where only the second does, and"
        " *undecided* where neither does: then there are too few answers, or the true change lies near the bound."
    )


def sources(results: Results) -> list[str]:
    """Sources that have a score in two waves or more."""
    return [source for source in results.sources("wave_change") if len(compared(results, source))]


def summary(results: Results, source: str) -> list[str]:
    """Scores that changed, that are undecided and that changed little, a sentence for every two waves."""
    pairs = compared(results, source).groupby(["from_wave", "to_wave"], sort=False)
    return [_read(results, source, str(earlier), str(later), rows) for (earlier, later), rows in pairs]


def means(results: Results, source: str) -> Picture:
    """Mean of every score in each wave, with the readings of its changes."""
    _ = results.language.gettext
    caption = _(
        "Mean of every score in each wave, {source}. The bar about a later mean is the {confidence} interval of the"
        " change from the wave before; the grey band is the change that counts as small; mark and word say how the"
        " change reads. Each panel has its own scale; n is that of later waves. Waves: {waves}.",
        source=results.source(source),
        waves=results.language.listed([wave(results, source, name) for name in _waves(compared(results, source))]),
        confidence=results.language.share(results.study["confidence"]),
    )
    finding = " ".join(summary(results, source))
    return Picture(changes(results, source), f"changes_{source}", caption, finding, compared(results, source))


def figures(results: Results, source: str) -> list[HTML]:
    """Both means, change, tests and reading of every score, as a table; then those of groups, a folded table a breakdown."""
    rows, headings = _labelled(results, source), _headings(results)
    of_groups = rows[rows["group_by"] != ALL].groupby("group_by", sort=False)
    return [
        table(results, rows[rows["group_by"] == ALL], headings),
        *(_of_groups(results, str(breakdown), of_breakdown, headings) for breakdown, of_breakdown in of_groups),
    ]


def _waves(rows: pd.DataFrame) -> list[str]:
    """The waves of some changes, from the earliest to the latest."""
    return list(dict.fromkeys([*rows["from_wave"], *rows["to_wave"]]))


def wave(results: Results, source: str, name: str) -> str:
    """A wave, which says whether its answers are simulated where those of any wave of the source are."""
    _, simulated = results.language.gettext, results.study["simulated_in"]
    if not any(source in sources for sources in simulated.values()):
        return name
    return (
        _("{wave} (simulated)", wave=name)
        if source in simulated.get(name, [])
        else _("{wave} (not simulated)", wave=name)
    )


def _read(results: Results, source: str, earlier: str, later: str, rows: pd.DataFrame) -> str:
    """The scores of two waves by how their changes read; with figures, but for small changes."""
    _ = results.language.gettext
    told = {
        reading: [_told(results, row) for row in rows[rows["reading"] == reading].to_dict("records")]
        for reading in (CHANGED, CHANGED_LITTLE, UNDECIDED)
    }
    small = rows.loc[rows["reading"] == SMALL, "variable"].tolist()
    return _(
        "From {earlier} to {later}: changed: {changed}. Changed, but little: {little}. Undecided: {undecided}. Shown to be"
        " small: {small}.",
        earlier=wave(results, source, earlier),
        later=wave(results, source, later),
        changed="; ".join(told[CHANGED]) or _("none"),
        little="; ".join(told[CHANGED_LITTLE]) or _("none"),
        undecided="; ".join(told[UNDECIDED]) or _("none"),
        small=results.language.listed(results.labels(small)),
    )


def _told(results: Results, row: dict[Any, Any]) -> str:
    decimals = digits(row["equivalence_bound"])
    change = results.language.difference(row["change"], row["ci_low"], row["ci_high"], decimals)
    return f"{results.label(row['variable'])} {change}"


def _labelled(results: Results, source: str) -> pd.DataFrame:
    """Changes of a source and its groups, of the scores that it has in two waves or more, in the reader's words."""
    _ = results.language.gettext
    rows = results.table("wave_change", weights="none", source=source)
    rows = rows[rows["variable"].isin(compared(results, source)["variable"])]
    return rows.assign(
        label=results.labels(rows["variable"].tolist()),
        waves=[
            f"{wave(results, source, earlier)}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{wave(results, source, later)}"
            for earlier, later in zip(rows["from_wave"], rows["to_wave"], strict=True)
        ],
        said=rows["reading"].map({reading: _(said) for reading, (said, mark) in READINGS.items()}),
    )


def _headings(results: Results) -> dict[str, str]:
    _ = results.language.gettext
    return {
        "label": _("Variable"),
        "waves": _("Waves"),
        "said": _("Reading"),
        "from_mean": _("Earlier mean"),
        "to_mean": _("Later mean"),
        "change": _("Change"),
        "ci_low": _("from"),
        "ci_high": _("to"),
        "equivalence_bound": _("Small up to"),
        "effect_size": _("Hedges’ g"),
        "p_adjusted": _("p, adjusted"),
        "equivalence_p": _("p of small"),
    }


def _of_groups(results: Results, breakdown: str, rows: pd.DataFrame, headings: dict[str, str]) -> HTML:
    _, name = results.language.gettext, results.label(breakdown)
    named = rows.assign(name=results.labels(rows["group"].tolist(), of=breakdown))
    folded = _("{breakdown}: changes of every group", breakdown=name)
    return table(results, named, {"name": name, **headings}, folded=folded)
