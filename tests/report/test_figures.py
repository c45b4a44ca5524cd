"""Figures: all text inside and apart, in every language; what is left out without a mark; equal input, equal bytes."""

import importlib
import inspect
import json
import pkgutil
from base64 import b64decode
from html.parser import HTMLParser
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest
from figure_tables import FEW, FIGURES, MERGED, SOURCE, written
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from competing_values.report import figures
from competing_values.report.figures import agenda, dark, differences, drivers, sectors, shares, statements
from competing_values.report.figures.gallery import Gallery, Picture
from competing_values.report.figures.style import DARK_PAPER, TYPE_COLOURS, canvas, wrapped
from competing_values.report.results import Results
from competing_values.study.languages import LANGUAGES
from competing_values.study.names import ALL, OTHER, OVERALL, TYPES
from competing_values.tables.declared import TABLES

LONG = "Әкімшілік бөлімшелердің өзара іс-қимылы мен ашықтығының деңгейі"


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
    assert faults(FIGURES[name](Results(str(folder), language))) == []


@pytest.mark.parametrize("name", FIGURES)
def test_long_labels_fit(publication: dict[str, Any], tmp_path: Path, name: str):
    labels = {key: f"{label} {LONG}" for key, label in publication["labels"]["kk"].items()}
    long = {**publication, "labels": {"kk": labels}}
    assert faults(FIGURES[name](Results(str(written(tmp_path, long)), "kk"))) == []


def test_every_figure_is_looked_at():
    """Each function that gives a figure stands in `FIGURES`, or nobody would see a mistake in it."""
    seen = {name for draw in FIGURES.values() for name in (draw.__name__, *draw.__code__.co_names)}
    modules = [
        importlib.import_module(f"{figures.__name__}.{one.name}") for one in pkgutil.iter_modules(figures.__path__)
    ]
    functions = [one for module in modules for one in inspect.getmembers(module, inspect.isfunction)]
    drawing = {name for name, function in functions if function.__annotations__.get("return") is Figure}
    assert {name for name in drawing if not name.startswith("_")} <= seen


def test_the_checks_see_a_fault(folder: Path):
    figure, axes = canvas(Results(str(folder), "en"), None, 2)
    axes.text(0.5, 0.5, "one")
    axes.text(0.5, 0.5, "other")
    assert len(faults(figure)) == 1


def test_other_groups_stand_below_the_others_and_those_among_them_nowhere(folder: Path):
    results = Results(str(folder), "en")
    figure = FIGURES["heat_map"](results)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) == 19
    assert labels[0] == "Other groups"
    assert set(labels).isdisjoint(results.labels([*MERGED], of="region"))


def test_groups_stand_in_the_order_of_the_first_figure(folder: Path):
    results = Results(str(folder), "en")
    labels = [label.get_text() for label in FIGURES["heat_map"](results).axes[0].get_yticklabels()][1:]
    regions = [name for name in results.instrument.breakdowns.groups()["region"] if name not in MERGED]
    assert [label.replace("\n", " ") for label in labels] == results.labels(regions, of="region")


