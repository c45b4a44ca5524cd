"""Random studies are published without a finding; what is kept, what is coarser, and what stops a run."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from surveys import aggregated, answers, hidden, protected, sizes
from tables import protected_studies as studies
from tables import small_tables as small
from tables.random_studies import random_study

from competing_values.errors import UserError
from competing_values.tables import publishing
from competing_values.tables.audit import intervals
from competing_values.tables.audit.findings import Finding, Told, findings
from competing_values.tables.precision import step
from competing_values.tables.publishing import Item, Rules, publishable

#: A tenth of the random studies: those that take a second or two, of every kind (two waves, two sources, margins, nests).
SEEDS = (
    1, 6, 10, 17, 29, 32, 35, 39, 42, 55, 250, 257, 268, 271, 278, 279, 290, 301, 305, 332, 354, 359,
    368, 372, 374, 409, 440, 447, 473, 485, 502, 509, 521, 525, 529, 541, 544, 558, 560, 598, 602, 604, 612, 640, 670, 682,
    693, 717, 751, 772, 782,
)  # fmt: skip
RECORD = ["source", "group_by", "group", "variable", "rule"]
STUDY = {"wave": "2024", "sources": ["survey"], "breakdowns": [], "confidence": 0.95, "instrument": {}}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_study_is_published_without_a_finding(seed: int, tmp_path: Path) -> None:
    study = random_study(seed)
    run = studies.run(study, tmp_path)
    for folder in run.folders:
        described = {"instrument": study.instrument.dumped(), "wave": folder.name, "confidence": 0.95}
        (folder / "study.json").write_text(json.dumps(described), encoding="utf-8")
    assert findings(intervals.read(run.folders), *studies.LIMITS) == []
    for wave, sources in run.summed.items():
        few = {name for name, sums in sources.items() if sizes(sums, "all")["all"] < studies.LIMITS.min_cell}
        for table in (tmp_path / wave).glob("*.csv"):
            assert not few & set(pd.read_csv(table, dtype=str, keep_default_na=False).get("source", pd.Series()))


def test_one_blank_gender_of_a_thousand_costs_no_gender() -> None:
    declared = {"gender": ["female", "male"]}
    frame = answers({"gender": ["female"] * 499 + ["male"] * 500 + [None]})
    assert sizes(protected(frame, declared).sources["survey"], "gender") == {"female": 499, "male": 500}
    assert sizes(aggregated(frame, declared), "gender")["missing"] == 1
    assert not hidden(protected(frame, declared))


def told(*figures: str, width: float) -> Finding:
    """What the audit would say of some figures of the whole survey."""
    sets = tuple(Told("2024", "survey", name, "own", "all", "all", 100) for name in figures)
    return Finding("total", "", "survey", figures[0], 1, 2, "3 people", sets, width)


class Sector:
    """A sector of mean 6.173 and standard error 0.1, which is rounded to 0.05: until it is taken back."""

    def __init__(self) -> None:
        self.withdrawn: list[set[Item]] = []

    def estimated(self, withdrawn: set[Item]) -> dict[str, pd.DataFrame]:
        self.withdrawn.append(set(withdrawn))
        row = {"wave": "2024", "source": "survey", "weights": "none", "group_by": "all", "group": "all", "n": 100}
        figures = {"sector": ["work"], "mean": 6.173, "sd": 1.0, "se": 0.1, "ci_low": 5.973, "ci_high": 6.373}
        others = {"band": "", "band_certain": None, "unfavourable": None, "rank": 1, "lowest_probability": 0.5}
        sector = pd.DataFrame(row | figures | others)
        record = pd.DataFrame([(*one, "difference") for one in sorted(withdrawn)], columns=RECORD)
        return {"sector_scores": sector[:0] if withdrawn else sector, "protection": record}


RULES = Rules(10, 0.25, {}, {("work", False): "work"})
NOTHING = intervals.together([])


def test_a_figure_that_tells_is_rounded_more_coarsely_and_the_record_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = iter([[told("work", width=0.2)], [told("work", width=0.2)], []])
    monkeypatch.setattr(publishing, "findings", lambda *_: next(rounds))
    found = publishable(Sector().estimated, None, STUDY, RULES, NOTHING)
    assert step(0.1) == 0.05
    assert ",6.2," in found.texts["sector_scores"]  # 0.05, 0.1, 0.2
    assert found.texts["protection"].splitlines()[1:] == ["2024,survey,none,all,all,,work,coarser_2"]
    assert found.withdrawn == set()


def test_a_figure_that_tells_however_coarse_is_taken_back_and_estimated_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rounds end of themselves: the audit finds it as long as it is there."""

    def always(published: intervals.Published, *_: object) -> list[Finding]:
        return [told("work", width=0.2)] if len(published.tables["sector_scores"]) else []

    monkeypatch.setattr(publishing, "findings", always)
    sector = Sector()
    found = publishable(sector.estimated, None, STUDY, RULES, NOTHING)
    assert sector.withdrawn == [set(), {("survey", "all", "all", "work")}]
    assert found.withdrawn == {("survey", "all", "all", "work")}
    assert found.exact["sector_scores"].empty
    assert "2024,survey,none,all,all,,work,difference" in found.texts["protection"]


def test_what_earlier_waves_tell_alone_stops_no_later_wave(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = Told("2023", "survey", "work", "own", "all", "all", 90)
    monkeypatch.setattr(
        publishing, "findings", lambda *_: [Finding("total", "", "survey", "work", 1, 2, "3 people", (earlier,), 0.2)]
    )
    found = publishable(Sector().estimated, None, STUDY, RULES, NOTHING)
    assert found.withdrawn  # nothing of the variable is left in this wave


def test_a_fault_that_no_figure_mends_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Finding("digits", "drivers", "survey", "work", None, None, "p is written as 0.12345")
    monkeypatch.setattr(publishing, "findings", lambda *_: [fault])
    with pytest.raises(UserError, match="digits: drivers, survey, work: p is written as"):
        publishable(Sector().estimated, None, STUDY, RULES, NOTHING)


def test_min_cell_1_publishes_what_is_estimated() -> None:
    found = publishable(Sector().estimated, None, STUDY, RULES._replace(min_cell=1), NOTHING)
    assert ",6.173," in found.texts["sector_scores"]


def test_a_step_that_the_record_names_is_believed_and_no_other(tmp_path: Path) -> None:
    """Figures that are multiples of 1 may be rounded to 1: only the record says by how much their step is coarser."""
    rng = np.random.default_rng(3)
    people = small.respondents(rng)
    tables = small.published(people, small.everybody(people))
    row = next(row for row in tables["sector_scores"] if row["group_by"] == "all")
    row |= {"mean": 6.0, "ci_low": 5.0, "ci_high": 7.0}
    found = {}
    for steps in (0, 2):
        record = {key: row[key] for key in ("wave", "source", "weights", "group_by", "group")}
        tables["protection"] = [record | {"variable": "work", "rule": f"coarser_{steps}"}]
        folder = small.write(tmp_path / str(steps), tables, small.study())
        rows = intervals.figures(intervals.read([folder])).filter(variable="work", group_by="all")
        found[steps] = rows["step"][0]
    assert found[0] < found[2]
