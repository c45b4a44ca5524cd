"""A small instrument, and answers to it."""

from typing import Any

import polars as pl
from hypothesis import strategies as st

from competing_values.study.config import Cleaning
from competing_values.study.instrument import Instrument

TYPES = ("clan", "adhocracy", "market", "hierarchy")
#: Thresholds of cleaning, for few statements.
CLEANING = Cleaning(rules={}, longstring=4, irv_below=0.5).model_dump()


def small_values() -> dict[str, Any]:
    """Two OCAI dimensions, two sectors of three and two statements, a question, a self-rating, a breakdown."""
    return {
        "ocai": {"dimensions": _labelled("glue", "success"), "perspectives": ["now", "preferred"]},
        "ratings": {
            "scale": {"min": 1, "max": 10},
            "bands": [{"name": "high", "from": 8.5}, {"name": "middle", "from": 3.5}, {"name": "low"}],
            "unfavourable_below": 4,
            "sectors": {
                "work": {"label": "", "statements": _labelled("s01", "s02", "s03") | {"s02": {"label": "", "reversed": True}}},
                "management": {"label": "", "statements": _labelled("s04", "s05")},
            },
        },
        "questions": {
            "satisfaction": {
                "label": "", "categories": dict.fromkeys(["low", "middle", "high", "none"], ""), "outside": ["none"],
            }
        },
        "self_ratings": {"integrity": {"label": "", "scale": {"min": 1, "max": 10}, "high": 8}},
        "breakdowns": {"body": {"label": "", "categories": {"central": "", "local": ""}}},
    }  # fmt: skip


def _labelled(*names: str) -> dict[str, Any]:
    return {name: {"label": ""} for name in names}


def asking(
    sectors: dict[str, list[str]], groups: dict[str, list[str] | None], high: int = 10, **blocks: Any
) -> Instrument:
    """A questionnaire of rated statements and breakdowns; a statement that ends in `-` is reversed."""
    statements = {
        sector: {name.rstrip("-"): {"label": "", "reversed": name.endswith("-")} for name in names}
        for sector, names in sectors.items()
    }
    return Instrument.model_validate(
        {
            "ratings": {
                "scale": {"min": 1, "max": high},
                "sectors": {sector: {"label": "", "statements": declared} for sector, declared in statements.items()},
            },
            "breakdowns": {
                name: {"label": "", "categories": dict.fromkeys(known, "") if known else None}
                for name, known in groups.items()
            },
            **blocks,
        }
    )


def small_instrument(**blocks: Any) -> Instrument:
    """The questionnaire of `small_values`, with other blocks in the place of some."""
    return Instrument.model_validate(small_values() | blocks)


def points() -> list[str]:
    """Names of its OCAI answers."""
    return [f"{p}_{d}_{t}" for p in ("now", "preferred") for d in ("glue", "success") for t in TYPES]


def rated() -> list[str]:
    """Names of its answers on a scale."""
    return [variable.name for variable in small_instrument().variables() if variable.is_number and variable.whole]


@st.composite
def answers(draw: st.DrawFn, max_rows: int = 25) -> pl.DataFrame:
    """Clean answers to the small instrument, as the stage `clean` leaves them, with gaps."""
    rows = draw(st.integers(1, max_rows))

    def column(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(st.none() | values, min_size=rows, max_size=rows))

    share = st.sampled_from([0.0, 5.0, 20.0, 25.0, 30.0, 50.0, 100.0])
    rating = st.integers(1, 10).map(float)
    numbers = {name: column(share) for name in points()}
    numbers |= {name: column(rating) for name in rated()}
    texts = {
        "satisfaction": column(st.sampled_from(["low", "middle", "high", "none"])),
        "body": column(st.sampled_from(["central", "local"])),
    }
    schema = {"row": pl.UInt32, **dict.fromkeys(numbers, pl.Float64), **dict.fromkeys(texts, pl.String)}
    return pl.DataFrame({"row": range(2, rows + 2), **numbers, **texts}, schema=schema)
