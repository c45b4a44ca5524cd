"""Make the raw file of docs/tutorial_spss.md: an SPSS file of 600 simulated respondents, with labels and weights.

`python docs/tutorial/simulate_spss.py <target>.sav`. Nothing in it is real.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

RESPONDENTS, SEED = 600, 600
#: In SPSS the first answer of a list often has code 1: here that is the highest.
AGREEMENT = {1: "Strongly agree", 2: "Agree", 3: "Neither agree nor disagree", 4: "Disagree", 5: "Strongly disagree", 8: "Don't know", 9: "No answer"}  # fmt: skip
SATISFACTION = {
    1: "Very dissatisfied",
    2: "Rather dissatisfied",
    3: "Rather satisfied",
    4: "Very satisfied",
    9: "No answer",
}
WORK = "To what extent do you agree with each statement about your work?"
LEADERS = "And about the head of your unit?"
#: Column: its label, how high agreement lies, and whether the statement is worded the other way.
STATEMENTS = {
    "q1_1": (f"{WORK} - My tasks are clear", 0.5, False),
    "q1_2": (f"{WORK} - I have the tools that I need", 0.1, False),
    "q1_3": (f"{WORK} - I can decide how I do my work", -0.2, False),
    "q1_4": (f"{WORK} - I often do the same work twice", -0.1, True),
    "q2_1": (f"{LEADERS} - Listens to us", 0.3, False),
    "q2_2": (f"{LEADERS} - Explains decisions", -0.1, False),
    "q2_3": (f"{LEADERS} - Stands up for the unit", 0.2, False),
}
AGENCIES = {1: "Ministry", 2: "Regional office", 3: "Municipality"}


def answers() -> pd.DataFrame:
    """One row a respondent."""
    rng = np.random.default_rng(SEED)
    agency = rng.choice([1, 2, 3], RESPONDENTS, p=[0.5, 0.3, 0.2])
    outlook = rng.normal(0.25 * (agency == 1), 1, RESPONDENTS)
    frame = pd.DataFrame(
        {"id": np.arange(1, RESPONDENTS + 1), "weight": np.select([agency == 1, agency == 2], [0.6, 1.0], 2.0)}
    )
    for name, (_, height, is_turned) in STATEMENTS.items():
        agreement = 0.8 * (-outlook if is_turned else outlook) + height + rng.normal(0, 0.7, RESPONDENTS)
        codes = 3 - np.clip(np.round(agreement), -2, 2)
        frame[name] = np.where(rng.random(RESPONDENTS) < 0.04, rng.choice([8, 9], RESPONDENTS), codes)
    satisfied = np.clip(np.round(2.6 + 0.7 * outlook + rng.normal(0, 0.5, RESPONDENTS)), 1, 4)
    frame["q3"] = np.where(rng.random(RESPONDENTS) < 0.03, 9, satisfied)
    frame["agency"] = agency
    frame["sex"] = rng.choice([1, 2], RESPONDENTS)
    frame["comment"] = np.where(rng.random(RESPONDENTS) < 0.1, "More time for newcomers, please.", "")
    return frame.astype(dict.fromkeys(frame.columns.drop("comment"), float))


def main(target: Path) -> None:
    """Write the file."""
    scales = dict.fromkeys(STATEMENTS, AGREEMENT) | {
        "q3": SATISFACTION,
        "agency": AGENCIES,
        "sex": {1: "Female", 2: "Male"},
    }
    labels = {name: label for name, (label, _, _) in STATEMENTS.items()} | {
        "weight": "Weight of the respondent", "q3": "How satisfied are you with your work on the whole?",
        "agency": "Agency", "sex": "Sex", "comment": "Anything else?",
    }  # fmt: skip
    pyreadstat.write_sav(
        answers(), target, column_labels=labels, variable_value_labels=scales,
        missing_ranges={name: [9] for name in [*STATEMENTS, "q3"]},
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
