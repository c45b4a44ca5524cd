"""Make the tutorial's raw file: a LimeSurvey export of 1,200 simulated respondents, with the dirt of a real one.

`python docs/tutorial/simulate.py docs/tutorial/export.csv` writes the file that is shipped beside; a test compares them.
"""

import csv
import sys
from pathlib import Path

import numpy as np

from competing_values.microdata.simulation import ID, STATUS, raw_header, simulate
from competing_values.study.instrument import INSTRUMENT, Instrument
from competing_values.study.names import TYPES
from competing_values.study.strict import read

RESPONDENTS, SEED = 1200, 1200
BLOCKS = ["breakdowns", "ocai", "ratings", "questions", "self_ratings"]
GROUPS = {"body": "G1Q1", "region": "G1Q2", "position": "G1Q3", "gender": "G1Q4", "age_group": "G1Q5"}
OPINIONS = {"satisfaction": "G4Q1", "integrity": "G4Q2", "initiative": "G4Q3"}
#: Latin letters that somebody typed in Cyrillic words.
HOMOGLYPHS = str.maketrans("АКо", "AKo")


def headers(instrument: Instrument) -> dict[str, str]:
    """Question code of each variable: arrays have the code of their row in brackets."""
    parts = instrument.ocai.parts()
    half = len(parts) // 2
    codes = {
        name: f"G2{'NP'[place // half]}{place % half // len(TYPES) + 1}[{'ABCD'[place % len(TYPES)]}]"
        for place, name in enumerate(parts)
    }
    codes |= {name: f"G3Q1[SQ{place:03}]" for place, name in enumerate(instrument.ratings.statements(), 1)}
    return GROUPS | codes | OPINIONS


def rows() -> list[list[str]]:
    """Header and rows of the export."""
    instrument = read(INSTRUMENT, Instrument)
    rng = np.random.default_rng(SEED)
    raw = simulate(instrument, BLOCKS, RESPONDENTS, SEED).to_dicts()
    asked, codes = instrument.variables(), headers(instrument)
    labels = {
        name: {category: dict(label) for category, label in (question.categories or {}).items()}
        for name, question in (instrument.questions.members | instrument.breakdowns.members).items()
    }
    administrative = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "ipaddr", "email"]
    table = [[*administrative, *(codes[variable.name] for variable in asked), "G4Q4", "interviewtime"]]
    for number, row in enumerate(raw):
        language = str(rng.choice(["kk", "ru"]))
        cells = []
        for variable in asked:
            cell = row[raw_header(variable.name, instrument)]
            if variable.block == "ocai" and cell.isdigit():
                cell += ",0000000000"
            elif cell in labels.get(variable.name, {}):
                cell = labels[variable.name][cell][language]
            if variable.name == "region" and number % 97 == 0:
                cell = cell.translate(HOMOGLYPHS)
            cells.append(cell)
        seconds = rng.lognormal(6.8, 0.4) if number % 60 else rng.uniform(20, 90)
        token = row[STATUS] if row[STATUS] != "complete" else ""
        comment = f"{row['Comment']}\nрахмет" if row["Comment"] else ""
        day, clock = row["Started"].split()
        table.append(
            [
                row[ID],
                f"{day} {clock}:00",
                "4",
                language,
                str(rng.integers(10**8, 10**9)),
                token,
                f"{day} {clock}:00",
                row["IP"],
                row["E-mail"],
                *cells,
                comment,
                f"{seconds:.2f}".replace(".", ","),
            ]
        )
    width = len(table[0])
    return [*table, ["ИТОГО", *[""] * (width - 2), str(len(raw))]]


def main(target: Path) -> None:
    """Write the export as the tool of a Russian Windows does: letters that cp1251 lacks become question marks."""
    with target.open("w", encoding="cp1251", errors="replace", newline="") as file:
        csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
