"""Figures of groups and the whole: a heat map, coloured only where an interval says so, and how many lie how far."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from competing_values.report.figures.groups import ascending
from competing_values.report.figures.style import (
    DIFFERENCE_COLOURS,
    GRID_LINE,
    GROUND,
    INK,
    MIDDLE_COLOUR,
    MUTED,
    REFERENCE_LINE,
    canvas,
    plain,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL

Floats = NDArray[np.float64]

#: unit: what its panel is called, the factor and the decimals of its differences.
UNITS = {
    "rating": (N_("Sectors, in points"), 1, 1),
    "points": (N_("Culture now, in points"), 1, 1),
    "share": (N_("Shares, in percentage points"), 100, 0),
}
#: Colour is full from so many times the bound of a small difference on, and pale up to that bound.
FULL, PALE = 4, 0.18
#: So many groups have a row; of more the distribution is shown too.
MOST = 40
#: Bins of a distribution to each bound of a small difference, and the farthest of its bounds.
BINS, FARTHEST = 2, 10
#: What tells apart the distributions of a figure.
SAME = ["source", "group_by", "unit", "variable"]
#: Between the columns of two units, in columns.
APART = 0.35
#: So many letters are as wide as all columns.
LETTERS = 40
COLUMNS = ["source", "group_by", "group", "n", "unit", "variable", "estimate",
         "ci_low", "ci_high", "whole", "difference", "differs", "small"]  # fmt: skip


def differences(results: Results, source: str, group_by: str) -> pd.DataFrame:
    """Every group beside the whole source.

    Of an ordered question the share of its highest answer is shown, for that has a published interval, which a sum of
    shares has not; of a self-rating the share of high ones.

    Parameters
    ----------
    results
        Tables `sector_scores`, `ocai_profile`, `question_answers`, `competencies`.
    source, group_by
        Source and breakdown.

    Returns
    -------
    DataFrame, one row a group and variable: `unit` (of `UNITS`), `estimate` of the group with its interval, that of
    the `whole`, their `difference`, what of it counts as `small` (`statistics.equivalence`: points of the OCAI; of all
    else, standard deviations of the whole, that of a share p being √(p(1 − p))), and `differs`: the group's interval leaves out the estimate of the whole.
    The group is a part of the whole, so this is no test of the group against the others.
    """
    frames = [
        _beside_whole(results, results.leading(name, source=source, **where), group_by, unit, key, columns)
        for name, where, unit, key, columns in (
            ("sector_scores", {}, "rating", "sector", ("mean", "ci_low", "ci_high")),
            ("ocai_profile", {"perspective": "now", "dimension": OVERALL}, "points", "culture_type",
             ("mean", "ci_low", "ci_high")),
            *(
                ("question_answers", {"question": question, "category": top}, "share", "question",
                 ("share", "ci_low", "ci_high"))
                for question, top in highest_answers(results).items()
            ),
            ("competencies", {}, "share", "competency", ("share_high", "share_high_ci_low", "share_high_ci_high")),
        )
    ]  # fmt: skip
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=COLUMNS)


def highest_answers(results: Results) -> dict[str, str]:
    """The highest answer of each ordered question."""
    return {
        name: question.in_order()[-1]
        for name, question in results.instrument.questions.members.items()
        if question.ordered
    }


def label(results: Results, variable: str) -> str:
    """Label of a column; of a question with the answer that it counts."""
    answer = highest_answers(results).get(variable)
    return ": ".join([results.label(variable), *([results.label(f"{variable}.{answer}")] if answer else [])])


def _beside_whole(
    results: Results, rows: pd.DataFrame, group_by: str, unit: str, key: str, columns: tuple[str, str, str]
) -> pd.DataFrame:
    of_whole = rows[rows["group_by"] == ALL].set_index(key)
    whole, bounds = of_whole[columns[0]].astype(float), results.study["statistics"]["equivalence"]
    spread = np.sqrt(whole * (1 - whole)) if unit == "share" else of_whole["sd"].astype(float)
    small = whole * 0 + bounds["ocai"] if unit == "points" else bounds["other"] * spread
    groups = rows[rows["group_by"] == group_by].reset_index(drop=True)
    estimate, low, high = (groups[column].astype(float) for column in columns)
    beside = groups[key].map(whole).astype(float).where(estimate.notna())
    found = groups.assign(
        unit=unit,
        variable=groups[key],
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        whole=beside,
        difference=(estimate - beside).round(10),
        differs=(beside < low) | (beside > high),
        small=groups[key].map(small).astype(float),
    )
    return found.reindex(columns=COLUMNS)


def heat_map(results: Results, source: str, group_by: str) -> Figure:
    """Groups by sectors, culture types now, and shares: differences from the whole, as `differences` gives them.

    Colours are the same in every panel and figure: pale up to what counts as small, full from `FULL` times that on.
    """
    beside = differences(results, source, group_by)
    order = shown(beside)
    labels = [wrapped(results.label(f"{group_by}.{group}"), 17) if group else "…" for group in order]
    figure, axes = canvas(results, source, 2.3 + len(order) * row_height(labels, least=0.235))
    for position, group in enumerate(order):
        axes.text(0, position, _respondents(results, beside, group), ha="center", va="center", color=MUTED)
    axes.set_xticks([0], ["n"])
    left, letters = 1.0, LETTERS / beside["variable"].nunique()
    for unit in UNITS:
        rows = beside[beside["unit"] == unit]
        if len(rows):
            left = _panel(axes, results, unit, rows, order, left, letters) + APART
    row_labels(axes, labels, np.arange(len(order)))
    axes.set(xlim=(-0.5, left - APART - 0.5), ylim=(-0.5, len(order) - 0.5))
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.spines[:].set_visible(False)
    return figure


def counts(beside: pd.DataFrame) -> pd.DataFrame:
    """How many groups lie how far from the whole.

    Parameters
    ----------
    beside
        What `differences` gives.

    Returns
    -------
    DataFrame, one row a variable and bin: `low` and `high`, its ends in bounds of a small difference (what lies beyond
    `FARTHEST` is in the last bin), how many `groups` are in it, and of how many of them the interval leaves out the whole
    (`differing`).
    """
    known = beside.dropna(subset="difference").query("small > 0")
    times = known["difference"] / known["small"]
    reach = int(np.clip(np.ceil(times.abs().max()), 2, FARTHEST)) if len(times) else 0
    edges = np.linspace(-reach, reach, 2 * BINS * reach + 1)
    inside, differs = times.clip(-reach, reach), known["differs"].astype(bool)
    frames = [
        pd.DataFrame(
            {**dict(zip(SAME, names, strict=True)), "low": edges[:-1], "high": edges[1:],
             "groups": np.histogram(inside[rows.index], edges)[0],
             "differing": np.histogram(inside[rows.index][differs[rows.index]], edges)[0]}
        )
        for names, rows in known.groupby(SAME, sort=False)
    ]  # fmt: skip
    return (
        pd.concat(frames, ignore_index=True)
        if frames
        else pd.DataFrame(columns=[*SAME, "low", "high", "groups", "differing"])
    )


def distribution(results: Results, source: str, group_by: str) -> Figure:
    """`counts` as a histogram a variable; dark where the interval of a group leaves out the whole."""
    _ = results.language.gettext
    bins = counts(differences(results, source, group_by))
    names = bins["variable"].unique().tolist()[::-1]
    labels = [wrapped(label(results, name), 20, 3) for name in names]
    figure, axes = canvas(results, source, 1.25 + len(names) * row_height(labels, least=0.45))
    axes.axvspan(-1, 1, color=GROUND, linewidth=0, zorder=0)
    colours = {_("interval holds the whole"): MIDDLE_COLOUR, _("leaves it out"): plain(results)}
    for row, name in enumerate(names):
        mine = bins[bins["variable"] == name]
        height, holding = 0.85 / mine["groups"].max(), mine["groups"] - mine["differing"]
        stack = zip(colours.items(), (holding, mine["differing"]), (0 * holding, holding), strict=True)
        for (said, colour), count, below in stack:
            axes.bar(mine["low"], height * count, mine["high"] - mine["low"], row - 0.45 + height * below, align="edge",
                     color=colour, edgecolor="white", linewidth=GRID_LINE, label=said if row == 0 else None)  # fmt: skip
    axes.axvline(0, color=INK, linewidth=REFERENCE_LINE)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    row_labels(axes, labels, np.arange(len(names)))
    axes.set(xlim=(bins["low"].min(), bins["high"].max()), ylim=(-0.5, len(names) - 0.5))
    axes.set_xlabel(wrapped(_("Difference from the whole, in bounds of a small difference (grey)"), 38))
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return figure


def shown(beside: pd.DataFrame) -> list[str]:
    """The groups that have a row, from the lowest of the first variable to its highest."""
    first = beside[beside["variable"] == beside["variable"].iloc[0]]
    return rows_of(ascending(first, "difference")["group"].tolist())


def rows_of(order: list[str]) -> list[str]:
    """The groups that have a row; of more than `MOST` those at both ends, with an empty row between them."""
    return order if len(order) <= MOST else [*order[: MOST // 2], "", *order[-(MOST // 2) :]]


def _respondents(results: Results, rows: pd.DataFrame, group: str) -> str:
    """Fewest and most respondents behind the figures of a group."""
    sizes = rows.loc[rows["group"] == group, "n"].dropna()
    return results.language.number(sizes.max()) if len(sizes) else ""


def _panel(
    axes: Axes, results: Results, unit: str, rows: pd.DataFrame, order: list[str], left: float, letters: float
) -> float:
    """Draw the columns of a unit from a place on, each so many letters wide; the place where they end."""
    title, factor, digits = UNITS[unit]
    names = rows["variable"].unique().tolist()
    grids = {
        column: rows.pivot_table(index="group", columns="variable", values=column, aggfunc="first", dropna=False)
        .reindex(index=order, columns=names)
        .to_numpy(dtype=float)
        for column in ("difference", "differs", "small")
    }  # fmt: skip
    differs, at = grids["differs"] == 1, left + np.arange(len(names))
    known = np.isfinite(grids["small"])
    times = np.where(known, grids["difference"] / np.where(known, grids["small"], 1), np.sign(grids["difference"]))
    colours = shades(times, differs)
    edges = left + np.arange(len(names) + 1) - 0.5, np.arange(len(order) + 1) - 0.5
    axes.pcolormesh(*edges, colours, edgecolor="white", linewidth=REFERENCE_LINE)
    dark = colours[..., :3] @ (0.2126, 0.7152, 0.0722) < 0.5
    for (row, column), difference in np.ndenumerate(factor * grids["difference"]):
        if not order[row] or not (differs[row, column] or np.isnan(difference)):
            continue
        said = "–" if np.isnan(difference) else results.language.number(difference, digits, digits)
        axes.text(
            float(at[column]),
            row,
            said,
            ha="center",
            va="center",
            color="white" if dark[row, column] else INK,
            in_layout=False,
        )
    axes.set_xticks(
        [*axes.get_xticks(), *at],
        [
            *(tick.get_text() for tick in axes.get_xticklabels()),
            *(wrapped(label(results, name), 20, 1) for name in names),
        ],
        rotation=90,
    )
    words = wrapped(results.language.gettext(title), max(3, int(letters * len(names))), lines=4)
    axes.annotate(words, (at.mean(), 0), (0, -6), xycoords=("data", "axes fraction"), textcoords="offset points",
                  ha="center", va="top", weight="bold")  # fmt: skip
    return left + len(names)


def depth(times: Floats) -> Floats:
    """Depth of colour, −1 to 1, of a difference that is so many times the bound of a small one; the same in all panels.

    Pale up to the bound, then deeper with the difference, and 0.85, the deepest on which figures can be read, from `FULL`
    times the bound on; none where there is no difference.

    Examples
    --------
    >>> depth(np.array([0.5, -1, 2.5, 4, 9])).round(3).tolist()
    [0.18, -0.18, 0.515, 0.85, 0.85]
    """
    size = np.interp(np.nan_to_num(np.abs(times)), [1, FULL], [PALE, 0.85])
    return np.asarray(np.sign(np.nan_to_num(times)) * size)


def shades(times: Floats, differs: NDArray[np.bool_]) -> Floats:
    """Colours of differences, in bounds of a small one: white where the interval holds the whole."""
    found = DIFFERENCE_COLOURS(0.5 + 0.5 * depth(times))
    found[~differs] = 1
    return np.asarray(found)
