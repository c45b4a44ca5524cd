"""The methods in words: those of the study and no others, what is simulated, what weights change, what limits it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figure_tables import SOURCE, written

from competing_values.report.findings import methods
from competing_values.report.results import Results
from competing_values.study.languages import LANGUAGES

Study = Callable[..., Results]


@pytest.fixture
def study(publication: dict[str, Any], tmp_path: Path) -> Study:
    """Tables of a survey, with changes of what the study says of itself."""

    def make(language: str = "en", **changes: Any) -> Results:
        written(tmp_path, publication)
        (tmp_path / "study.json").write_text(json.dumps(publication | changes), encoding="utf-8")
        return Results(str(tmp_path), language)

    return make


def told(results: Results) -> list[str]:
    """What the paragraphs are about."""
    return [re.match(r"\*\*(.*?)\.\*\*", paragraph)[1] for paragraph in methods.paragraphs(results)]


def test_every_method_of_a_whole_study_is_told(study: Study):
    assert told(study()) == [
        "Cleaning", "OCAI profile", "Leading type, strength, congruence", "Gaps", "Sectors and statements", "Reliability",
        "Shares", "Drivers", "Groups", "Agreement", "Profiles of groups", "Comparability", "Many tests", "Weights", "Independence",
        "Protection of respondents",
    ]  # fmt: skip


def test_a_study_of_ratings_alone_tells_of_nothing_else(study: Study, publication: dict[str, Any]):
    instrument = publication["instrument"] | {"ocai": None}
    assert told(study(tables=["flow", "sector_scores", "reliability"], instrument=instrument)) == [
        "Cleaning", "Sectors and statements", "Reliability", "Many tests", "Independence", "Protection of respondents",
    ]  # fmt: skip


def test_there_are_no_gaps_where_one_perspective_was_asked(study: Study, publication: dict[str, Any]):
    ocai = publication["instrument"]["ocai"] | {"perspectives": ["now"]}
    assert "Gaps" not in told(study(instrument=publication["instrument"] | {"ocai": ocai}))


def test_a_paragraph_has_the_settings_of_the_study_and_ends_with_its_sources(study: Study, publication: dict[str, Any]):
    statistics = publication["statistics"] | {"ocai_step": 2.5, "trim": 4, "adjust": "bh"}
    said = "\n".join(methods.paragraphs(study(statistics=statistics, min_cell=7)))
    assert "share 100 points" in said
    assert "step of 2.5 points" in said
    assert "no weight exceeds 4 times the mean" in said
    assert "groups of fewer than 7 respondents are merged into other groups" in said
    assert re.search(r"Benjamini and Hochberg's method\. Families are, .*\(Benjamini & Hochberg 1995\)", said)
    assert "careless answers. (Johnson 2005; Huang et al. 2012; Dunn et al. 2018)" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "within 5 points of the OCAI, or 0.2 standard deviations of other scores. (Welch 1947; Schuirmann 1987)"),
        ({"tables": ["sector_scores"]}, "within 0.2 standard deviations. (Welch 1947; Schuirmann 1987)"),
    ],
)
def test_waves_are_compared_where_there_are_several(study: Study, changes: dict[str, Any], said: str):
    assert "Change between waves" not in told(study(**changes))
    assert any(paragraph.endswith(said) for paragraph in methods.paragraphs(study(waves=["2023", "2024"], **changes)))


def test_the_references_are_those_of_the_paragraphs_each_once(study: Study):
    results = study(tables=["flow"], instrument={})
    assert [source.partition(" (")[0] for source in methods.cited(results)] == [
        "Dunn, A. M., Heggestad, E. D., Shanock, L. R., & Theilgard, N.", "Holm, S.",
        "Huang, J. L., Curran, P. G., Keeney, J., Poposki, E. M., & DeShon, R. P.", "Hundepool, A., Domingo-Ferrer, J., Franconi, L., Giessing, S., Schulte Nordholt, E., Spicer, K., & de Wolf, P.-P.",
        "Johnson, J. A.", "Kish, L.",
    ]  # fmt: skip
    whole = methods.cited(study())
    assert len(whole) == len(set(whole))
    assert not [source for source in whole if source.startswith("Schuirmann")]


def test_results_that_are_not_protected_say_so_among_the_limits(study: Study):
    results = study(min_cell=1)
    assert "Protection of respondents" not in told(results)
    assert "These results tell what single people answered. They stay with the researcher." in methods.limits(results)
    assert not [limit for limit in methods.limits(results) if "merged" in limit]


def test_simulated_sources_are_told_with_their_seeds(study: Study):
    drawn = study(simulated=["survey", "focus_group"], simulations={"survey": {"respondents": 11000, "seed": 7}})
    assert methods.simulated(drawn) == (
        "Survey: answers of 11,000 respondents, drawn with the seed 7. Focus group: the file was declared as simulated."
    )
    assert methods.simulation(drawn).startswith("OCAI points are drawn from a logistic-normal model")
    assert methods.simulation(study(simulated=["survey"], simulations={})) == ""


def test_weights_are_told_with_what_they_cost(study: Study):
    assert "design effect of 1.3, so that 11,000 respondents count as 8,400." in methods.cost_of_weights(
        study(), SOURCE
    )
    assert "1,3" in methods.cost_of_weights(study("ru"), SOURCE)


def test_figures_stand_unweighted_beside_weighted(study: Study, tmp_path: Path):
    """Shares as per cent, means as they are; of the whole source only."""
    study()
    scores = pd.read_csv(tmp_path / "sector_scores.csv")
    weighted = scores[scores["group"] == "all"].assign(weights="population", mean=lambda rows: rows["mean"] + 1)
    pd.concat([scores, weighted]).to_csv(tmp_path / "sector_scores.csv", index=False)
    table = methods.unweighted_and_weighted(Results(str(tmp_path), "en"), SOURCE).data
    rows = [re.findall("<td.*?>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", table)[1:]]
    assert ["Work", "mean", "5.2", "6.2"] in rows
    assert rows[0][:2] == ["Dissatisfied", "share, %"]
    assert sum(figure == "mean" for _, figure, *_ in rows) == 4


def test_limits_are_those_of_the_study(study: Study, publication: dict[str, Any]):
    whole = methods.limits(study())
    assert not [limit for limit in whole if "simulated" in limit]  # the head of every page says so
    for said in (
        "fewer than 10 respondents",
        "confidence of 95%",
        "Points of the OCAI",
        "Self-ratings",
        "need not cause",
    ):
        assert sum(said in limit for limit in whole) == 1, said
    none = {"instrument": publication["instrument"] | {"ocai": None}, "simulated": [], "purposive": []}
    assert not [limit for limit in methods.limits(study(**none)) if "OCAI" in limit or "simulated" in limit]


@pytest.mark.parametrize(("weighted", "warned"), [(0.5051, True), (0.4949, True), (0.5049, False)])
def test_weights_that_miss_the_population_are_a_limit(study: Study, tmp_path: Path, weighted: float, warned: bool):
    """Of a population of which one half are women: more than half a percentage point off it, and less."""
    study()
    rows = pd.read_csv(tmp_path / "weighting.csv")
    rows["weighted_share"] = rows["population_share"].mask(rows["category"] == "female", weighted)
    rows.to_csv(tmp_path / "weighting.csv", index=False)
    limits = "\n".join(methods.limits(Results(str(tmp_path), "en")))
    assert ("the weights do not bring the respondents" in limits) == warned
    assert f"{0.51 if warned else 0.49} percentage points (Women)" in limits


def test_software_has_versions():
    assert re.fullmatch(r"Python 3\.\d+\.\d+; competing-values \S+; snakemake \S+;.*\d\.", methods.software())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_left_in_braces(study: Study, language: str):
    results = study(language, waves=["2023", "2024"])
    said = [*methods.paragraphs(results), methods.simulated(results), *methods.limits(results)]
    assert not [sentence for sentence in said if re.search(r"[{}]|\bnan\b", sentence)]
    assert all(said)


def test_a_design_is_told_with_its_strata_and_clusters(results_of: Callable[..., Results]) -> None:
    drawn = {"strata": 20, "clusters": 410, "single_clusters": 1, "df": 390, "within_one": 0, "n": 9000}
    rows = [drawn | {"weights": version} for version in ("design", "population")]
    [said] = [
        one for one in methods.paragraphs(results_of(design=rows)) if one.startswith("**Sampling design of Survey")
    ]
    assert "Strata: 20; clusters, or respondents where none were drawn: 410;" in said
    assert "centred at the mean: 1." in said
    assert "Pages show the version `population`" in said
