"""Languages: numbers as their readers write them (CLDR), and messages with named values."""

import pandas as pd
import pytest

from competing_values.report.language import Language
from competing_values.study.languages import LANGUAGES


@pytest.mark.parametrize(
    ("code", "number", "difference", "share", "interval", "p"),
    [
        ("en", "−1,234.6", "+3.1", "38%", "[1.0, −2.5]", "<\xa00.001"),
        ("kk", "−1\xa0234,6", "+3,1", "38%", "[1,0; −2,5]", "<\xa00,001"),
        ("ru", "−1\xa0234,6", "+3,1", "38\xa0%", "[1,0; −2,5]", "<\xa00,001"),
    ],
)
def test_numbers(code: str, number: str, difference: str, share: str, interval: str, p: str) -> None:
    language = Language(code)
    assert language.number(-1234.56, 1) == number
    assert language.signed(3.14) == difference
    assert language.share(0.3812) == share
    assert language.between(1, -2.5) == interval
    assert language.p_value(0.0002) == p


def test_an_estimate_stands_before_its_interval() -> None:
    assert Language("en").estimate(5.253, 5.22, 5.27, 2) == "5.25 [5.22, 5.27]"
    assert Language("ru").alike(-1, -1.5, -0.5, 2, is_signed=True) == ("−1,0", "[−1,5; −0,5]")
    assert Language("ru").difference(14.7, -1, 15.08) == "+14,7 [−1,0; 15,1]"


def test_nothing_is_below_zero_by_rounding() -> None:
    assert Language("en").number(-0.04, 1) == Language("en").signed(-0.04) == "0.0"


def test_a_figure_has_no_more_decimals_than_are_published() -> None:
    english = Language("en")
    assert [english.number(value, 2) for value in (5, 7.2, 3.85, 37.504, 0.9996)] == [
        "5", "7.2", "3.85", "37.50", "1.00",
    ]  # fmt: skip
    assert english.estimate(5, 4.7, 5.3, 2) == "5.0 [4.7, 5.3]"  # of one step, which one of them shows
    assert english.estimate(40, 38, 42) == "40 [38, 42]"
    assert [english.share(0.375, 1), english.share(0.57, 1), english.p_value(0.05)] == ["37.5%", "57%", "0.05"]


def test_a_threshold_has_the_decimals_that_it_has() -> None:
    assert [Language("ru").plain(value) for value in (5, 8.5, 0.1 + 0.2)] == ["5", "8,5", "0,3"]


@pytest.mark.parametrize(("code", "said"), [("en", "a, b, and c"), ("kk", "a, b, c"), ("ru", "a, b и c")])
def test_an_enumeration(code: str, said: str) -> None:
    assert Language(code).listed(["a", "b", "c"]) == said
    assert Language(code).listed(["a"]) == "a"


def test_sizes_that_are_known_are_one_number_or_a_range() -> None:
    assert Language("en").n(pd.Series([1200, 1200])) == "n = 1,200"
    assert Language("en").n(pd.Series([12, None, 1200])) == "n = 12–1,200"


@pytest.mark.parametrize(("p", "said"), [(0.7349, "0,73"), (0.99, "0,99"), (0.9901, ">\xa00,99"), (1.0, ">\xa00,99")])
def test_no_probability_is_a_certainty(p: float, said: str) -> None:
    assert Language("ru").probability(p) == said


def test_an_unknown_message_stays_with_its_values() -> None:
    assert Language("kk").gettext("Never translated {x}", x="{y}") == "Never translated {y}"


def test_a_language_has_the_name_that_its_speakers_give_it() -> None:
    names = {"en": "English", "kk": "Қазақ тілі", "ru": "Русский"}
    assert {code: Language(code).name for code in names} == names
    assert names.keys() <= set(LANGUAGES)


def test_the_sign_of_per_cent_stands_where_the_language_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("competing_values.report.language._catalog", lambda _: None)
    assert [Language(code).share(0.381) for code in ("tr", "de", "hi")] == ["%38", "38\xa0%", "38%"]
