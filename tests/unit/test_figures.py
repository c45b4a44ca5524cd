"""Figures: all text inside and apart, in every language; hidden groups without a mark; equal input, equal bytes."""

import json
import re
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
from competing_values.figures import (
    agenda,
    agreement,
    differences,
    drivers,
    flow,
    framework,
    groups,
    ocai,
    opinions,
    participation,
    sectors,
    trends,
)
from competing_values.figures.gallery import Gallery
from competing_values.figures.style import TYPE_COLOURS, canvas, wrapped
from competing_values.instrument import ALL, MISSING, OVERALL, TYPES
from competing_values.published import Published
from competing_values.tables import TABLES, TRENDS

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "kk", "ru")
LONG = "Әкімшілік бөлімшелердің өзара іс-қимылы мен ашықтығының деңгейі"
HIDDEN = ("abai", "ulytau", MISSING)
SOURCE = "survey"

FIGURES: dict[str, Callable[[Published], Figure]] = {
    "framework": framework.framework,
    "kite": lambda published: ocai.kite(published, SOURCE),
    "kites": lambda published: ocai.kites(published, SOURCE),
    "published_kites": lambda published: ocai.published_kites(published, SOURCE),
    "gaps": lambda published: ocai.gaps(published, SOURCE),
    "agenda": lambda published: agenda.agenda(published, SOURCE),
    "sector_means": lambda published: sectors.sector_means(published, SOURCE),
    "statement_means": lambda published: sectors.statement_means(published, SOURCE),
    "force_field": lambda published: sectors.force_field(published, SOURCE),
    "action_matrix": lambda published: drivers.action_matrix(published, SOURCE, "satisfaction"),
    "answers": lambda published: opinions.answers(published, SOURCE, "satisfaction"),
    "high_shares": lambda published: opinions.high_shares(published, SOURCE),
    "distributions": lambda published: opinions.distributions(published, SOURCE),
    "flow": lambda published: flow.flow(published, SOURCE),
    "sector_forest": lambda published: groups.sector_forest(published, SOURCE, "region"),
    "type_forest": lambda published: groups.type_forest(published, SOURCE, "region"),
    "heat_map": lambda published: differences.heat_map(published, SOURCE, "region"),
    "participation": lambda published: participation.participation(published, SOURCE),
    "agreement": lambda published: agreement.agreement(published, SOURCE),
    "changes": lambda published: trends.changes(published, SOURCE),
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
    rank = {"hierarchy": 1, "market": 2, "clan": 3, "adhocracy": 4}
    weights = dict(zip(instrument["ratings"]["sectors"], (0.27, 0.23, 0.28, 0.22), strict=True))
    scores = {name: 5.2 + 0.6 * k for k, name in enumerate(instrument["ratings"]["sectors"])}
    statements = {name: 4.2 + 0.13 * k for k, name in enumerate(sector_of)}
    rows: dict[str, list[dict[str, Any]]] = {
        "flow": [{"step": step, "rows": count} for step, count in steps.items()],
        "cleaning_rules": [
            {"rule": rule, "action": action, "rows": count}
            for rule, action, count in (("empty", "exclude", 33), ("speed", "flag", 21), ("ocai_sum", "count", 285))
        ],
        "fields": [{"variable": "s01", "raw_name": "S1", "answered": 11000, "missing": 170, "out_of_range": 6}],
        "ocai_profile": [
            {"perspective": p, "dimension": d, "culture_type": t, "rank": rank[t], **around(mean if p == "now" else 25 + 0.3 * mean)}
            for p, d, (t, mean) in product(("now", "preferred"), dimensions, points.items())
        ],
        "ocai_gap": [
            {"dimension": d, "culture_type": t, "now": mean, "preferred": 17.5 + 0.3 * mean, "gap": 17.5 - 0.7 * mean,
             **interval(17.5 - 0.7 * mean), "effect_size": 0.5, "discrepancy": abs(17.5 - 0.7 * mean) >= 10}
            for d, (t, mean) in product(dimensions, points.items())
        ],
        "sector_scores": [
            {"sector": name, "rank": 4 - k, "band": "positive", **around(mean)}
            for k, (name, mean) in enumerate(scores.items())
        ],
        "drivers": [
            {"outcome": "satisfaction", "sector": name, "coefficient": 0.1, "relative_weight": weight, **interval(0.1, 0.02)}
            for name, weight in weights.items()
        ],
        "statement_scores": [
            {"statement": s, "sector": sector_of[s], "rank": 29 - k, **around(mean)}
            for k, (s, mean) in enumerate(statements.items())
        ],
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
            {"competency": name, **around(7.9), "share_high": share, "share_high_ci_low": share - 0.01, "share_high_ci_high": share + 0.01}
            for name, share in zip(instrument["self_ratings"], (0.67, 0.44), strict=True)
        ],
        "competency_ratings": [
            {"competency": name, "value": value, "share": value / 55}
            for name, value in product(instrument["self_ratings"], range(1, 11))
        ],
        "wave_change": [
            {"variable": name, "from_wave": before, "to_wave": after, "from_mean": mean + past, "to_mean": mean + past + change,
             "change": change, **interval(change), "equivalence_bound": bound, "p_adjusted": 0.02, "equivalence_p": 0.3,
             "reading": reading}
            for name, mean, bound in [("now_hierarchy", 37.5, 5), *((name, mean, 0.2) for name, mean in scores.items())]
            for before, after, past, change, reading in (
                ("2021", "2023", 0, 0.4, "changed"), ("2023", "2024", 0.4, 0.01, "shown to be small"),
                ("2024", "2025", 0.41, -0.2, "undecided"),
            )
        ],
    }  # fmt: skip
    of_all: dict[str, list[dict[str, Any]]] = {
        "weighting": [
            {"variable": ALL, "category": ALL, "deff": 1.3, "effective_n": 8400},
            *(
                {"variable": variable, "category": category, "population_share": 1 / size,
                 "sample_share": (1 + 0.05 * k) / size, "weighted_share": 1.01 / size, "suppressed": category in HIDDEN}
                for variable, size in (("region", 20), ("gender", 2))
                for k, category in enumerate(instrument["breakdowns"][variable])
            ),
        ],
        "agreement": [
            {"group_by": by, "variable": variable, "groups": 3, "icc1": 0.01, "icc2": icc2, "rwg_mean": 0.72 + k / 50}
            for k, by in enumerate(publication["breakdowns"])
            for variable, icc2 in (("now_hierarchy", -0.4), *((name, 0.45 + 0.1 * k) for k, name in enumerate(scores)))
        ],
        "group_comparison": [
            {"group_by": "region", "variable": name, "test": "Welch ANOVA", "statistic": 9.1, "p": 0.001, "p_adjusted": 0.004,
             "family": "groups of region", "effect_name": "η²", "effect_size": 0.02, "effect_ci_low": 0.01, "effect_ci_high": 0.03}
            for name in scores
        ],
    }  # fmt: skip
    for name, table in of_all.items():
        frame = pd.DataFrame({"group_by": ALL, "group": ALL, "suppressed": False, **row} for row in table)
        frame = frame.assign(wave="2023", source=SOURCE, weights="none", n=11000).reindex(columns=TABLES[name].columns)
        frame.loc[frame["suppressed"], list(TABLES[name].figures)] = None
        frame.to_csv(folder / f"{name}.csv", index=False)
    for name, table in rows.items():
        frame = pd.DataFrame(
            {"group_by": by, "group": group, **row, "shift": 0.02 * k}
            for k, (by, group) in enumerate(everyone)
            for row in table
        ).assign(wave="2023", source=SOURCE, weights="none", n=lambda f: np.where(f["group"] == ALL, 11000, 512))
        frame["suppressed"] = frame["group"].isin(HIDDEN)
        if "mean" in frame:
            frame[["mean", "ci_low", "ci_high"]] = frame[["mean", "ci_low", "ci_high"]].add(frame["shift"], axis=0)
        declared = (TABLES | TRENDS)[name]
        frame = frame.reindex(columns=declared.columns).astype(object)
        frame.loc[frame["suppressed"], list(declared.figures)] = None
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


