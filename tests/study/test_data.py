"""The files of the default study agree with each other and with the article."""

import csv
from collections import Counter

from competing_values.run.imports import REPOSITORY
from competing_values.study.claims import Claims
from competing_values.study.config import Config
from competing_values.study.instrument import INSTRUMENT, Instrument
from competing_values.study.labels import labelled
from competing_values.study.strict import read


def test_the_questionnaire_is_that_of_the_article() -> None:
    instrument = read(INSTRUMENT, Instrument)
    assert [len(sector.statements) for sector in instrument.ratings.sectors.values()] == [7, 6, 8, 8]
    assert len(instrument.ocai.dimensions) == 6
    assert [len(culture_type.competencies) for culture_type in instrument.ocai.types.values()] == [5, 5, 5, 5]
    assert (instrument.ratings.scale.min, instrument.ratings.scale.max) == (1, 10)


def test_every_label_is_there_in_the_languages_of_the_title() -> None:
    instrument = read(INSTRUMENT, Instrument)
    config = read(REPOSITORY / "config.yaml", Config)
    languages = set(config.title)
    assert languages >= {"en", "kk", "ru"}
    for name, label in labelled(config, instrument):
        assert label is not None, name
        assert set(label) == languages, name
    claims = read(REPOSITORY / config.waves["2023"].claims, Claims)
    for name, claim in claims.claims.items():
        readings = (claim.other_reading, claim.third_reading)
        for text in filter(None, (claim.says, claim.criterion, claim.until, *(one and one.says for one in readings))):
            assert set(text) == languages, name


def test_the_article_gives_a_figure_or_the_project_its_criterion() -> None:
    """What is compared with a bound or a name is the project's choice, which the ledger tells apart."""
    claims = read(REPOSITORY / "data" / "claims" / "2023.yaml", Claims).claims
    assert not [name for name, claim in claims.items() if claim.statistic and not claim.criterion]
    said = [claim.says["en"] for claim in claims.values()]
    assert not [text for text in said if "rate" in text.split() or "at least" in text]


def test_margins_are_categories_of_the_questionnaire_and_add_up() -> None:
    breakdowns = read(INSTRUMENT, Instrument).breakdowns
    with (REPOSITORY / "data" / "population" / "2023.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    totals = Counter[str]()
    for row in rows:
        assert row["category"] in breakdowns[row["variable"]].categories
        assert row["source"]
        totals[row["variable"]] += int(row["count"])
    assert totals == {"gender": 83963, "region": 83963}
    assert sum(row["variable"] == "region" for row in rows) == 20
    assert all("assumed" in row["note"] for row in rows if row["variable"] == "region")
