"""Figures: all text inside and apart, in every language; hidden groups without a mark; equal input, equal bytes."""

import json
from base64 import b64decode
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from competing_values import study
from competing_values.figures import flow, framework, groups, ocai, opinions, sectors
from competing_values.figures.gallery import Gallery
from competing_values.figures.style import TYPE_COLOURS, canvas, wrapped
from competing_values.instrument import ALL, MISSING, OVERALL, TYPES
from competing_values.published import Published
from competing_values.tables import TABLES

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "kk", "ru")
LONG = "Әкімшілік бөлімшелердің өзара іс-қимылы мен ашықтығының деңгейі"
HIDDEN = ("abai", "ulytau", MISSING)
SOURCE = "survey"

FIGURES: dict[str, Callable[[Published], Figure]] = {
    "framework": framework.framework,
    "kite": lambda published: ocai.kite(published, SOURCE),
    "kites": lambda published: ocai.kites(published, SOURCE),
    "gaps": lambda published: ocai.gaps(published, SOURCE),
    "sector_means": lambda published: sectors.sector_means(published, SOURCE),
    "statement_means": lambda published: sectors.statement_means(published, SOURCE),
    "force_field": lambda published: sectors.force_field(published, SOURCE),
    "answers": lambda published: opinions.answers(published, SOURCE, "satisfaction"),
    "high_shares": lambda published: opinions.high_shares(published, SOURCE),
    "distributions": lambda published: opinions.distributions(published, SOURCE),
    "flow": lambda published: flow.flow(published, SOURCE),
    "sector_forest": lambda published: groups.sector_forest(published, SOURCE, "region"),
    "type_forest": lambda published: groups.type_forest(published, SOURCE, "region", "now"),
}


@pytest.fixture(scope="module")
def publication() -> dict[str, Any]:
    """What the default study says of itself, in three languages."""
    return study.load(ROOT / "config.yaml")["publication"]["2023"]