def test_only_what_its_interval_sets_apart_is_coloured(folder: Path):
    """Group k lies 0.02 k above the whole, its interval reaches 0.15 to either side: from the eighth group on it is."""
    published = Published(str(folder), "en")
    regions = [*published.study["instrument"]["breakdowns"]["region"], MISSING]
    apart = {name for k, name in enumerate(regions, start=1) if k >= 8} - set(HIDDEN)
    cells = differences.differences(published, SOURCE, "region")
    means = cells[cells["unit"] != "share"]
    assert set(means[means["differs"]]["group"]) == apart
    assert (
        cells[cells["suppressed"]][["n", "estimate", "ci_low", "ci_high", "whole", "difference"]].isna().all(axis=None)
    )
    assert set(cells[cells["suppressed"]]["group"]) == set(HIDDEN)
    for axes in FIGURES["heat_map"](published).axes[:2]:
        shades = np.asarray(axes.images[0].get_array())
        columns = shades.shape[1]
        assert (shades[..., :3] < 1).any(axis=-1).sum() == len(apart) * columns
        texts = [text.get_text() for text in axes.texts]
        assert texts.count("hidden") == len(HIDDEN)
        assert len(texts) == len(HIDDEN) + (len(regions) - len(HIDDEN)) * columns


def test_a_heat_map_of_hidden_groups_has_no_number(publication: dict[str, Any], tmp_path: Path):
    path = written(tmp_path, publication) / "sector_scores.csv"
    rows = pd.read_csv(path, dtype=object)
    of_groups = rows["group_by"] == "region"
    rows.loc[of_groups, [*TABLES["sector_scores"].figures]] = None
    rows.assign(suppressed=of_groups).to_csv(path, index=False)
    figure = FIGURES["heat_map"](Published(str(tmp_path), "en"))
    assert {text.get_text() for text in figure.axes[0].texts} == {"hidden"}


