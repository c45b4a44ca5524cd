"""What a run tells in the end: weights that miss their margins, and nothing where all is well."""

from pathlib import Path

import pytest

from competing_values.run.account import account


@pytest.mark.parametrize(("error", "said"), [("0.0051", True), ("0.005", False), ("", False)])
def test_weights_that_miss_their_margins_are_told(tmp_path: Path, error: str, said: bool) -> None:
    folder = tmp_path / "2024" / "tables"
    folder.mkdir(parents=True)
    (folder / "raking.csv").write_text(f"wave,source,margin_error\n2024,survey,{error}\n", encoding="utf-8")
    told = account(str(tmp_path))
    assert len(told) == said
    if said:
        assert told[0].startswith(
            "2024, survey: the weights miss the population's margins by up to 0.51 percentage points."
        )
