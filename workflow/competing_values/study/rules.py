"""The rules of cleaning, in the order of exclusion; `microdata.cleaning` has an expression for each."""

from typing import Literal, NamedTuple

Action = Literal["exclude", "flag", "count"]


class Rule(NamedTuple):
    """A rule: what it does where a study says nothing else, and what readers call it."""

    action: Action
    label: str


#: What is no respondent goes, what is doubtful is flagged.
RULES = {
    "left_out": Rule("exclude", "Left out by the codebook"),
    "totals_row": Rule("exclude", "Row of totals"),
    "test_entry": Rule("exclude", "Test, preview or rejected entry"),
    "empty": Rule("exclude", "No answers"),
    "unfinished": Rule("flag", "Not finished"),
    "duplicate_id": Rule("exclude", "ID seen before"),
    "duplicate_answers": Rule("flag", "All answers seen before"),
    "straight_lining": Rule("flag", "Same rating throughout"),
    "low_variability": Rule("flag", "Ratings hardly vary"),
    "speed": Rule("flag", "Faster than anyone reads"),
    "out_of_range": Rule("count", "A number off its scale"),
    "ocai_sum": Rule("count", "OCAI points that cannot be scored"),
}

_NAMES = tuple(RULES)
RuleName = Literal[_NAMES]  # type: ignore[valid-type]
