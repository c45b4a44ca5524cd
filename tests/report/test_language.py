"""Languages: numbers as their readers write them (CLDR), and messages with named values."""

import pandas as pd
import pytest

from competing_values.report.language import Language, in_hundredths
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


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0-і"), (2, "2-сі"), (6, "6-сы"), (7, "7-сі"), (9, "9-ы"), (10, "10-ы"), (20, "20-сы"), (40, "40-ы"), (50, "50-і"),
     (60, "60-ы"), (100, "100-і"), (11048, "11\xa0048-і"), (11000, "11\xa0000-ы"), (181, "181-і")],
)  # fmt: skip
def test_a_part_of_a_whole_ends_in_kazakh_as_its_last_word_does(count: int, said: str) -> None:
    """Нөлі, екісі, алтысы, жетісі, тоғызы, оны, жиырмасы, қырқы, елуі, алпысы, жүзі, сегізі, мыңы, бірі."""
    assert Language("kk").part(count) == said
    assert Language("ru").part(count) == Language("ru").number(count)


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"), (2.675, 2, "2.68"), (1.005, 2, "1.01"), (0.25, 1, "0.3"), (-0.04, 0, "0")],
)  # fmt: skip
def test_a_half_is_rounded_away_from_zero_as_it_is_written(value: float, digits: int, said: str) -> None:
    assert Language("en").number(value, digits) == said


def test_a_share_is_rounded_as_its_written_percentage() -> None:
    assert [Language("ru").share(share) for share in (0.125, 0.145, 0.285, 0.575, 0.1249)] == [
        "13\xa0%", "15\xa0%", "29\xa0%", "58\xa0%", "12\xa0%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "hundredths"),
    [
        ([1 / 3, 1 / 3, 1 / 3], [0.34, 0.33, 0.33]),
        ([0.126, 0.437, 0.437], [0.12, 0.44, 0.44]),
        ([0.125, 0.125, 0.75], [0.13, 0.12, 0.75]),
        ([0.245, 0.245, 0.51], [0.25, 0.24, 0.51]),
        ([0.2, 0.3, 0.5], [0.2, 0.3, 0.5]),
        ([0.29, 0.57, 0.14], [0.29, 0.57, 0.14]),
        ([0.301, 0.2], [0.3, 0.2]),
        ([], []),
    ],
)
def test_parts_of_a_whole_add_up_to_it(shares: list[float], hundredths: list[float]) -> None:
    assert in_hundredths(shares) == hundredths


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
