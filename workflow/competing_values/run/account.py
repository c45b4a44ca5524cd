"""What a run that succeeded tells its user in the end: what in its results asks for a look."""

import atexit
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

#: Largest difference of weighted shares from the population's that is nothing to tell: half a percentage point.
TOLERANCE = 0.005


def account(results: str) -> list[str]:
    """What asks for a look in the published tables of a study, a line each."""
    return [line for path in sorted(Path(results).glob("*/tables/raking.csv")) for line in _margins_missed(path)]


def show_account(results: str) -> None:
    """Print it after all that Snakemake says, where there is something to tell."""
    if lines := account(results):
        atexit.register(sys.stdout.write, "\n".join(["", *lines, ""]))


def _margins_missed(path: Path) -> Iterator[str]:
    """Sources whose weights do not bring the respondents to the margins of the population."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if float(row["margin_error"] or 0) > TOLERANCE:
                yield (
                    f"{row['wave']}, {row['source']}: the weights miss the population's margins by up to "
                    f"{100 * float(row['margin_error']):.2g} percentage points. Raise `statistics: trim` in config.yaml, "
                    "or merge small categories in the margins and in the codebook."
                )