def test_a_hidden_group_takes_no_part(folder: Path):
    figure = FIGURES["participation"](Published(str(folder), "en"))
    axes = figure.axes[0]
    shown = 20 - len(set(HIDDEN) - {MISSING})
    marks = [np.ma.filled(c.get_offsets(), np.nan) for c in axes.collections if len(c.get_offsets()) == 20]
    assert [int(np.isfinite(of_one[:, 0]).sum()) for of_one in marks] == [shown] * 3
    assert [text.get_text() for text in axes.texts] == ["hidden"] * 2


def test_an_icc_below_zero_stands_at_zero(folder: Path):
    axes = FIGURES["agreement"](Published(str(folder), "en")).axes[0]
    points = [
        point for c in axes.collections for point in np.ma.filled(c.get_offsets(), np.nan) if len(c.get_offsets())
    ]
    assert min(x for x, _ in points) == 0


def test_a_reading_is_told_by_word_and_by_mark(folder: Path):
    axes = FIGURES["changes"](Published(str(folder), "en")).axes[1]
    told = [label.get_text().split("\n") for label in axes.get_xticklabels()]
    assert told == [
        ["2021"],
        ["2023", "+0.40", "changed"],
        ["2024", "+0.01", "shown to be", "small"],
        ["2025", "−0.20", "undecided"],
    ]
    marks = [c.get_paths()[0].vertices for c in axes.collections if len(c.get_offsets()) == 1]
    assert len({vertices.tobytes() for vertices in marks[:3]}) == 3


