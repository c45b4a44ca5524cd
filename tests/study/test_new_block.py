"""Another kind of question: a class, and what it alone needs; every stage up to the sums takes it as it is."""

from collections.abc import Iterator
from typing import ClassVar, get_args

import polars as pl
import pytest
from examples import CLEANING, small_values

from competing_values.aggregates.sums import counts, moments
from competing_values.microdata import cleaning, scoring, simulation
from competing_values.microdata.ingest import DURATION, LEFT_OUT, OUT_OF_RANGE, TEST_ENTRY, TOTALS_ROW, UNFINISHED
from competing_values.study.blocks.base import Collection, Label, Labelled
from competing_values.study.instrument import Instrument
from competing_values.study.measures import Measure, Score, Variable
from competing_values.tools import questionnaire


class Efforts(Collection[Labelled]):
    """Questions that are answered from 0 to 10."""

    kind: ClassVar[str] = "efforts"

    def variables(self) -> list[Variable]:
        return [Variable(name, self.kind, 0, 10) for name in self.members]

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        return ((name, one.label) for name, one in self.members.items())

    def measures(self, ocai_step: float) -> list[Measure]:
        return [Measure(name, Score(name), 5) for name in self.members]


class Asked(Instrument):
    """A questionnaire that has them."""

    efforts: Efforts = Efforts({})


ASKED = Asked.model_validate(
    {"efforts": {"ease": {"label": "How easy was it?"}}, "breakdowns": small_values()["breakdowns"]}
)


def test_it_is_simulated() -> None:
    given = simulation.simulate(ASKED, ["efforts"], 400, 1)["Q_ease"].cast(pl.Int64, strict=False)
    assert set(given.drop_nulls()) == set(range(11))


def test_its_answers_keep_a_row_and_are_summed() -> None:
    answers = pl.LazyFrame({"ease": [0.0, 10.0, None, 10.0], "body": ["local"] * 4})
    marks = answers.with_columns(
        **{name: pl.lit(None) for name in (TOTALS_ROW, TEST_ENTRY, LEFT_OUT, UNFINISHED, OUT_OF_RANGE, DURATION)}
    )
    empty = cleaning.met_alone(ASKED, CLEANING)["empty"]
    assert marks.select(empty).collect().to_series().to_list() == [False, False, True, False]
    assert [scoring.steps(block, CLEANING) for block in ASKED.blocks()] == [[], []]
    assert "ease" in moments(answers, ASKED, ["body"], 5)["i"].to_list()
    counted = counts(answers, ASKED, ["body"]).filter(variable="ease", group="local")
    assert dict(counted.select("value", "n").iter_rows()) == {"0.0": 1, "10.0": 2}


def test_a_form_asks_it_on_a_screen_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(questionnaire.TEXTS, "EFFORTS", "How it was")
    texts = {code: dict.fromkeys([*questionnaire.names(ASKED), "title"], "…") for code in questionnaire.LANGUAGES}
    sheets = questionnaire.form(ASKED, texts)
    screen = [row["name"] for row in sheets["survey"]]
    assert screen[screen.index("EFFORTS") : screen.index("BREAKDOWNS")] == ["EFFORTS", "ease", "EFFORTS"]
    assert [row["name"] for row in sheets["choices"] if row["list_name"] == "SCALE_0_10"] == [*map(str, range(11))]


def test_every_block_stands_under_its_kind_and_has_screens_or_the_heading_of_one() -> None:
    plain = questionnaire._screens.dispatch(object)
    for name, field in Instrument.model_fields.items():
        block = next(iter(get_args(field.annotation)), field.annotation)
        assert block.kind == name
        assert questionnaire._screens.dispatch(block) is not plain or name.upper() in questionnaire.TEXTS, name
