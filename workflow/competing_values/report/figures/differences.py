"""Figure of groups as a heat map: how far each lies from the whole, coloured only where its interval says so."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from numpy.typing import NDArray

from competing_values.report.figures.groups import ascending, group_labels
from competing_values.report.figures.style import (
    DIFFERENCE_COLOURS,
    INK,
    MUTED,
    PAGE,
    REFERENCE_LINE,
    TINY,
    canvas,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL

#: Colour is full from so many times the bound of a small difference on, and pale up to that bound.
FULL, PALE = 4, 0.18
#: unit: what its panel is called, the factor and the decimals of its differences.
UNITS = {
    "rating": (N_("Sectors, in points"), 1, 2),
    "ocai": (N_("Culture now, in points"), 1, 1),
    "share": (N_("Shares, in percentage points"), 100, 0),
}
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
    the `whole`, their `difference`, `differs`: the group's interval leaves out the estimate of the whole, and `small`:
    the bound of a small difference, as for changes between waves (`statistics.equivalence`; of a share p the standard
    deviation is √(p(1 − p))). The group is a part of the whole, so this is no test of the group against the others.
    """
    bounds = results.study["statistics"]["equivalence"]
    frames = [
        _beside_whole(results.table(name, source=source, weights="none", **where), group_by, unit, key, columns, bounds)
        for name, where, unit, key, columns in (
            ("sector_scores", {}, "rating", "sector", ("mean", "ci_low", "ci_high")),
            ("ocai_profile", {"perspective": "now", "dimension": OVERALL}, "ocai", "culture_type",
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
    rows: pd.DataFrame,
    group_by: str,
    unit: str,
    key: str,
    columns: tuple[str, str, str],
    bounds: Mapping[str, float],
) -> pd.DataFrame:
    of_whole = rows[rows["group_by"] == ALL].set_index(key)
    whole = of_whole[columns[0]]
    small = _small(unit, of_whole, whole.astype(float), bounds)
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


def _small(unit: str, of_whole: pd.DataFrame, whole: pd.Series, bounds: Mapping[str, float]) -> pd.Series:
    """The bound of a small difference of each variable, in its own unit."""
    match unit:
        case "ocai":
            return whole * 0 + bounds["ocai"]
        case "share":
            return bounds["other"] * (whole * (1 - whole)) ** 0.5
        case _:
            return bounds["other"] * of_whole["sd"].astype(float)


def heat_map(results: Results, source: str, group_by: str) -> Figure:
    """Groups by sectors, culture types now, and shares: differences from the whole, as `differences` gives them."""
    beside = differences(results, source, group_by)
    first = beside[beside["variable"] == beside["variable"].iloc[0]]
    order = ascending(first, "difference")["group"].tolist()
    labels = group_labels(results, group_by, {group: _respondents(results, beside, group) for group in order})
    units = {unit: beside[beside["unit"] == unit] for unit in UNITS if (beside["unit"] == unit).any()}
    widths = [max(2, rows["variable"].nunique()) for rows in units.values()]
    height = 2.4 + len(order) * row_height(labels, least=0.21)
    figure, panels = canvas(
        results, source, PAGE, height, ncols=len(units), sharey=True, squeeze=False, width_ratios=widths
    )
    for axes, (unit, rows), width in zip(panels.flat, units.items(), widths, strict=True):
        _panel(axes, results, unit, rows, order, letters=max(12, 66 * width // sum(widths)))
    row_labels(panels[0, 0], labels, np.arange(len(order)))
    panels[0, 0].set_ylim(-0.5, len(order) - 0.5)
    return figure


def depth(times: NDArray[np.float64]) -> NDArray[np.float64]:
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


def _respondents(results: Results, rows: pd.DataFrame, group: str) -> str:
    """Fewest and most respondents behind the figures of a group."""
    sizes = rows.loc[rows["group"] == group, "n"].dropna()
    return results.language.n(sizes).removeprefix("n = ") if len(sizes) else ""


def _panel(axes: Axes, results: Results, unit: str, rows: pd.DataFrame, order: list[str], letters: int) -> None:
    title, factor, digits = UNITS[unit]
    names = rows["variable"].unique().tolist()
    grids = {
        column: rows.pivot_table(index="group", columns="variable", values=column, aggfunc="first", dropna=False)
        .reindex(index=order, columns=names)
        .to_numpy(dtype=float)
        for column in ("difference", "differs", "small")
    }  # fmt: skip
    shown = factor * grids["difference"]
    differs = grids["differs"] == 1
    known = np.isfinite(grids["small"])
    times = np.where(known, grids["difference"] / np.where(known, grids["small"], 1), np.sign(grids["difference"]))
    shades = DIFFERENCE_COLOURS(Normalize(-1, 1)(depth(times)))
    shades[~differs] = 1
    axes.imshow(shades, aspect="auto", origin="lower", interpolation="nearest")
    dark = shades[..., :3] @ (0.2126, 0.7152, 0.0722) < 0.5
    for (row, column), difference in np.ndenumerate(shown):
        colour = "white" if dark[row, column] else INK if differs[row, column] else MUTED
        weight = "bold" if differs[row, column] else "normal"
        said = results.language.signed(difference, digits) if np.isfinite(difference) else "–"
        axes.text(column, row, said, ha="center", va="center", fontsize=TINY, color=colour, weight=weight,
                  in_layout=False)  # fmt: skip
    axes.set_xticks(range(len(names)), [wrapped(label(results, name), 22, lines=3) for name in names], rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.spines[:].set_visible(False)
    axes.hlines(np.arange(len(order) + 1) - 0.5, -0.5, len(names) - 0.5, colors="white", linewidth=REFERENCE_LINE)
    axes.set_xlabel(wrapped(results.language.gettext(title), letters, lines=3), weight="bold")