def test_the_finding_of_groups_names_highest_and_lowest_and_no_hidden_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said = shown(ROOT / "notebooks" / "comparison.py", folder, tmp_path, monkeypatch)
    alts = dict(re.findall(r'<figure id="figure-(\w+)".*? alt="(.*?)"', said, flags=re.DOTALL))
    assert set(alts) == {
        "participation_survey", "differences_region_survey", "sectors_region_survey", "types_region_survey", "agreement_survey",
    }  # fmt: skip
    regions = [
        name for name in Published(str(folder), "en").study["instrument"]["breakdowns"]["region"] if name not in HIDDEN
    ]
    names = Published(str(folder), "en").labels([regions[0], regions[-1]], of="region")
    assert (
        f"highest is {names[1]} with 5.60 [5.45, 5.75], lowest {names[0]} with 5.24 [5.09, 5.39]"
        in alts["sectors_region_survey"]
    )
    hidden = Published(str(folder), "en").labels([*HIDDEN], of="region")
    assert not [alt for alt in alts.values() if any(name in alt for name in hidden)]


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


def test_a_perspective_without_figures_has_a_word_and_no_kite(publication: dict[str, Any], tmp_path: Path):
    folder = written(tmp_path, publication)
    rows = pd.read_csv(folder / "ocai_profile.csv")
    rows.loc[(rows["perspective"] == "preferred") & (rows["culture_type"] == "clan"), "mean"] = None
    rows.to_csv(folder / "ocai_profile.csv", index=False)
    for name in ("kite", "kites", "published_kites"):
        figure = FIGURES[name](Published(str(folder), "en"))
        assert faults(figure) == []
        said = [text.get_text() for text in figure.findobj(Text)]
        panels = len(figure.axes) - (name == "published_kites")
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
        figure = FIGURES[name](Published(str(folder), "en"))
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
    published = Published(str(folder), "en")
    rings = [text.get_text().strip() for text in FIGURES["kite"](published).findobj(Text)]
    assert [ring for ring in rings if ring.isdigit()] == ["1", "2", "3", "4"]
    band = FIGURES["gaps"](published).axes[0].patches[0]
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
    published = Published(str(written(tmp_path, {**publication, "type_competencies": {}})), "en")
    assert faults(FIGURES["framework"](published)) == faults(FIGURES["agenda"](published)) == []


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


def shown(notebook: Path, tables: Path, figures: Path, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> str:
    """What a notebook displays on these tables, without pictures and data."""
    outputs: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda *given: outputs.extend(given))
    code = notebook.read_text(encoding="utf-8")
    for name, folder in (("tables", tables), ("figures", figures)):
        code = re.sub(f'^{name} = "results/.*"$', f"{name} = {str(folder)!r}", code, flags=re.MULTILINE)
    code = code.replace('language = "en"', f'language = "{language}"')
    exec(compile(code, str(notebook), "exec"), {})
    said = re.sub(r'"data:[^"]*"', "", "\n".join(output.data for output in outputs))
    assert not re.search(r"\bnan\b", said, re.IGNORECASE)
    return said


