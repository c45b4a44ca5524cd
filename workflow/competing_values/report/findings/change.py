"""Change between waves in words: which scores changed, which changed little, and where answers are too few."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures import change
from competing_values.report.figures.change import READINGS, between, compared, digits
from competing_values.report.figures.gallery import Picture
from competing_values.report.html import table
from competing_values.report.results import Results
from competing_values.statistics.change import CHANGED, CHANGED_LITTLE, SMALL, UNDECIDED
from competing_values.study.names import ALL, OVERALL, TYPES, part

#: Readings that show a change.
SHOWN = (CHANGED, CHANGED_LITTLE)


def headline(results: Results) -> str:
    """What changed since the wave before: which type led and leads, how many scores changed, and which most.

    Nothing where there is no wave before, or no score in both.
    """
    source, rows = _latest(results)
    if rows.empty:
        return ""
    _, words = results.language.gettext, results.language
    since_wave = wave(results, source, rows["from_wave"].iloc[0])
    changed = rows[rows["reading"].isin(SHOWN)]
    if changed.empty:
        return " ".join([_("Since {wave}, no score is shown to have changed.", wave=since_wave), *_led(results, rows)])
    farthest = (changed["change"] / changed["equivalence_bound"]).abs().sort_values(ascending=False).index
    said = _(
        "Since {wave}, {changed} of {scores} scores changed, most of all {most}.",
        wave=since_wave,
        changed=words.part(len(changed)),
        scores=words.number(len(rows)),
        most=_told(results, changed.loc[farthest[0]].to_dict()),
    )
    return " ".join([said, *_led(results, rows)])


def since(results: Results, variables: Sequence[str]) -> str:
    """How some scores changed since the wave before; nothing where there is none before."""
    _ = results.language.gettext
    source, rows = _latest(results)
    names = {reading: _(said) for reading, (said, _mark) in READINGS.items()}
    said = [
        _(
            "{change} since {wave}: {reading}",
            change=_told(results, row),
            wave=wave(results, source, row["from_wave"]),
            reading=names[row["reading"]],
        )
        for row in rows[rows["variable"].isin(variables)].to_dict("records")
        if row["reading"] in names
    ]
    return "; ".join(said) + "." if said else ""


def _led(results: Results, rows: pd.DataFrame) -> list[str]:
    """Which type led in the wave before and which leads in this one; nothing where one of them lacks a type."""
    _ = results.language.gettext
    types = rows.set_index("variable").reindex([part("now", OVERALL, name) for name in TYPES])[["from_mean", "to_mean"]]
    if types.isna().any(axis=None):
        return []
    led, leads = (results.label(TYPES[int(types[column].argmax())]) for column in types)
    return [
        _("*{type}* led and leads.", type=leads)
        if led == leads
        else _("*{led}* led, *{leads}* leads.", led=led, leads=leads)
    ]


def _latest(results: Results) -> tuple[str, pd.DataFrame]:
    """The source with most respondents and its changes from the wave before to this one; no rows where there is none."""
    changes = results.changes()
    source = changes.fullest("wave_change", "change") if changes else None
    if not changes or not source:
        return "", pd.DataFrame(columns=["variable", "reading", "from_wave", "change"])
    rows = compared(changes, source)
    here = rows[(rows["to_wave"] == results.study["wave"]) & rows["change"].notna()]
    return source, here[here["from_wave"] == here["from_wave"].iloc[-1]] if len(here) else here


def introduction(results: Results) -> str:
    """What is tested, and what the readings mean; with emphasis."""
    return results.language.gettext(
        "That a change is not significant does not show that nothing changed. So two things are tested, on points as they"
        " are: whether there is a change (Welch; p adjusted over all scores of two waves), and whether it is smaller than a"
        " bound set before (two one-sided tests; Schuirmann 1987). A score has *changed* where only the first says so,"
        " *changed, but little* where both do, is *shown to be small* in its change where only the second does, and"
        " *undecided* where neither does: then there are too few answers, or the true change lies near the bound."
    )


def sources(results: Results | None) -> list[str]:
    """Sources that have a score in two waves or more; none where no wave is compared."""
    if results is None:
        return []
    return [source for source in results.sources("wave_change") if len(compared(results, source))]


def pairs(results: Results, source: str, to_wave: str | None = None) -> list[tuple[str, str]]:
    """Every two waves of which a source has a score, or those up to one wave; the latest last."""
    rows = compared(results, source)
    found = rows[["from_wave", "to_wave"]].drop_duplicates().itertuples(index=False, name=None)
    return [(earlier, later) for earlier, later in found if to_wave in (None, later)]


def summary(results: Results, source: str, waves: tuple[str, str]) -> str:
    """Scores that changed, that are undecided and that changed little, from one wave to another."""
    return _read(results, source, *waves, between(results, source, waves))


def profiles(results: Results, source: str, waves: tuple[str, str]) -> list[str]:
    """Of each profile as a whole, how far it differs between two waves; nothing where that is not tested."""
    _, words = results.language.gettext, results.language
    earlier, later = waves
    rows = results.table("wave_profile", source=source, from_wave=earlier, to_wave=later)
    said = []
    for row in rows.dropna(subset="effect_size").to_dict("records"):
        size, interval = words.alike(row["effect_size"], row["effect_ci_low"], row["effect_ci_high"], 3)
        said.append(
            _(
                "Profile as a whole, {perspective}: from {earlier} to {later} it differs by Pillai's V = {size} {interval} (on"
                " log-ratios; p, adjusted over the profiles of two waves: {p}).",
                perspective=results.label(str(row["variable"]).removesuffix(" profile")),
                earlier=wave(results, source, earlier),
                later=wave(results, source, later),
                size=size,
                interval=interval,
                p=words.p_value(row["p_adjusted"]),
            )
        )
    return said


def kites(results: Results, source: str, waves: tuple[str, str]) -> Picture | None:
    """The culture now in both waves; none where one of them lacks a type."""
    names = {part("now", OVERALL, culture_type) for culture_type in TYPES}
    rows = between(results, source, waves)
    rows = rows[rows["variable"].isin(names)]
    if len(rows) < len(names):
        return None
    earlier, later = waves
    caption = results.language.gettext(
        "Culture now in {earlier} and in {later}, {source}.",
        earlier=wave(results, source, earlier), later=wave(results, source, later), source=results.source(source),
    )  # fmt: skip
    told = "; ".join(_told(results, row) for row in rows.to_dict("records"))
    return Picture(change.kites(results, source, waves), f"kites_{earlier}_{later}_{source}", caption, told, rows)


def scores(results: Results, source: str, waves: tuple[str, str]) -> Picture | None:
    """Every score's change with its interval, on one scale; none where nothing is compared."""
    _ = results.language.gettext
    rows = between(results, source, waves)
    if rows.empty:
        return None
    earlier, later = waves
    caption = _(
        "Change of every score from {earlier} to {later}, {source}: {confidence} intervals, in units of what counts as"
        " small for it; marks say how the change reads. At the right, both means.",
        earlier=wave(results, source, earlier),
        later=wave(results, source, later),
        source=results.source(source),
        confidence=results.language.share(results.study["confidence"]),
    )
    finding = summary(results, source, waves)
    return Picture(change.scores(results, source, waves), f"changes_{earlier}_{later}_{source}", caption, finding, rows)


def figures(results: Results, source: str) -> list[HTML]:
    """Both means, change, tests and reading of every score, then those of groups: a table each."""
    rows, headings = _labelled(results, source), _headings(results)
    of_groups = rows[rows["group_by"] != ALL].groupby("group_by", sort=False)
    return [
        table(
            results, rows[rows["group_by"] == ALL], headings, folded=results.language.gettext("Every score, as a table")
        ),
        *(_of_groups(results, str(breakdown), of_breakdown, headings) for breakdown, of_breakdown in of_groups),
    ]


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
    said = results.language.difference(row["change"], row["ci_low"], row["ci_high"], decimals)
    return f"{results.label(row['variable'])} {said}"


def _labelled(results: Results, source: str) -> pd.DataFrame:
    """Changes of a source and its groups, of the scores that it has in two waves or more, in the reader's words."""
    _ = results.language.gettext
    rows = results.leading("wave_change", source=source)
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
