"""Figure of the reliability of the sectors: alpha with its interval, and omega total."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from competing_values.report.figures.style import (
    DASHED,
    FINE,
    INK,
    MUTED,
    PAGE,
    PLAIN,
    REFERENCE_LINE,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results

#: From which value on reliability suffices in early stages of research (Nunnally 1978, p. 245).
SUFFICIENT = 0.7


def reliability(results: Results, source: str) -> Figure:
    """Cronbach's alpha of every sector, with its interval, and McDonald's omega total; dashed: from where on it suffices.

    Sectors stand in the order of the questionnaire. The axis ends at 1 and reaches down as far as there are figures.
    """
    _, words = results.language.gettext, results.language
    rows = results.whole("reliability", source).dropna(subset=["alpha", "omega_total"], how="all").iloc[::-1]
    labels = [wrapped(results.label(sector), 24) for sector in rows["sector"]]
    figure, axes = canvas(results, source, PAGE, 1.2 + row_height(labels, least=0.36) * len(rows))
    positions = np.arange(len(rows))
    axes.axvline(SUFFICIENT, color=MUTED, linewidth=REFERENCE_LINE, linestyle=DASHED, zorder=1)
    intervals(axes, rows["alpha_ci_low"], rows["alpha_ci_high"], positions, PLAIN)
    axes.scatter(
        rows["alpha"], positions, s=30, color=PLAIN, zorder=4, label=_("Cronbach's alpha (α), with its interval")
    )
    axes.scatter(rows["omega_total"], positions, s=44, marker="D", facecolor="none", edgecolor=INK, zorder=3,
                 label=_("McDonald's omega total (ω)"))  # fmt: skip
    for position, alpha, omega in zip(positions, rows["alpha"], rows["omega_total"], strict=True):
        said = (
            f"{sign} {'–' if pd.isna(value) else words.number(value, 2)}"
            for sign, value in (("α", alpha), ("ω", omega))
        )
        axes.annotate("   ".join(said), (1.01, position), xycoords=("axes fraction", "data"), va="center",
                      fontsize=FINE, color=MUTED)  # fmt: skip
    least = rows[["alpha", "alpha_ci_low", "omega_total"]].min().min()
    axes.set_xlim(min(0.5, np.floor(10 * least) / 10), 1)
    row_labels(axes, labels, positions)
    axes.grid(axis="x")
    axes.set_xlabel(_("Reliability; {n}", n=words.n(rows["n"])))
    figure.legend(loc="outside upper center", ncols=2, handletextpad=0.2)
    return figure