@pytest.fixture(scope="module")
def folder(publication: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of one survey: the whole, and 21 regions of which three are hidden."""
    return written(tmp_path_factory.mktemp("tables"), publication)


def written(folder: Path, publication: dict[str, Any]) -> Path:
    instrument = publication["instrument"]
    regions = [*instrument["breakdowns"]["region"], MISSING]
    everyone = [(ALL, ALL), *product(["region"], regions)]
    sector_of = {name: sector for sector, items in instrument["ratings"]["sectors"].items() for name in items}
    points = dict(zip(TYPES, (20.3, 17.4, 24.8, 37.5), strict=True))
    dimensions = [OVERALL, *instrument["ocai"]["dimensions"]]
    steps = {"raw": 11176, "empty": 33, "test_entry": 22, "duplicate_id": 44, "duplicate_answers": 22,
             "straight_lining": 55, "kept": 11000}  # fmt: skip
    scores = {name: 5.2 + 0.6 * k for k, name in enumerate(instrument["ratings"]["sectors"])}
    statements = {name: 4.2 + 0.13 * k for k, name in enumerate(sector_of)}
    rows: dict[str, list[dict[str, Any]]] = {
        "flow": [{"step": step, "rows": count} for step, count in steps.items()],
        "cleaning_rules": [
            {"rule": rule, "action": action, "rows": count}
            for rule, action, count in (("empty", "exclude", 33), ("speed", "flag", 21), ("ocai_sum", "count", 285))
        ],
        "ocai_profile": [
            {"perspective": p, "dimension": d, "culture_type": t, **around(mean if p == "now" else 25 + 0.3 * mean)}
            for p, d, (t, mean) in product(("now", "preferred"), dimensions, points.items())
        ],
        "ocai_gap": [
            {"dimension": d, "culture_type": t, "gap": 17.5 - 0.7 * mean, **interval(17.5 - 0.7 * mean)}
            for d, (t, mean) in product(dimensions, points.items())
        ],
        "sector_scores": [{"sector": name, **around(mean)} for name, mean in scores.items()],
        "statement_scores": [{"statement": s, "sector": sector_of[s], **around(mean)} for s, mean in statements.items()],
        "force_field": [
            {"statement": s, "sector": sector_of[s], "distance": mean - 5.5, **interval(mean - 5.5),
             "force": "driving" if mean > 5.6 else "restraining" if mean < 5.4 else "neutral"}
            for s, mean in statements.items()
        ],
        "question_answers": [
            {"question": question, "category": category, "share": share, **interval(share, 0.01)}
            for question, declared in instrument["questions"].items()
            for category, share in zip(declared["categories"], np.resize([0.08, 0.19, 0.38, 0.23, 0.12], 9), strict=False)
        ],
        "competencies": [
            {"competency": name, "share_high": share, "share_high_ci_low": share - 0.01, "share_high_ci_high": share + 0.01}
            for name, share in zip(instrument["self_ratings"], (0.67, 0.44), strict=True)
        ],
        "competency_ratings": [
            {"competency": name, "value": value, "share": value / 55}
            for name, value in product(instrument["self_ratings"], range(1, 11))
        ],
    }  # fmt: skip
    for name, table in rows.items():
        frame = pd.DataFrame(
            {"group_by": by, "group": group, **row, "shift": 0.02 * k}
            for k, (by, group) in enumerate(everyone)
            for row in table
        ).assign(wave="2023", source=SOURCE, weights="none", n=lambda f: np.where(f["group"] == ALL, 11000, 512))
        frame["suppressed"] = frame["group"].isin(HIDDEN)
        for column in {"mean", "ci_low", "ci_high"} & set(frame):
            frame[column] += frame["shift"]
        frame = frame.reindex(columns=TABLES[name].columns)
        frame.loc[frame["suppressed"], list(TABLES[name].figures)] = None
        frame.to_csv(folder / f"{name}.csv", index=False)
    (folder / "study.json").write_text(json.dumps(publication, ensure_ascii=False), encoding="utf-8")
    return folder


def interval(mean: float, half: float = 0.15) -> dict[str, float]:
    return {"ci_low": mean - half, "ci_high": mean + half}


def around(mean: float) -> dict[str, float]:
    return {"mean": mean, **interval(mean)}


def extents(figure: Figure) -> dict[str, Bbox]:
    """Where each text stands that is drawn, in pixels."""
    figure.draw_without_rendering()
    unseen = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            slack = 1e-9 * (high - low)
            for tick in axis.get_major_ticks():
                if not (axes.axison and low - slack <= tick.get_loc() <= high + slack):
                    unseen |= {tick.label1, tick.label2}
            if not axes.axison:
                unseen.add(axis.label)
    texts = [
        text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and text not in unseen
    ]
    return {f"{number}: {text.get_text()!r}": text.get_window_extent() for number, text in enumerate(texts)}


def faults(figure: Figure) -> list[str]:
    """Texts that leave the figure, and pairs that overlap, by more than a pixel."""
    places = extents(figure)
    page = figure.bbox.padded(1)
    outside = [
        text
        for text, box in places.items()
        if not (page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1)
    ]
    overlapping = [
        f"{a} on {b}"
        for (a, one), (b, other) in combinations(places.items(), 2)
        if (common := Bbox.intersection(one, other)) is not None and common.width > 1 and common.height > 1
    ]
    return [*outside, *overlapping]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_text_stands_inside_and_apart(folder: Path, name: str, language: str):
    assert faults(FIGURES[name](Published(str(folder), language))) == []


@pytest.mark.parametrize("name", FIGURES)
def test_long_labels_fit(publication: dict[str, Any], tmp_path: Path, name: str):
    labels = {key: f"{label} {LONG}" for key, label in publication["labels"]["kk"].items()}
    long = {**publication, "labels": {"kk": labels}}
    assert faults(FIGURES[name](Published(str(written(tmp_path, long)), "kk"))) == []


def test_the_checks_see_a_fault(folder: Path):
    figure, axes = canvas(Published(str(folder), "en"), None, 3, 2)
    axes.text(0.5, 0.5, "one")
    axes.text(0.5, 0.5, "other")
    assert len(faults(figure)) == 1


@pytest.mark.parametrize("name", ["sector_forest", "type_forest"])
def test_a_hidden_group_has_a_word_and_no_mark(folder: Path, name: str):
    figure = FIGURES[name](Published(str(folder), "en"))
    texts = [text.get_text() for text in figure.findobj(Text)]
    for axes in figure.axes:
        marks = [c.get_offsets() for c in axes.collections if len(c.get_offsets()) == 21]
        shown = [position for offsets in marks for x, position in np.ma.filled(offsets, np.nan) if np.isfinite(x)]
        assert len(shown) == 21 - len(HIDDEN)
        segments = [s for c in axes.collections if hasattr(c, "get_segments") for s in c.get_segments()]
        assert sum(bool(np.isfinite(segment).all() and len(segment)) for segment in segments) == 21 - len(HIDDEN)
    assert texts.count("hidden") == len(HIDDEN) * len(figure.axes)
    assert "Not stated (512)" not in texts


def test_groups_stand_in_the_order_of_their_means(folder: Path):
    figure = FIGURES["sector_forest"](Published(str(folder), "en"))
    axes = figure.axes[0]
    marks = next(c.get_offsets() for c in axes.collections if len(c.get_offsets()) == 21)
    means = np.ma.filled(marks, np.nan)[:, 0]
    assert np.all(np.diff(means[np.isfinite(means)]) >= 0)


@pytest.mark.parametrize("simulated", [True, False])
def test_simulated_data_are_marked(publication: dict[str, Any], tmp_path: Path, simulated: bool):
    told = {**publication, "simulated": [SOURCE] if simulated else []}
    published = Published(str(written(tmp_path, told)), "en")
    for name in set(FIGURES) - {"framework"}:
        marked = "Simulated data" in [text.get_text() for text in FIGURES[name](published).findobj(Text)]
        assert marked == simulated, name


def test_a_study_without_bands_on_another_scale(publication: dict[str, Any], tmp_path: Path):
    other = json.loads(json.dumps(publication))
    other["instrument"]["ratings"]["scale"] = {"min": 0, "max": 100}
    other["thresholds"] |= {"bands": [], "unfavourable_below": None}
    published = Published(str(written(tmp_path, other)), "en")
    assert faults(sectors.sector_means(published, SOURCE)) == []
    assert faults(sectors.statement_means(published, SOURCE)) == []


@pytest.mark.parametrize("k", range(2, 9))
def test_ordered_answers_differ_in_colour(publication: dict[str, Any], tmp_path: Path, k: int):
    other = json.loads(json.dumps(publication))
    names = [f"answer_{number}" for number in range(k)]
    other["instrument"]["questions"] = {"satisfaction": {"categories": names, "ordered": True, "outside": []}}
    figure = opinions.answers(Published(str(written(tmp_path, other)), "en"), SOURCE, "satisfaction")
    assert len({bar.get_facecolor() for bar in figure.axes[0].patches}) == k


def test_unordered_answers_are_not_stacked_about_zero(publication: dict[str, Any], tmp_path: Path):
    other = json.loads(json.dumps(publication))
    other["instrument"]["questions"]["satisfaction"]["ordered"] = False
    figure = opinions.answers(Published(str(written(tmp_path, other)), "en"), SOURCE, "satisfaction")
    assert {bar.get_x() for bar in figure.axes[0].patches} == {0}
    assert faults(figure) == []


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_table_gives_the_same_bytes(folder: Path, tmp_path: Path, name: str):
    published = Published(str(folder), "kk")
    for where in ("one", "other"):
        Gallery(published, str(tmp_path / where)).show(FIGURES[name](published), name, "", "")
    for ending in ("svg", "png"):
        one, other = (tmp_path / where / f"{name}.{ending}" for where in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()
    assert b"<dc:date>" not in one.with_suffix(".svg").read_bytes()


def test_captions_and_findings_are_escaped(folder: Path, tmp_path: Path):
    published = Published(str(folder), "en")
    figure, _ = canvas(published, None, 2, 1)
    hostile = '"><script>alert(1)</script>'
    read = Reader()
    read.feed(Gallery(published, str(tmp_path)).show(figure, "figure", hostile, hostile).data)
    assert read.tags == ["figure", "div", "img", "figcaption"]
    assert read.alt == read.text == hostile


@pytest.mark.parametrize("simulated", [True, False])
def test_the_data_of_a_figure_are_saved_and_inside_the_page(
    publication: dict[str, Any], tmp_path: Path, simulated: bool
):
    told = {**publication, "simulated": [SOURCE] if simulated else []}
    published = Published(str(written(tmp_path, told)), "en")
    rows = published.whole("sector_scores", SOURCE)
    figure, _ = canvas(published, SOURCE, 2, 1)
    html = Gallery(published, str(tmp_path / "figures")).show(figure, "sectors", "", "", rows).data
    name = "sectors_simulated.csv" if simulated else "sectors.csv"
    saved = (tmp_path / "figures" / name).read_bytes()
    assert f'download="{name}"' in html
    assert b64decode(html.split("data:text/csv;base64,")[1].split('"')[0]) == saved
    pd.testing.assert_frame_equal(
        pd.read_csv(BytesIO(saved))[["sector", "mean"]], rows[["sector", "mean"]], check_dtype=False
    )


class Reader(HTMLParser):
    """Tags, alternative text and text of a figure, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.alt: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.alt = dict(attrs).get("alt", self.alt)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_dollar_in_a_label_is_a_dollar(publication: dict[str, Any], tmp_path: Path):
    labels = {name: f"$a_{name}$ {label}" for name, label in publication["labels"]["en"].items()}
    published = Published(str(written(tmp_path, {**publication, "labels": {"en": labels}})), "en")
    figure = sectors.statement_means(published, SOURCE)
    figure.draw_without_rendering()
    assert not any(text.get_parse_math() for text in figure.findobj(Text))


def test_types_differ_in_grey():
    lightness = sorted(float(np.dot((0.2126, 0.7152, 0.0722), to_rgb(colour))) for colour in TYPE_COLOURS.values())
    assert min(np.diff(lightness)) > 0.08


def test_wrapped_text_ends_in_an_ellipsis():
    assert wrapped("short", 10) == "short"
    lines = wrapped(LONG, 20).split("\n")
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) <= 20


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def shown(notebook: Path, tables: Path, figures: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a notebook displays on these tables."""
    outputs: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda *given: outputs.extend(given))
    code = notebook.read_text(encoding="utf-8").replace('"results/2023/tables"', repr(str(tables)))
    code = code.replace(f'"results/2023/figures/en/{notebook.stem}"', repr(str(figures)))
    exec(compile(code, str(notebook), "exec"), {})
    return "\n".join(output.data for output in outputs)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_that_its_tables_are_empty(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    (tmp_path / "study.json").write_text(json.dumps(publication), encoding="utf-8")
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    assert "nan" not in said.lower().split()
    if notebook.stem not in {"comparison", "report"}:  # these always have something to say
        assert "There are no figures" in said


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_a_hidden_source(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    written(tmp_path, publication)
    for name in {path.stem for path in tmp_path.glob("*.csv")} - {"flow", "cleaning_rules", "fields"}:
        rows = pd.read_csv(tmp_path / f"{name}.csv", dtype=str)
        rows[list(TABLES[name].figures)] = None
        rows.assign(suppressed=True).to_csv(tmp_path / f"{name}.csv", index=False)
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    assert "nan" not in said.lower().split()
    if notebook.stem in {"ocai", "sectors", "opinions"}:
        assert "Hidden, to protect groups of fewer than 10 respondents: Survey." in said
        drawn = {path.stem for path in (tmp_path / "figures").glob("*")}
        assert drawn <= {"framework"}
