"""A small instrument, and answers to it."""

from typing import Any

import polars as pl
from hypothesis import strategies as st

TYPES = ("clan", "adhocracy", "market", "hierarchy")


def small_instrument() -> dict[str, Any]:
    """Two OCAI dimensions, two sectors of three and two statements, a question, a self-rating, a breakdown."""
    return {
        "ocai": {"perspectives": ["now", "preferred"], "total": 100, "dimensions": ["glue", "success"]},
        "ratings": {
            "scale": {"min": 1, "max": 10},
            "sectors": {
                "work": {"s01": False, "s02": True, "s03": False},
                "management": {"s04": False, "s05": False},
            },
        },
        "questions": {
            "satisfaction": {"categories": ["low", "middle", "high", "none"], "ordered": True, "outside": ["none"]}
        },
        "self_ratings": {"integrity": {"scale": {"min": 1, "max": 10}}},
        "breakdowns": {"body": ["central", "local"]},
    }


def points() -> list[str]:
    """Names of its OCAI answers."""
    return [f"{p}_{d}_{t}" for p in ("now", "preferred") for d in ("glue", "success") for t in TYPES]


@st.composite
def answers(draw: st.DrawFn, max_rows: int = 25) -> pl.DataFrame:
    """Clean answers to the small instrument, as the stage `clean` leaves them, with gaps."""
    rows = draw(st.integers(1, max_rows))

    def column(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(st.none() | values, min_size=rows, max_size=rows))

    share = st.sampled_from([0.0, 5.0, 20.0, 25.0, 30.0, 50.0, 100.0])
    rating = st.integers(1, 10).map(float)
    numbers = {name: column(share) for name in points()}
    numbers |= {name: column(rating) for name in ("s01", "s02", "s03", "s04", "s05", "integrity")}
    texts = {
        "satisfaction": column(st.sampled_from(["low", "middle", "high", "none"])),
        "body": column(st.sampled_from(["central", "local"])),
    }
    schema = {"row": pl.UInt32, **dict.fromkeys(numbers, pl.Float64), **dict.fromkeys(texts, pl.String)}
    return pl.DataFrame({"row": range(2, rows + 2), **numbers, **texts}, schema=schema)