def test_of_very_many_groups_those_at_both_ends_have_a_row():
    names = [f"g{k}" for k in range(differences.MOST + 5)]
    shown = differences.rows_of(names)
    assert shown == [*names[: differences.MOST // 2], "", *names[-(differences.MOST // 2) :]]
    assert differences.rows_of(names[:3]) == names[:3]


def test_only_what_its_interval_sets_apart_is_coloured(folder: Path):
    """Group k lies 0.02 k above the whole, its interval reaches 0.15 to either side: from the eighth group on it is."""
    results = Results(str(folder), "en")
    regions = [*(name for name in results.instrument.breakdowns.groups()["region"] if name not in MERGED), OTHER]
    apart = {name for k, name in enumerate(regions, start=1) if k >= 8}
    rows = differences.differences(results, SOURCE, "region")
    means = rows[rows["unit"] != "share"]
    assert set(means[means["differs"]]["group"]) == apart
    empty = rows[rows["estimate"].isna()]
    assert [*zip(empty["group"], empty["variable"], strict=True)] == [FEW]
    assert empty[["n", "ci_low", "ci_high", "whole", "difference"]].isna().all(axis=None)
    for mesh in FIGURES["heat_map"](results).axes[0].collections[:2]:
        shades = np.asarray(mesh.get_array())
        assert (shades[..., :3] < 1).any(axis=-1).sum() == len(apart) * shades.shape[1]


def test_colours_tell_the_sign_and_are_white_where_the_whole_is_held():
    sizes = np.array([[2.0, -2.0]])
    above, below = differences.shades(sizes, np.ones_like(sizes, dtype=bool))[0, :, :3]
    assert above[2] > above[1] > below[2]  # purple above, orange below
    assert (differences.shades(sizes, np.zeros_like(sizes, dtype=bool))[..., :3] == 1).all()


def test_colour_is_tied_to_the_bound_of_a_small_difference_alike_in_all_panels(folder: Path):
    """Points of the OCAI up to 5, and of a share p 0.2 √(p (1 − p)): of 0.44 that is 0.0993."""
    rows = differences.differences(Results(str(folder), "en"), SOURCE, "region")
    small = rows.drop_duplicates("variable").set_index("variable")["small"]
    assert small["hierarchy"] == 5
    assert small["initiative"] == pytest.approx(0.2 * np.sqrt(0.44 * 0.56))
    deep = differences.depth(np.array([0.01, 1, 1.5, -1.5, 4, 100, np.nan]))
    assert deep[0] == deep[1] == differences.PALE
    assert differences.PALE < deep[2] == -deep[3] < deep[4] == deep[5]
    assert deep[6] == 0


def test_a_heat_map_has_a_dash_where_there_is_no_figure(publication: dict[str, Any], tmp_path: Path):
    path = written(tmp_path, publication) / "sector_scores.csv"
    rows = pd.read_csv(path, dtype=object)
    of_groups = rows["group_by"] == "region"
    rows.loc[of_groups, ["n", *TABLES["sector_scores"].values]] = None
    rows.to_csv(path, index=False)
    figure = FIGURES["heat_map"](Results(str(tmp_path), "en"))
    columns = results_of(figure)
    assert columns[:4] == ["–"] * 4


def results_of(figure: Figure) -> list[str]:
    """What stands in the lowest row of a heat map, from the first column on."""
    texts = [text for text in figure.axes[0].texts if text.get_position()[1] == 0 and text.get_position()[0] >= 1]
    return [text.get_text() for text in sorted(texts, key=lambda text: text.get_position()[0])]


def test_a_reading_is_told_by_its_mark(folder: Path):
    figure = FIGURES["wave_scores"](Results(str(folder), "en"))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "changed", "changed, but little", "shown to be small", "undecided",
    ]  # fmt: skip
    looks = [(c.get_paths()[0].vertices.tobytes(), *c.get_facecolor()[0]) for c in figure.axes[0].collections[-4:]]
    assert len(set(looks)) == 4


def test_changes_stand_in_units_of_what_counts_as_small(folder: Path):
    """By hand: 0.4 of 0.2 is two units, 0.4 of 5 points 0.08."""
    axes = FIGURES["wave_scores"](Results(str(folder), "en")).axes[0]
    changed = np.ma.filled(axes.collections[-4].get_offsets(), np.nan)
    assert sorted(set(np.round(changed[:, 0], 10))) == [0.08, 2]


def test_a_score_that_was_not_asked_twice_shows_no_change(publication: dict[str, Any], tmp_path: Path):
    path = written(tmp_path, publication) / "wave_change.csv"
    rows = pd.read_csv(path)
    rows.loc[rows["variable"] == "work", ["n", "change", "to_mean", "ci_low", "ci_high"]] = np.nan
    rows.to_csv(path, index=False)
    axes = FIGURES["wave_scores"](Results(str(tmp_path), "en")).axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert "Work" not in labels
    assert "Communication" in labels


def test_a_drawing_follows_light_and_dark(folder: Path, tmp_path: Path):
    """White paper becomes dark paper and dark ink light ink; on paper, variables are colours again."""
    picture = Picture(FIGURES["kite"](Results(str(folder), "en")), "kite", "", "")
    shown = unquote(Gallery(Results(str(folder), "en"), str(tmp_path)).draw(picture).data)
    assert f"--cffffff:{DARK_PAPER}" in shown
    assert "var(--c222222, #222222)" in shown
    assert "var(" not in dark.for_paper(shown)
    luminance = {c: float(np.dot((0.2126, 0.7152, 0.0722), to_rgb(dark.in_dark(c)))) for c in TYPE_COLOURS.values()}
    assert min(luminance.values()) > 0.25  # marks are seen on dark paper
    assert "var(" not in (tmp_path / "kite.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("min_cell", [1, 10])
def test_figures_that_are_not_protected_are_marked(publication: dict[str, Any], tmp_path: Path, min_cell: int):
    results = Results(str(written(tmp_path, {**publication, "min_cell": min_cell})), "en")
    for name in FIGURES:
        texts = [text.get_text() for text in FIGURES[name](results).findobj(Text)]
        marks = {"Not protected, confidential", "Not protected, confidential · Simulated data"}
        assert bool(marks.intersection(texts)) == (min_cell == 1), name


@pytest.mark.parametrize("simulated", [True, False])
def test_simulated_data_are_marked(publication: dict[str, Any], tmp_path: Path, simulated: bool):
    told = {**publication, "simulated": [SOURCE] if simulated else []}
    results = Results(str(written(tmp_path, told)), "en")
    for name in FIGURES:
        marked = "Simulated data" in [text.get_text() for text in FIGURES[name](results).findobj(Text)]
        assert marked == simulated, name


def test_a_study_without_bands_on_another_scale(publication: dict[str, Any], tmp_path: Path):
    other = json.loads(json.dumps(publication))
    other["instrument"]["ratings"]["scale"] = {"min": 0, "max": 100}
    other["instrument"]["ratings"] |= {"bands": [], "unfavourable_below": None}
    results = Results(str(written(tmp_path, other)), "en")
    assert faults(sectors.sector_means(results, [SOURCE])) == []
    assert faults(statements.statement_shares(results, SOURCE)) == []


def test_a_perspective_without_figures_has_a_word_and_no_kite(publication: dict[str, Any], tmp_path: Path):
    folder = written(tmp_path, publication)
    rows = pd.read_csv(folder / "ocai_profile.csv")
    rows.loc[(rows["perspective"] == "preferred") & (rows["culture_type"] == "clan"), "mean"] = None
    rows.to_csv(folder / "ocai_profile.csv", index=False)
    for name, panels in (("kite", 1), ("kites", 6), ("published_kites", 3)):  # two published ones tell of now alone
        figure = FIGURES[name](Results(str(folder), "en"))
        assert faults(figure) == []
        said = [text.get_text() for text in figure.findobj(Text)]
        assert said.count("Preferred: no figures") == panels
        kites = [line for axes in figure.axes for line in axes.lines if line.get_label() == "Preferred"]
        assert len(kites) == len(figure.axes) - panels


def test_a_questionnaire_that_asks_for_now_alone(publication: dict[str, Any], tmp_path: Path):
    other = json.loads(json.dumps(publication))
    other["instrument"]["ocai"]["perspectives"] = ["now"]
    folder = written(tmp_path, other)
    rows = pd.read_csv(folder / "ocai_profile.csv")
    rows[rows["perspective"] == "now"].to_csv(folder / "ocai_profile.csv", index=False)
    for name in ("kite", "kites", "published_kites"):
        figure = FIGURES[name](Results(str(folder), "en"))
        assert faults(figure) == []
        assert [text.get_text() for text in figure.legends[0].get_texts()] == ["Now"]


def test_rings_and_the_grey_band_follow_the_points_to_share(publication: dict[str, Any], tmp_path: Path):
    other = json.loads(json.dumps(publication))
    other["instrument"]["ocai"]["total"] = 10
    folder = written(tmp_path, other)
    for name in ("ocai_profile", "ocai_gap"):
        rows = pd.read_csv(folder / f"{name}.csv")
        rows[["mean", "ci_low", "ci_high", "gap"]] = rows.reindex(columns=["mean", "ci_low", "ci_high", "gap"]) / 10
        rows.reindex(columns=TABLES[name].columns).to_csv(folder / f"{name}.csv", index=False)
    results = Results(str(folder), "en")
    rings = [text.get_text().strip() for text in FIGURES["kite"](results).findobj(Text)]
    assert [ring for ring in rings if ring.isdigit()] == ["1", "2", "3", "4"]
    band = FIGURES["gaps"](results).axes[0].patches[0]
    assert (band.get_x(), band.get_width()) == (-1, 2)


def test_the_agenda_names_discrepancies_or_the_widest_gaps():
    gap = pd.DataFrame({"dimension": OVERALL, "culture_type": TYPES, "gap": [12.0, 11.0, -4.0, -19.0]})
    large = gap.assign(discrepancy=[True, True, False, True])
    assert agenda.called_for(large)["culture_type"].tolist() == ["hierarchy", "clan", "adhocracy"]
    small = gap.assign(gap=[2.0, 3.0, -4.0, -1.0], discrepancy=False)
    assert agenda.called_for(small)["culture_type"].tolist() == ["market", "adhocracy"]
    one_way = gap.assign(gap=[0.0, 0.0, None, 1.0], discrepancy=[False, False, None, False])
    assert agenda.called_for(one_way)["culture_type"].tolist() == ["hierarchy"]


def test_a_questionnaire_without_competencies(publication: dict[str, Any], tmp_path: Path):
    asked = publication["instrument"]
    without = {**publication, "instrument": {**asked, "ocai": {**asked["ocai"], "types": {}}}}
    results = Results(str(written(tmp_path, without)), "en")
    assert faults(FIGURES["agenda"](results)) == []


@pytest.mark.parametrize("k", range(2, 9))
def test_ordered_answers_differ_in_colour(publication: dict[str, Any], tmp_path: Path, k: int):
    other = json.loads(json.dumps(publication))
    names = [f"answer_{number}" for number in range(k)]
    other["instrument"]["questions"] = {"satisfaction": {"label": "", "categories": dict.fromkeys(names, "")}}
    figure = shares.answers(Results(str(written(tmp_path, other)), "en"), SOURCE, "satisfaction")
    assert len({bar.get_facecolor() for bar in figure.axes[0].patches}) == k


def test_unordered_answers_are_not_stacked_about_zero(publication: dict[str, Any], tmp_path: Path):
    other = json.loads(json.dumps(publication))
    other["instrument"]["questions"]["satisfaction"]["ordered"] = False
    figure = shares.answers(Results(str(written(tmp_path, other)), "en"), SOURCE, "satisfaction")
    assert {bar.get_x() for bar in figure.axes[0].patches} == {0}
    assert faults(figure) == []


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_table_gives_the_same_bytes(folder: Path, tmp_path: Path, name: str):
    results = Results(str(folder), "kk")
    for where in ("one", "other"):
        Gallery(results, str(tmp_path / where)).draw(Picture(FIGURES[name](results), name, "", ""))
    for ending in ("svg", "png"):
        one, other = (tmp_path / where / f"{name}.{ending}" for where in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()
    assert b"<dc:date>" not in one.with_suffix(".svg").read_bytes()


def test_captions_and_findings_are_escaped(folder: Path, tmp_path: Path):
    results = Results(str(folder), "en")
    figure, _ = canvas(results, None, 1)
    hostile = '"><script>alert(1)</script>'
    read = Reader()
    read.feed(Gallery(results, str(tmp_path)).draw(Picture(figure, "figure", hostile, hostile)).data)
    assert read.tags == ["figure", "img", "figcaption"]
    assert read.alt == read.text == hostile


@pytest.mark.parametrize(
    ("simulated", "min_cell", "name"),
    [
        ([SOURCE], 10, "sectors_simulated.csv"),
        ([], 10, "sectors.csv"),
        ([], 1, "sectors_confidential.csv"),
    ],
)
def test_the_data_of_a_figure_are_saved_and_inside_the_page(
    publication: dict[str, Any], tmp_path: Path, simulated: list[str], min_cell: int, name: str
):
    told = {**publication, "simulated": simulated, "min_cell": min_cell}
    results = Results(str(written(tmp_path, told)), "en")
    rows = results.whole("sector_scores", SOURCE)
    figure, _ = canvas(results, SOURCE, 1)
    html = Gallery(results, str(tmp_path / "figures")).draw(Picture(figure, "sectors", "", "", rows)).data
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
    results = Results(str(written(tmp_path, {**publication, "labels": {"en": labels}})), "en")
    figure = statements.statement_shares(results, SOURCE)
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


def test_sectors_stand_in_the_quadrant_of_their_mean_and_weight(folder: Path):
    """By hand: the midpoint of 1 to 10 is 5.5, an equal share of four sectors a quarter."""
    placed = drivers.matrix(Results(str(folder), "en"), SOURCE, "satisfaction")
    assert placed.set_index("sector")["quadrant"].to_dict() == {
        "management": "keep",  # 6.4; 28 %
        "work": "act",  # 5.2; 27 %
        "communication": "maintain",  # 5.8; 23 %
        "motivation": "maintain",  # 7.0; 22 %
    }


def test_sectors_that_lie_close_keep_their_names_apart(publication: dict[str, Any], tmp_path: Path):
    results = Results(str(written(tmp_path, publication)), "ru")
    scores = pd.read_csv(tmp_path / "sector_scores.csv")
    whole = scores["group_by"] == ALL
    for column, shift in (("mean", 0), ("ci_low", -0.05), ("ci_high", 0.05)):
        scores.loc[whole, column] = np.array([6.0, 6.02, 6.05, 6.3]) + shift
    scores.to_csv(tmp_path / "sector_scores.csv", index=False)
    assert faults(FIGURES["action_matrix"](results)) == []


def test_a_share_near_one_has_room_for_its_figure(publication: dict[str, Any], tmp_path: Path):
    results = Results(str(written(tmp_path, publication)), "ru")
    table = pd.read_csv(tmp_path / "competencies.csv")
    table[["share_high", "share_high_ci_low", "share_high_ci_high"]] = 1.0
    table.to_csv(tmp_path / "competencies.csv", index=False)
    assert faults(FIGURES["distributions"](results)) == []
