"""How closely sums are told, by hand."""

import numpy as np
import pytest

from competing_values.aggregates.protection import leeway


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def test_room_of_a_sum_is_n_steps_of_its_mean() -> None:
    """Mean 5.03, error 0.2: rounded to 5.0 in steps of 0.1, so the sum of 100 lies between 495 and 505."""
    found = leeway.of_means(column(100), column(100), column(503), column(0.2))
    assert (found.below[0, 0], found.above[0, 0]) == pytest.approx((8, 2))


def test_sums_of_whole_answers_are_whole() -> None:
    """61 of 12, error 0.3: 5.1 in steps of 0.1, so between 60.6 and 61.8: only 61."""
    found = leeway.of_means(column(12), column(12), column(61), column(0.3), np.array([True]))
    assert (found.below[0, 0], found.above[0, 0]) == (0, 0)


def test_a_count_of_few_is_told_by_its_share() -> None:
    """3 of 40: Wilson 0.026 to 0.199, a quarter of it 0.043, step 0.02: 0.075 becomes 0.08, 2.8 to 3.6 people."""
    found = leeway.of_shares(column(40), column(40), np.array([[3.0, 37.0]]), whole=True)
    assert (found.below[0, 0], found.above[0, 0]) == (0, 0)


def test_a_rest_has_the_room_of_those_taken_away() -> None:
    sums = leeway.Sums(
        *(column(*values) for values in ((100, 60, 39), (100, 60, 39), (503, 300, 200), (8, 2, 1), (2, 3, 4)))
    )
    left = leeway.rest([0], [1, 2], sums, np.array([[True], [True], [True]]))
    assert [float(values[0]) for values in left] == [1, 1, 3, 7, 3]
    below, above = leeway.widths_of_means(left, np.array([1.0]), np.array([10.0]))
    assert (below[0] * 9, above[0] * 9) == pytest.approx((2, 3))  # one person said 3: from 1 on, and up to 6


def test_who_are_hidden_belong_to_the_rest() -> None:
    sums = leeway.Sums(
        *(column(*values) for values in ((100, 60, 39), (100, 60, 39), (503, 300, 200), (8, 2, 1), (2, 3, 4)))
    )
    left = leeway.rest([0], [1, 2], sums, np.array([[True], [True], [False]]))
    assert [float(values[0]) for values in left] == [40, 40, 203, 3, 2]


@pytest.mark.parametrize(
    ("counts", "below", "above", "expected"),
    [
        ([1, 0, 0], [1, 0, 0], [0, 1, 0], 1.0),  # the one person may have said the second as well
        ([1, 0, 0], [0, 0, 0], [0, 1, 1], 0.0),  # whatever the others' room, he said the first
        ([4, 1, 0], [2, 0, 0], [0, 1, 0], 0.2),  # one of five may have said the second instead
        ([0, 5, 0], [0, 5, 0], [9, 0, 9], 1.0),
    ],
)
def test_width_of_shares(counts: list[float], below: list[float], above: list[float], expected: float) -> None:
    n = np.full(3, sum(counts), dtype=float)
    left = leeway.Sums(n, n, *(np.array(values, dtype=float) for values in (counts, below, above)))
    assert leeway.width_of_shares(left, np.zeros(3)) == pytest.approx(expected)


def test_classes_are_as_wide_as_their_answers() -> None:
    """Two of three said 1–3, one 4–8, all told: on a scale of 9 the mean may move by 2/3 · 2/9 + 1/3 · 4/9."""
    left = leeway.Sums(np.full(2, 3.0), np.full(2, 3.0), np.array([2.0, 1.0]), np.zeros(2), np.zeros(2))
    assert leeway.width_of_shares(left, np.array([2, 4]) / 9) == pytest.approx(2 / 3 * 2 / 9 + 1 / 3 * 4 / 9)


def test_programmes_use_every_equation() -> None:
    """100 ± 10 less 60 ± 1 and 35 ± 1 alone leave one person any answer; told again as 97 ± 0.5 plus one of 1 to 10.

    The whole is 100 ± 10. Groups a 60 ± 1 and b 35 ± 1 leave one person; c 96 ± 0.5 leaves nobody: so the one said
    between 95.5 − 97 and 96.5 − 93, and no less than 1: 1 to 3.5.
    """
    sums = leeway.Sums(
        np.array([20.0, 12, 7, 20]), np.array([20.0, 12, 7, 20]), np.array([100.0, 60, 35, 96]),
        np.array([10, 1, 1, 0.5]), np.array([10, 1, 1, 0.5]),
    )  # fmt: skip
    question = leeway.Question(0, [], sums, np.ones(4, dtype=bool), 1, 10)
    alone = leeway.exact_widths([([0], [1, 2])], [question])
    both = leeway.exact_widths([([0], [1, 2]), ([0], [3])], [question])
    assert alone[0] == pytest.approx(1, abs=1e-3)
    assert both[0] == pytest.approx(2.5 / 9, abs=2e-3)
    assert leeway.exact_widths([([0], [1, 2])], []).size == 0


def test_a_difference_of_two_people_tells_them_only_at_the_ends() -> None:
    """One less the other, known to ± 1: about 0 says nothing; 9 says 10 and 1."""
    ends = np.array([1.0, 1.0]), np.array([10.0, 10.0])
    left = leeway.Sums(*(np.array(values, dtype=float) for values in ((0, 0), (0, 0), (0, 9), (1, 1), (1, 1))))
    one, other = leeway.widths_of_both(left, 1, *ends)
    assert one * 9 == pytest.approx([9, 1])
    assert other * 9 == pytest.approx([9, 1])