def sentences(said: str) -> list[str]:
    """Numbered sentences of the summary."""
    return re.findall(r"^\d\. (.*)$", said, re.MULTILINE)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_that_its_tables_are_empty(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in (TABLES | TRENDS).items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    (tmp_path / "study.json").write_text(json.dumps(publication), encoding="utf-8")
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    if notebook.stem not in {"comparison", "methods"}:  # these always have something to say
        assert "There are no figures" in said
    assert sentences(said) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_a_hidden_source(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in (TABLES | TRENDS).items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    written(tmp_path, publication)
    for name in {path.stem for path in tmp_path.glob("*.csv")} - {"flow", "cleaning_rules", "fields"}:
        rows = pd.read_csv(tmp_path / f"{name}.csv", dtype=str)
        rows[list((TABLES | TRENDS)[name].figures)] = None
        rows.assign(suppressed=True).to_csv(tmp_path / f"{name}.csv", index=False)
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    if notebook.stem in {"agenda", "ocai", "sectors", "opinions", "trends"}:
        assert "Hidden, to protect groups of fewer than 10 respondents: Survey." in said
        drawn = {path.stem for path in (tmp_path / "figures").glob("*")}
        assert drawn <= {"framework"}
    if notebook.stem == "report":
        assert len(sentences(said)) == 1  # rows are counted also where figures are hidden
        assert "Hidden, to protect groups of fewer than 10 respondents: Survey." in said


CHAPTERS = [path for path in NOTEBOOKS if path.stem not in {"agenda", "ocai", "comparison", "trends"}]


@pytest.fixture
def complete(publication: dict[str, Any], tmp_path: Path) -> Path:
    """Tables as a study writes them: all of them, many with the header only."""
    for name, table in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    return written(tmp_path, publication)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_every_figure_of_a_chapter_has_a_finding_and_data(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path, language: str
):
    said = shown(notebook, complete, tmp_path / "figures", monkeypatch, language)
    drawn = {path.stem for path in (tmp_path / "figures").glob("*.svg")}
    assert said.count("<figure") == said.count('class="download"') == len(drawn)
    assert all(re.search(r"\d", finding) for finding in re.findall(r'alt="([^"]*)"', said))


def test_the_summary_has_five_sentences_with_figures_of_the_tables(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said = sentences(shown(ROOT / "notebooks" / "report.py", complete, tmp_path, monkeypatch))
    assert len(said) == 5
    for sentence, figures in zip(
        said,
        (
            ("11,000 of 11,176",),
            ("Hierarchy", "37.5 points", "36."),
            ("Hierarchy", "−8.8", "call for change: none"),
            ("Work", "5.20 [5.05, 5.35]", "Motivation", "7.00"),
            ("Rather satisfied", "38%", "67%", "44%"),
        ),
        strict=True,
    ):
        assert sentence.endswith(".")
        assert "Survey (simulated)" in sentence
        assert all(figure in sentence for figure in figures), sentence


def test_blocks_that_a_study_lacks_leave_no_sentence(
    publication: dict[str, Any], complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("ocai_profile", "ocai_gap", "ocai_diagnosis", "question_answers", "drivers"):
        (complete / f"{name}.csv").unlink()
    said = shown(ROOT / "notebooks" / "report.py", complete, tmp_path, monkeypatch)
    assert len(sentences(said)) == 3
    assert "OCAI" not in said


@pytest.mark.parametrize(("weighted", "warned"), [(0.5051, True), (0.4949, True), (0.5049, False)])
def test_weights_that_miss_the_population_are_told(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weighted: float, warned: bool
):
    """Of a population of which one half are women: more than half a percentage point off it, and less."""
    rows = pd.read_csv(complete / "weighting.csv")
    rows["weighted_share"] = rows["population_share"].mask(rows["category"] == "female", weighted)
    rows.to_csv(complete / "weighting.csv", index=False)
    said = shown(ROOT / "notebooks" / "report.py", complete, tmp_path, monkeypatch)
    assert ("the weights do not bring the respondents" in said) == warned
    assert f"{0.51 if warned else 0.49} percentage points (Women)" in said


def test_methods_are_those_of_the_study(
    publication: dict[str, Any], complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    notebook = ROOT / "notebooks" / "methods.py"
    whole = shown(notebook, complete, tmp_path, monkeypatch)
    assert all(name in whole for name in ("Aitchison, J. (1986)", "Holm, S. (1979)", "Deming, W. E.", "seed 2023"))
    assert "Schuirmann" not in whole
    other = {
        **publication,
        "tables": ["flow", "sector_scores", "reliability"],
        "instrument": {**publication["instrument"], "ocai": None},
        "simulated": [],
        "simulations": {},
        "waves": ["2023", "2024"],
        "statistics": {**publication["statistics"], "adjust": "bh"},
    }
    (complete / "study.json").write_text(json.dumps(other), encoding="utf-8")
    ratings = shown(notebook, complete, tmp_path, monkeypatch)
    assert all(name in ratings for name in ("Cronbach, L. J. (1951)", "Benjamini, Y.", "Schuirmann, D. J. (1987)"))
    assert not [name for name in ("Aitchison", "OCAI", "Holm, S.", "Deming", "simulated") if name in ratings]


def test_sectors_stand_in_the_quadrant_of_their_mean_and_weight(folder: Path):
    """By hand: the midpoint of 1 to 10 is 5.5, an equal share of four sectors a quarter."""
    placed = drivers.matrix(Published(str(folder), "en"), SOURCE, "satisfaction")
    assert placed.set_index("sector")["quadrant"].to_dict() == {
        "management": "keep",  # 6.4; 28 %
        "work": "act",  # 5.2; 27 %
        "communication": "maintain",  # 5.8; 23 %
        "motivation": "maintain",  # 7.0; 22 %
    }


def test_sectors_that_lie_close_keep_their_names_apart(publication: dict[str, Any], tmp_path: Path):
    published = Published(str(written(tmp_path, publication)), "ru")
    scores = pd.read_csv(tmp_path / "sector_scores.csv")
    whole = scores["group_by"] == ALL
    for column, shift in (("mean", 0), ("ci_low", -0.05), ("ci_high", 0.05)):
        scores.loc[whole, column] = np.array([6.0, 6.02, 6.05, 6.3]) + shift
    scores.to_csv(tmp_path / "sector_scores.csv", index=False)
    assert faults(FIGURES["action_matrix"](published)) == []


def test_a_sector_without_answers_is_not_drawn(complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    figures = ["mean", "ci_low", "ci_high", "rank", "band"]
    scores = pd.read_csv(complete / "sector_scores.csv", dtype=str)
    scores.loc[scores["sector"] == "work", figures] = None
    scores.to_csv(complete / "sector_scores.csv", index=False)
    published = Published(str(complete), "en")
    for name in ("sector_means", "action_matrix"):
        texts = [text.get_text() for text in FIGURES[name](published).findobj(Text)]
        assert "Management" in texts
        assert "Work" not in texts
    said = shown(ROOT / "notebooks" / "sectors.py", complete, tmp_path / "figures", monkeypatch)
    assert "No mean, for want of answers: Work." in said


def test_a_share_near_one_has_room_for_its_figure(publication: dict[str, Any], tmp_path: Path):
    published = Published(str(written(tmp_path, publication)), "ru")
    table = pd.read_csv(tmp_path / "competencies.csv")
    table[["share_high", "share_high_ci_low", "share_high_ci_high"]] = 1.0
    table.to_csv(tmp_path / "competencies.csv", index=False)
    assert faults(FIGURES["high_shares"](published)) == []


@pytest.mark.parametrize("perspectives", [["now"], ["now", "preferred"]])
def test_notebooks_of_an_ocai_and_nothing_else(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perspectives: list[str]
):
    folder = written(tmp_path, publication)
    only = {**publication["instrument"], "ratings": None, "ocai": {**publication["instrument"]["ocai"], "perspectives": perspectives}}  # fmt: skip
    other = {**publication, "instrument": only, "type_competencies": {}, "benchmarks": []}
    (folder / "study.json").write_text(json.dumps(other), encoding="utf-8")
    for name in ("sector_scores", "force_field", *(["ocai_gap"] if perspectives == ["now"] else [])):
        (folder / f"{name}.csv").unlink()
    rows = pd.read_csv(folder / "ocai_profile.csv")
    rows[rows["perspective"].isin(perspectives)].to_csv(folder / "ocai_profile.csv", index=False)
    said = {
        name: shown(ROOT / "notebooks" / f"{name}.py", folder, tmp_path / "figures", monkeypatch)
        for name in ("ocai", "agenda")
    }
    drawn = {path.stem for path in (tmp_path / "figures").glob("*.svg")}
    assert {"framework", "profile_survey", "dimensions_survey"} <= drawn
    assert ({"gaps_survey", "agenda_survey"} <= drawn) == (perspectives != ["now"])
    assert "published_survey" not in drawn
    assert ("There are no figures" in said["agenda"]) == (perspectives == ["now"])
    assert "What stands in the way" not in said["agenda"]
    assert "ompetencies to" not in said["agenda"]
