"""What ingestion counted of the raw files, without what is protected."""

import pandas as pd

from competing_values.estimates import raw

NAMES = ["now_glue_clan", "now_glue_market", "preferred_glue_clan", "s01"]


def test_points_of_a_hidden_dimension_are_not_counted() -> None:
    """Of an alternative that all gave the same points, `distinct` would tell that they did."""
    fields = pd.DataFrame(
        {"variable": NAMES, "raw_name": NAMES, "answered": 20, "missing": 0, "out_of_range": 0, "distinct": 1}
    )
    hidden = {"survey": {("all", "all", "now_glue_points"), ("team", "a", "s01")}}
    found = raw.counted("fields", {"survey": fields}, hidden).set_index("variable")
    assert found["distinct"].isna().tolist() == [True, True, False, False]
