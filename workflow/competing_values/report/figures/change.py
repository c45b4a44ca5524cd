"""Figure of change between waves: means, the interval of each change, and what counts as small."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.style import (
    FINE,
    FRAME_LINE,
    GROUND,
    HIGHLIGHT,
    INK,
    MUTED,
    PAGE,
    PLAIN,
    TEXT,
    canvas,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.statistics.change import CHANGED, CHANGED_LITTLE, SMALL, UNDECIDED

#: reading: how it is told, and the mark of the later mean.
READINGS: dict[str, tuple[str, dict[str, Any]]] = {
    CHANGED: (N_("changed"), {"marker": "D", "s": 34, "facecolor": HIGHLIGHT, "edgecolor": HIGHLIGHT}),
    CHANGED_LITTLE: (
        N_("changed, but little"),
        {"marker": "D", "s": 34, "facecolor": "white", "edgecolor": HIGHLIGHT},
    ),
    SMALL: (N_("shown to be small"), {"marker": "o", "s": 26, "facecolor": PLAIN, "edgecolor": PLAIN}),
    UNDECIDED: (N_("undecided"), {"marker": "s", "s": 26, "facecolor": "white", "edgecolor": INK}),
}


def compared(results: Results, source: str) -> pd.DataFrame:
    """Changes of a whole source, of the scores that it has in two waves or more."""
    table = results.whole("wave_change", source)
    known = table.loc[table["change"].notna(), "variable"]
    return table[table["variable"].isin(known)].reset_index(drop=True)


def changes(results: Results, source: str) -> Figure:
    """Mean of every score in each wave; about each later mean the interval of its change from the wave before.

    The band reaches from the earlier mean as far as a change counts as small, and the mark says how the change reads.
    """
    _ = results.language.gettext
    table = compared(results, source)
    variables = table["variable"].unique().tolist()
    waves = list(dict.fromkeys([*table["from_wave"], *table["to_wave"]]))
    table = _from_the_wave_before(table, waves)
    columns = max(1, min(4, 10 // len(waves)))
    lines = -(-len(variables) // columns)
    figure, panels = canvas(results, source, PAGE, 0.8 + 1.75 * lines, nrows=lines, ncols=columns, squeeze=False)
    for axes in panels.flat[len(variables) :]:
        axes.set_axis_off()
    for axes, variable in zip(panels.flat, variables, strict=False):
        _panel(axes, results, table[table["variable"] == variable], waves)
        axes.set_title(wrapped(results.label(variable), 78 // columns), fontsize=TEXT)
    for said, mark in READINGS.values():
        panels[0, 0].scatter([], [], label=_(said), **mark)
    figure.legend(*panels[0, 0].get_legend_handles_labels(), loc="outside upper center", ncols=len(READINGS),
                  title=results.language.n(table["n"]))  # fmt: skip
    return figure


def _from_the_wave_before(table: pd.DataFrame, waves: list[str]) -> pd.DataFrame:
    """Of the changes of a score to a wave that from the latest wave before it."""
    place = table["from_wave"].map(waves.index)
    latest = place.groupby([table["variable"], table["to_wave"]]).transform("max")
    return table[place == latest]


def digits(bound: float) -> int:
    """Decimals of a change, fine enough to tell it from the bound of a small one."""
    return 1 if bound >= 1 else 2


def _panel(axes: Axes, results: Results, rows: pd.DataFrame, waves: list[str]) -> None:
    at = {wave: position for position, wave in enumerate(waves)}
    marks = {wave: [wave] for wave in waves}
    for row in rows.to_dict("records"):
        span = [at[row["from_wave"]], at[row["to_wave"]]]
        before, after, bound = row["from_mean"], row["to_mean"], row["equivalence_bound"]
        axes.fill_between(span, before - bound, before + bound, color=GROUND, linewidth=0, zorder=0)
        axes.plot(span, [before, before], color=MUTED, linewidth=FRAME_LINE, linestyle=(0, (2, 2)), zorder=1)
        axes.plot(span, [before, after], color=INK, linewidth=1.1, zorder=2)
        axes.vlines(span[1], before + row["ci_low"], before + row["ci_high"], colors=INK, linewidth=1.6, zorder=3)
        if row["reading"] in READINGS:
            said, mark = READINGS[row["reading"]]
            axes.scatter(span[1], after, zorder=4, **mark)
            told = wrapped(results.language.gettext(said), 12)
            marks[row["to_wave"]] += [results.language.signed(row["change"], digits(bound)), told]
    starts = rows[~rows["from_wave"].isin(rows["to_wave"])]
    axes.scatter(starts["from_wave"].map(at), starts["from_mean"], s=14, color=MUTED, zorder=4)
    axes.set_xticks(range(len(waves)), ["\n".join(lines) for lines in marks.values()], fontsize=FINE)
    axes.set_xlim(-0.35, len(waves) - 0.65)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.grid(axis="y")
