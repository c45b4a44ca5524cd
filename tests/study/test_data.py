"""The files of the default study agree with each other and with the article."""

import csv
from collections import Counter

from competing_values.study import loading
from competing_values.study.strict import read


def test_the_questionnaire_is_that_of_the_article() -> None:
    instrument = read(loading.INSTRUMENT, loading.Instrument)
    assert [len(sector.statements) for sector in instrument.ratings.sectors.values()] == [7, 6, 8, 8]
    assert len(instrument.ocai.dimensions) == 6
    assert [len(culture_type.competencies) for culture_type in instrument.ocai.types.values()] == [5, 5, 5, 5]
    assert (instrument.ratings.scale.min, instrument.ratings.scale.max) == (1, 10)


def test_every_label_is_there_in_three_languages() -> None:
    instrument = read(loading.INSTRUMENT, loading.Instrument)
    config = read(loading.REPOSITORY / "config.yaml", loading.Config)
    for name, label in loading._labels(config, instrument):
        assert label is not None, name
        assert set(label) == {"en", "kk", "ru"}, name
    claims = read(loading.REPOSITORY / config.waves["2023"].claims, loading.Claims)
    for name, claim in claims.claims.items():
        for text in filter(None, (claim.says, claim.note)):
            assert set(text) == {"en", "kk", "ru"}, name


def test_margins_are_categories_of_the_questionnaire_and_add_up() -> None:
    breakdowns = read(loading.INSTRUMENT, loading.Instrument).breakdowns
    with (loading.REPOSITORY / "data" / "population" / "2023.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    totals = Counter[str]()
    for row in rows:
        assert row["category"] in breakdowns[row["variable"]].categories
        assert row["source"]
        totals[row["variable"]] += int(row["count"])
    assert totals == {"gender": 83963, "region": 83963}
    assert sum(row["variable"] == "region" for row in rows) == 20
    assert all("assumed" in row["note"] for row in rows if row["variable"] == "region")
