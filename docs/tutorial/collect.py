"""Make the raw file of docs/tutorial_kobo.md: what KoboToolbox would export after 400 people answered the questionnaire.

`python docs/tutorial/collect.py <target>.xlsx`. The answers are simulated; the columns are those of a workbook that
KoboToolbox exports as "XML values and headers": fields under the groups of the form, and what the tool adds itself.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import xlsxwriter

from competing_values.microdata.simulation import raw_header, simulate
from competing_values.study.instrument import INSTRUMENT, Instrument
from competing_values.study.strict import read

RESPONDENTS, SEED = 400, 400
BLOCKS = ["ocai", "ratings", "questions", "self_ratings", "breakdowns"]
BEGIN = datetime(2025, 3, 3, 9)


def rows() -> list[list[str]]:
    """Header and rows of the workbook."""
    instrument = read(INSTRUMENT, Instrument)
    rng = np.random.default_rng(SEED)
    asked = instrument.variables()
    known = {variable.name: set(variable.categories or ()) for variable in asked}
    sector = instrument.ratings.sector_of() if instrument.ratings else {}
    groups = {name: f"SECTOR_{sector[name]}/" for name in sector}
    table = [["start", "end", *(f"{groups.get(variable.name, '')}{variable.name}" for variable in asked),
              "__version__", "_id", "_uuid", "_submission_time", "_validation_status"]]  # fmt: skip
    for number, row in enumerate(simulate(instrument, BLOCKS, RESPONDENTS, SEED).head(RESPONDENTS).to_dicts(), start=1):
        begun = BEGIN + timedelta(minutes=int(rng.integers(0, 20_000)))
        done = begun + timedelta(seconds=int(rng.lognormal(6.5, 0.3)))
        cells = [row[raw_header(variable.name, instrument)] for variable in asked]
        # A form lets nobody type what is no number of the scale, or no answer of the list.
        given = [
            cell if cell in known[variable.name] or cell.isdigit() else ""
            for variable, cell in zip(asked, cells, strict=True)
        ]
        table.append(
            [f"{begun.isoformat()}.000+05:00", f"{done.isoformat()}.000+05:00", *given, "vK1", str(number),
             f"{number:08d}-0000-4000-8000-000000000000", done.isoformat(), ""]
        )  # fmt: skip
    return table


def main(target: Path) -> None:
    """Write the workbook."""
    with xlsxwriter.Workbook(target) as workbook:
        sheet = workbook.add_worksheet("Answers")
        for place, cells in enumerate(rows()):
            for column, cell in enumerate(cells):
                sheet.write(place, column, int(cell) if cell.isdigit() else cell)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
