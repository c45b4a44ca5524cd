"""Figures look as they did when a person last looked: `make images` draws the pictures anew, to be looked at again.

Letters are drawn by the FreeType that comes with matplotlib, so the pictures are the same on every machine.
"""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from figure_tables import FIGURES
from matplotlib.figure import Figure
from matplotlib.testing.compare import calculate_rms
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray
from PIL import Image

from competing_values.report.figures.style import RC
from competing_values.report.results import Results

#: Root mean square over all pixels, of 255; a single digit that moves by a millimetre already differs by more.
TOLERANCE = 0.5
DPI = 100
MILLIMETRE = 4  # in pixels

Picture = NDArray[np.uint8]


@pytest.mark.mpl_image_compare(
    baseline_dir="images", style=RC, tolerance=TOLERANCE, savefig_kwargs={"dpi": DPI, "metadata": {"Software": None}}
)
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_it_did(folder: Path, name: str) -> Figure:
    return FIGURES[name](Results(str(folder), "kk"))


def picture(figure: Figure) -> Picture:
    file = BytesIO()
    figure.savefig(file, dpi=DPI)
    return np.asarray(Image.open(file).convert("RGB"))


def moved(before: Picture, text: Text) -> Picture:
    """The picture with the letters of a text a millimetre further right."""
    box = text.get_window_extent()
    left, right = int(box.x0), int(box.x1) + 2
    rows = slice(len(before) - int(box.y1) - 2, len(before) - int(box.y0) + 1)
    after = before.copy()
    after[rows, left : right + MILLIMETRE] = 255
    after[rows, left + MILLIMETRE : right + MILLIMETRE] = before[rows, left:right]
    return after


@pytest.mark.parametrize("name", FIGURES)
def test_the_tolerance_sees_a_moved_label(folder: Path, name: str) -> None:
    figure = FIGURES[name](Results(str(folder), "kk"))
    figure.set_dpi(DPI)
    before = picture(figure)
    height, width, _ = before.shape
    canvas = Bbox.from_bounds(0, 0, width - MILLIMETRE - 2, height)
    axis = {label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for label in axis.get_ticklabels()}
    labels = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    inside = [text for text in labels if text not in axis and canvas.containsx(text.get_window_extent().x1)]
    shortest = min(inside, key=lambda text: len(text.get_text()))
    assert calculate_rms(before, moved(before, shortest)) > TOLERANCE
