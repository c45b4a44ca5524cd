"""Figures as pages show them: drawn once, saved, and shown with caption, finding and data."""

import re
import warnings
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pandas as pd
from IPython.display import HTML
from matplotlib.figure import Figure

from competing_values.report.emphasis import plain
from competing_values.report.figures.dark import for_both
from competing_values.report.figures.style import WIDTH
from competing_values.report.results import Results
from competing_values.tables.formulas import inert

CSS_PIXELS = 500 / WIDTH  # an inch on a page
#: What may stand as it is in an address inside double quotes; matplotlib writes no single quote.
SAFE = " '()*+,-./:;=?@[]_|~"


class Picture(NamedTuple):
    """A figure with what is said of it.

    `name` is that of its files, without ending; `caption` stands under it; `finding` is what it shows, in a sentence
    with its main figures, for those who do not see it; `data` are the rows of published tables that it draws. Caption
    and finding are shown without emphasis.
    """

    figure: Figure
    name: str
    caption: str
    finding: str
    data: pd.DataFrame | None = None


class Gallery:
    """The figures of a chapter.

    Parameters
    ----------
    results
        What they show.
    folder
        Where they are saved.
    """

    def __init__(self, results: Results, folder: str) -> None:
        self._results = results
        self._folder = Path(folder)

    def draw(self, picture: Picture | None) -> HTML | None:
        """Save a figure as SVG and PNG and its data as CSV, and show the saved SVG; nothing where there is none.

        Returns
        -------
        HTML with picture and data inside, so that the page needs no other file.
        """
        if picture is None:
            return None
        figure, name, caption, finding, data = picture
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a letter that no font has is an empty box, and no fault
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / name
        _settle_layout(figure)
        figure.savefig(path.with_name(f"{name}.svg"), metadata={"Date": None, "Creator": None})
        figure.savefig(path.with_name(f"{name}.png"), metadata={"Software": None})
        drawn = _inline(path.with_name(f"{name}.svg").read_text(encoding="utf-8"))
        download = "" if data is None else f" {self._download(name, data)}"
        width, height = (round(inches * CSS_PIXELS) for inches in figure.get_size_inches())
        return HTML(
            f'<figure id="figure-{escape(name)}"><img src="{drawn}" alt="{escape(plain(finding))}"'
            f' width="{width}" height="{height}">'
            f"<figcaption>{escape(plain(caption))}{download}</figcaption></figure>"
        )

    def _download(self, name: str, data: pd.DataFrame) -> str:
        simulated = "_simulated" if any(map(self._results.is_simulated, data["source"].unique())) else ""
        confidential = "_confidential" if self._results.is_confidential else ""
        content = inert(data).to_csv(index=False).encode()
        file = f"{name}{simulated}{confidential}.csv"
        (self._folder / file).write_bytes(content)
        said = self._results.language.gettext("Data (CSV)")
        return f'<a class="download" download="{escape(file)}" href="{_inside("text/csv", content)}">{escape(said)}</a>'


def _settle_layout(figure: Figure) -> None:
    """Lay the figure out once, for both files: the layout takes longer than the drawing."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine("none")


def _inline(svg: str) -> str:
    """A drawing inside a page: a thousandth of a point is enough there, and escaped text takes less than base64."""
    lean = for_both(
        re.sub(r"(\.\d{3})\d+", r"\1", re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL))
    )
    return "data:image/svg+xml," + quote(" ".join(lean.replace('"', "'").split()), safe=SAFE)


def _inside(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
