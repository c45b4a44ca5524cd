"""That the random studies are as awkward as they say."""

from collections import Counter

import polars as pl
from tables.random_studies import TYPES, RandomStudy, random_study, scores

STUDIES = [random_study(seed) for seed in range(40)]


def smallest(study: RandomStudy) -> int:
    frame = study.waves[max(study.waves)]["survey"]
    return min(frame[name].drop_nulls().value_counts()["count"].min() for name in study.breakdowns)


def test_a_seed_gives_the_same_study() -> None:
    one, other = random_study(7), random_study(7)
    assert one.instrument == other.instrument
    for wave, sources in one.waves.items():
        assert all(frame.equals(other.waves[wave][source]) for source, frame in sources.items())


def test_studies_are_of_every_kind() -> None:
    kinds: Counter[str] = Counter()
    for study in STUDIES:
        frame = study.waves[max(study.waves)]["survey"]
        assert 60 <= len(frame) <= 5000
        assert 2 <= len(study.breakdowns) <= 4
        kinds["two waves"] += len(study.waves) == 2
        kinds["two sources"] += len(study.waves[max(study.waves)]) == 2
        kinds["nested"] += bool(study.nesting)
        kinds["margins"] += study.margins is not None
        kinds["small groups"] += smallest(study) < 10
        kinds["blanks"] += any(frame[name].null_count() for name in study.breakdowns)
        kinds["open"] += any(not groups for groups in study.instrument.breakdowns.groups().values())
        assert 3 <= frame["complaint"].count() < 15
    assert len(kinds) == 7
    assert all(count >= 4 for count in kinds.values())


def test_waves_differ_by_a_few() -> None:
    for study in STUDIES:
        if len(study.waves) == 2:
            earlier, later = (set(study.waves[wave]["survey"]["respondent_id"]) for wave in ("2023", "2024"))
            assert len(earlier ^ later) <= 6


def test_units_lie_within_their_region() -> None:
    for study in STUDIES:
        frame = study.waves[max(study.waves)]["survey"]
        for (_, region), units in study.nesting.items():
            inside = frame.filter(pl.col("unit").is_in([unit for _, unit in units]))
            assert inside["region"].unique().to_list() == [region]


def test_margins_add_up_alike() -> None:
    for study in STUDIES:
        if study.margins is not None:
            assert study.margins.group_by("variable").agg(pl.col("count").sum())["count"].n_unique() == 1
            assert study.margins["count"].min() > 0


def test_scores_follow_from_answers() -> None:
    study = STUDIES[0]
    scored = scores(study.waves[max(study.waves)]["survey"], study.instrument).collect()
    types = [f"now_{name}" for name in TYPES]
    whole = scored.select(types).drop_nulls().sum_horizontal()
    assert (whole - 100).abs().max() < 1e-9
    assert scored["work"].drop_nulls().is_between(1, 10).all()
