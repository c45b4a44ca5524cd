"""Raw columns as a draft sees them: what a column is called, what stands in it, and what may be made of it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import pairwise

from competing_values.microdata.identity import revealing
from competing_values.study.spelling import folded
from competing_values.tools import vocabulary
from competing_values.tools.headings import in_words

#: A column of text with more different entries, or with so large a share of different ones, holds free text.
TEXTS, SHARE_OF_TEXTS, FEW = 60, 0.2, 12
#: Entries of this mean length are sentences that respondents wrote.
LONG = 60
#: A rating scale has so many points; numbers beyond are counts or measurements.
LEAST, MOST = 3, 11
#: Respondents are so old.
YOUNGEST, OLDEST = 10, 115
#: So large a share of entries tells of what kind a column is.
SHARE = 0.9
#: A heading of more words is a question about something, not the name of a group; nor that of a count.
HEADING, FEW_WORDS = 6, 3
#: Why a column is left out that could tell who somebody is.
PERSONAL = "may tell who somebody is, or holds free text"
DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}.*")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
#: A code as survey tools have them, and a number with the words that explain it: `5 (completely)`, `1 - not at all`.
CODED = re.compile(r"([A-Za-z]{1,3})0?(\d{1,2})")
EXPLAINED = re.compile(r"(\d{1,2})\s*(?:[-–—=:.)(]\s*)+[^\W\d].*")


class Kind(Enum):
    """What a column may be."""

    SCALE = "answers in an order that they have by their words"
    CODES = "labelled codes without a known order"
    POINTS = "a few whole numbers without labels"
    NAMES = "answers or groups without an order"
    AGE = "years of age"
    WEIGHT = "a weight"
    LEFT = "left out"


@dataclass(frozen=True)
class Column:
    """A raw column.

    Attributes
    ----------
    name, text
        Header, and text of the question.
    entries
        Entry: how often it occurs; without empty ones and those that the file declares to mean no answer.
    labels
        Code: its label, in a file that has labels.
    """

    name: str
    text: str
    entries: Counter[str]
    labels: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def is_group(self) -> bool:
        """Whether the heading is that of groups of people."""
        heading = in_words(self.text)
        texts = [in_words(self.name), *([heading] if len(heading.split()) <= HEADING else [])]
        return any(vocabulary.GROUPS.search(text) for text in texts if len(text.split()) <= HEADING)

    @cached_property
    def missing(self) -> list[str]:
        """Entries that say that there is no answer, by their words."""
        return [entry for entry in self.entries if self._is_no_answer(entry)]

    def _is_no_answer(self, entry: str) -> bool:
        if entry in self.middles:
            return False
        label = self.labels.get(entry)
        return vocabulary.is_no_answer(label if label is not None else entry)

    @cached_property
    def blanks(self) -> list[str]:
        """Entries that programs write where nothing was answered."""
        return [entry for entry in self.entries if folded(entry) in vocabulary.EMPTY and entry not in self.labels]

    @cached_property
    def middles(self) -> list[str]:
        """Codes that stand between the points of a scale, and whose labels read like no answer, as `No opinion` may."""
        codes = self._codes()
        told = [code for code in codes if not vocabulary.is_no_answer(self.labels[code])]
        if len(told) < LEAST:
            return []
        inner = [code for code in codes if code not in told and float(told[0]) < float(code) < float(told[-1])]
        numbers = [float(code) for code in codes]
        return inner if numbers == [*range(int(numbers[0]), int(numbers[0]) + len(numbers))] else []

    def _codes(self) -> list[str]:
        return sorted((code for code in self.labels if NUMBER.fullmatch(code)), key=_number)

    @cached_property
    def answers(self) -> list[str]:
        """Different entries that are answers: codes in their order, words by how often they occur."""
        found = [entry for entry in self.entries if entry not in {*self.missing, *self.blanks, *self.codes_of_missing}]
        is_coded = all(map(NUMBER.fullmatch, found))
        return sorted(found, key=_number if is_coded else lambda entry: (-self.entries[entry], entry))

    @cached_property
    def points(self) -> list[str]:
        """Codes with labels that are answers, in their order, given or not; none where most entries are other numbers."""
        coded = [code for code in self._codes() if not self._is_no_answer(code)]
        if len(coded) < 2:
            return []
        low, high = _number(coded[0]), _number(coded[-1])
        others = {e: n for e, n in self.entries.items() if e not in {*self.missing, *self.blanks} and e not in coded}
        inner = [e for e in others if NUMBER.fullmatch(e) and low < _number(e) < high and high - low < MOST]
        outer = sum(times for entry, times in others.items() if entry not in inner)
        return coded if outer <= (1 - SHARE) * self.entries.total() else []

    @cached_property
    def codes_of_missing(self) -> list[str]:
        """Codes without a label that may mean no answer, since they usually do, and stand off the scale."""
        others = [e for e in self.entries if e not in {*self.missing, *self.blanks} and NUMBER.fullmatch(e)]
        if len(others) < len(self.entries) - len(self.missing) - len(self.blanks):
            return []
        if self.points:
            known = [float(code) for code in self.points]
            return [e for e in others if e not in self.labels and e in vocabulary.MISSING_CODES
                    and not min(known) <= _number(e) <= max(known)]  # fmt: skip
        numbers = sorted(others, key=_number)
        found = [number for number in numbers if _number(number) < 0 and number in vocabulary.MISSING_CODES]
        numbers = [number for number in numbers if number not in found]
        places = [_number(number) for number in numbers]
        steps = [above - below for below, above in pairwise(places)]
        for start in range(LEAST, len(numbers)):
            is_off = steps[start - 1] > max(1, *steps[: start - 1]) and places[start - 1] - places[0] <= MOST
            if is_off and all(number in vocabulary.MISSING_CODES for number in numbers[start:]):
                return [*found, *numbers[start:]]
        return found if numbers and _number(numbers[-1]) <= MOST and found != others else []

    @cached_property
    def numbers(self) -> list[float] | None:
        """The answers as numbers, in their order; None where some are none."""
        if not self.answers or not all(NUMBER.fullmatch(entry) for entry in self.answers):
            return None
        return sorted(map(_number, self.answers))

    @cached_property
    def explained(self) -> dict[str, str]:
        """Entry: the number in it, where every answer is a number or a number with words, and some have words."""
        values = {entry: found[1] for entry in self.answers if (found := EXPLAINED.fullmatch(entry))}
        others = [entry for entry in self.answers if entry not in values]
        is_scale = len({*values.values()}) == len(values) and all(re.fullmatch(r"\d{1,2}", entry) for entry in others)
        return values if values and is_scale and not {*others} & {*values.values()} else {}

    @cached_property
    def coded(self) -> dict[str, str]:
        """Entry: its number, where all answers are codes of one array, such as `A1` to `A5`."""
        found = [CODED.fullmatch(entry) for entry in self.answers]
        if len({code[1] for code in found if code}) != 1 or not all(found):
            return {}
        return {code[0]: code[2] for code in found if code}

    def points_of(self, entry: str) -> float:
        """The number that an answer on a scale stands for."""
        return _number(self.explained.get(entry) or self.coded.get(entry) or entry)

    @cached_property
    def words(self) -> list[str]:
        """What the answers are called: labels of codes, or the entries themselves."""
        return [self.labels[code] for code in self.points if code not in self.middles] if self.points else self.answers

    @cached_property
    def is_box(self) -> bool:
        """Whether the column may be a box that is ticked or not: one entry alone, or a word for each of both."""
        words = {folded(self.labels.get(entry, entry)) for entry in self.answers}
        both = vocabulary.TICKED | vocabulary.UNTICKED
        return len(self.answers) == 1 or (bool(words) and words <= both)

    @property
    def ticks(self) -> dict[str, bool]:
        """Entry of a box: whether it was ticked."""
        words = {entry: folded(self.labels.get(entry, entry)) for entry in self.answers}
        return {entry: word not in vocabulary.UNTICKED for entry, word in words.items()}

    @cached_property
    def order(self) -> list[str] | None:
        """Answers from the lowest to the highest, as far as words tell: codes in a file with labels."""
        if self.points:
            rising = vocabulary.is_rising(self.words)
            return None if rising is None else self.points if rising else self.points[::-1]
        return vocabulary.in_order(self.answers) if self.numbers is None else None

    @cached_property
    def stated(self) -> tuple[int, int] | None:
        """Lowest and highest answer, where the question states them."""
        found = vocabulary.STATED.search(self.text) or vocabulary.STATED.search(self.name)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def is_whole(self) -> bool:
        """Whether all answers are whole numbers."""
        return self.numbers is not None and all(number.is_integer() for number in self.numbers)

    @cached_property
    def left_out(self) -> str:
        """Why a column is no question that can be analysed, in words; empty if it may be one."""
        if not self.answers:
            return "no answers"
        if self.order or (self.points and len(self.answers) <= TEXTS):
            return ""
        return next((reason for reason, does_apply in self._reasons() if does_apply), "")

    def _reasons(self) -> Iterator[tuple[str, bool]]:
        name, total = in_words(self.name), sum(self.entries[entry] for entry in self.answers)
        yield PERSONAL, self._is_about_persons(name)
        yield "of the survey tool", any(map(vocabulary.TECHNICAL.fullmatch, (self.name, name)))
        yield "of the survey's design: wave, session, strata, clusters", bool(vocabulary.DESIGN.fullmatch(name))
        dates = sum(self.entries[entry] for entry in self.answers if DATE.fullmatch(entry))
        yield "dates", dates > SHARE * total
        yield PERSONAL, self.numbers is None and self._is_free_text(total)

    def _is_about_persons(self, name: str) -> bool:
        if self.is_whole and len(self.answers) <= MOST:
            return False
        if vocabulary.ONLY_NAME.fullmatch(folded(self.name)) or vocabulary.PERSONS.search(name):
            return True
        heading = in_words(self.text)
        return self.numbers is None and len(heading.split()) <= HEADING and bool(vocabulary.PERSONS.search(heading))

    def _is_free_text(self, total: int) -> bool:
        if self.explained or self.coded:
            return False
        different = len(self.answers)
        length = sum(len(entry) * self.entries[entry] for entry in self.answers) / total
        told = [entry for texts in revealing(self.answers).values() for entry in texts]
        return (
            different > TEXTS
            or (different > FEW and different > SHARE_OF_TEXTS * total)
            or (length > LONG and different > FEW)
            or (bool(told) and not self.points)
            or (different > 2 and 2 * different > total)
        )

    @cached_property
    def kind(self) -> Kind:
        """What may be made of the column."""
        if self.left_out:
            return Kind.LEFT
        if self.explained or self.coded or self.stated_points:
            return Kind.POINTS
        if self.points or self.numbers is None:
            return Kind.SCALE if self.order else Kind.CODES if self.points else Kind.NAMES
        return self._kind_of_numbers(self.numbers)

    def _kind_of_numbers(self, numbers: list[float]) -> Kind:
        is_body = vocabulary.BODY.search(f"{self.name} {self.text}")
        if vocabulary.WEIGHTS.search(self.name) and numbers[0] >= 0 and not is_body:
            return Kind.WEIGHT
        if self.is_whole and numbers[0] >= 0 and numbers[-1] <= MOST:
            return Kind.POINTS
        if self.is_age:
            return Kind.AGE
        return Kind.NAMES if self.is_group and self.is_whole and len(self.answers) <= FEW + LEAST else Kind.LEFT

    @cached_property
    def is_age(self) -> bool:
        """Whether the column holds years of age."""
        headings = (in_words(self.name), in_words(self.text))
        is_named = any(vocabulary.AGE.search(text) and len(text.split()) <= HEADING + 2 for text in headings)
        ages = [entry for entry in self.answers if NUMBER.fullmatch(entry) and YOUNGEST <= _number(entry) <= OLDEST]
        return is_named and sum(self.entries[age] for age in ages) > SHARE * self.entries.total()

    @property
    def stated_points(self) -> bool:
        """Whether the question states a scale, and all answers are numbers on it."""
        return bool(
            self.stated and self.is_whole and self.numbers
            and self.stated[0] <= self.numbers[0] and self.numbers[-1] <= self.stated[1]
        )  # fmt: skip

    @property
    def is_count(self) -> bool:
        """Whether the heading is that of a count, such as the number of children."""
        name = in_words(self.name)
        is_counted = len(name.split()) <= FEW_WORDS and vocabulary.COUNTED.search(name)
        return bool(is_counted or vocabulary.COUNTS.search(self.text))


def _number(text: str) -> float:
    return float(text.replace(",", "."))
