"""How closely published figures tell a sum that is not published.

A published mean is rounded, so a sum (n × mean) is known within some room. What is left when published sums are taken
from a published sum, those who stated no group for example, is known within the room of all of them together.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from competing_values.tables.precision import rounded, share_error, step

Floats = NDArray[np.float64]

#: Sums are whole multiples of 2⁻³²; a thousandth of an answer is nobody's.
TOLERANCE = 1e-3


class Sums(NamedTuple):
    """Sums of some cells, and how far each may lie below and above what it is without a published digit changing.

    n (people), w (their weight), total (Σ w × answer), below, above: arrays of one shape; `below` and `above` are NaN
    where nothing can be published, since the answers do not vary.
    """

    n: Floats
    w: Floats
    total: Floats
    below: Floats
    above: Floats


def of_means(n: Floats, w: Floats, total: Floats, error: Floats, whole: NDArray[np.bool_] | bool = False) -> Sums:
    """Room of sums whose means are published, rounded by their standard error.

    Parameters
    ----------
    n, w, total
        People, weight and Σ w × answer of each cell and figure.
    error
        Standard error by which the mean is rounded.
    whole
        Where sums are known to be whole numbers: only such are possible.
    """
    to = step(error)
    published = rounded(total / np.where(w > 0, w, np.nan), to)
    low, high = w * (published - to / 2), w * (published + to / 2)
    low = np.where(whole, np.ceil(low - TOLERANCE), low)
    high = np.where(whole, np.floor(high + TOLERANCE), high)
    return Sums(n, w, total, np.maximum(total - low, 0), np.maximum(high - total, 0))


def of_shares(n: Floats, w: Floats, total: Floats, whole: bool) -> Sums:
    """Room of counts that are published as shares, rounded by their Wilson interval.

    Parameters
    ----------
    n, w
        People who answered and their weight: cells × 1.
    total
        Weight of those who gave each answer: cells × answers.
    whole
        Whether these are counts, which are whole numbers.
    """
    share = total / np.where(w > 0, w, np.nan)
    to = step(share_error(np.clip(share, 0, 1), n))
    published = rounded(share, to)
    low, high = np.maximum(w * (published - to / 2), 0), np.minimum(w * (published + to / 2), w)
    if whole:
        low, high = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
    below, above = np.maximum(total - low, 0), np.maximum(high - total, 0)
    return Sums(*np.broadcast_arrays(n, w, total, np.nan_to_num(below), np.nan_to_num(above)))


def rest(plus: Sequence[int], minus: Sequence[int], sums: Sums, is_shown: NDArray[np.bool_]) -> Sums:
    """What is left of some cells when those of others that are published are taken away.

    Parameters
    ----------
    plus, minus
        Cells, as positions on the first axis of `sums`.
    is_shown
        Which figures are published: of the shape of `sums`.

    Returns
    -------
    Sums of the shape of one cell. Their room is that of the cells taken away alone: so far the rest can move with
    every total staying what it is, and with it whatever else is published of the totals. The equation by itself leaves
    more room: that of the totals, too (`with_totals`).
    """
    first, second = [*plus], [*minus]
    shown = is_shown[second]

    def left(values: Floats) -> Floats:
        return np.asarray(values[first].sum(axis=0) - np.where(shown, values[second], 0).sum(axis=0))

    below, above = (np.where(shown, np.nan_to_num(room[second]), 0).sum(axis=0) for room in (sums.above, sums.below))
    return Sums(left(sums.n), left(sums.w), left(sums.total), below, above)


def with_totals(left: Sums, plus: Sequence[int], sums: Sums) -> Sums:
    """A rest with all the room that its equation leaves: that of the cells that others are taken from, too."""
    below, above = (np.nan_to_num(room[[*plus]]).sum(axis=0) for room in (sums.below, sums.above))
    return left._replace(below=left.below + below, above=left.above + above)


def widths_of_means(left: Sums, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """How far the mean answer of a rest may lie below and above what it is, as shares of the scale."""
    people = np.where(left.w > TOLERANCE, left.w, np.nan)
    mean = left.total / people
    below, above = np.minimum(left.below / people, mean - low), np.minimum(left.above / people, high - mean)
    return np.maximum(below, 0) / (high - low), np.maximum(above, 0) / (high - low)


def widths_of_both(left: Sums, others: float, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Widths of the mean answers of two groups of which the difference of the sums is known, as shares of the scale.

    Parameters
    ----------
    left
        The difference: people, sums and room of the one group less those of the other.
    others
        People of the other group.
    low, high
        Ends of the scale.
    """
    people = np.maximum(left.n + others, 1)
    least, most = left.total - left.below, left.total + left.above

    def width(low_end: Floats, high_end: Floats, n: Floats | float) -> Floats:
        return np.asarray((np.minimum(high_end, n * high) - np.maximum(low_end, n * low)) / (n * (high - low)))

    one = width(least + others * low, most + others * high, people)
    return one, width(people * low - most, people * high - least, others)


def width_of_shares(left: Sums, spans: Floats) -> float:
    """How far two distributions of answers that a rest may have lie apart (total variation), with the answers' spans.

    Parameters
    ----------
    left
        The rest, by answer.
    spans
        Width of each answer as a share of the scale: 0, or more for a class of answers.
    """
    people = float(left.w[0])
    if people < TOLERANCE:
        return np.inf
    counts = np.clip(left.total, 0, people)
    most = int(counts.argmax())
    leaving = min(counts[most], left.below[most])
    coming = np.delete(np.minimum(people - counts, left.above), most).sum()
    return width_of_classes(left, spans) + float(min(leaving, coming) / people)


def width_of_classes(left: Sums, spans: Floats) -> float:
    """How far apart the answers of a rest may lie, as a share of the scale, within their classes."""
    people = max(float(left.w[0]), TOLERANCE)
    return float((np.clip(left.total, 0, people) / people * spans).sum())


class Question(NamedTuple):
    """What an attacker asks of one figure: the rest of an equation, together with some hidden cells.

    `sums` and `is_shown` are arrays over cells, `low` and `high` the ends of the figure's scale.
    """

    asked: int
    with_cells: Sequence[int]
    sums: Sums
    is_shown: NDArray[np.bool_]
    low: float
    high: float


def exact_widths(equations: Sequence[tuple[Sequence[int], Sequence[int]]], questions: Sequence[Question]) -> Floats:
    """Widths of mean answers, as shares of the scale, by linear programmes over all published sums.

    Parameters
    ----------
    equations
        Each the cells that others are taken from, and these others. What is left are unknown people.
    questions
        What is asked; the answers stand in their order.

    Notes
    -----
    Minimise and maximise what is asked, subject to: every published sum within its rounding, every answer within the
    scale (Hundepool, A., et al., 2012, Statistical Disclosure Control, ch. 4: the attacker's programmes). All are
    solved at once, as blocks of one programme, by HiGHS.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 (half a second that few studies need)
    from scipy.sparse import eye_array, kron  # noqa: PLC0415

    asked = [question for question in questions for _ in range(2)]
    if not asked:
        return np.empty(0)
    cells = len(questions[0].sums.n)
    block = np.zeros((len(equations), cells + len(equations)))
    for row, (plus, minus) in enumerate(equations):
        block[row, [*plus]], block[row, [*minus]], block[row, cells + row] = 1, -1, -1
    limits, goals, people = [], [], []
    for question in questions:
        everyone = np.concatenate([question.sums.w, np.maximum(block[:, :cells] @ question.sums.w, 0)])
        low, high = everyone * question.low - TOLERANCE, everyone * question.high + TOLERANCE
        low[:cells] = np.where(question.is_shown, question.sums.total - question.sums.below, low[:cells])
        high[:cells] = np.where(question.is_shown, question.sums.total + question.sums.above, high[:cells])
        goal = np.zeros(len(everyone))
        goal[[cells + question.asked, *question.with_cells]] = 1
        goals += [goal, -goal]
        limits += [np.column_stack([low, high])] * 2
        people.append(goal @ everyone * (question.high - question.low))
    matrix = kron(eye_array(len(asked)), block, format="csr")
    box = [(low, high) for low, high in np.concatenate(limits).tolist()]
    goal = np.concatenate(goals)
    found = linprog(goal, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=box)  # type: ignore[call-overload]  # sparse
    if found.x is None:
        return np.zeros(len(questions))
    ends = (np.array(goals) * found.x.reshape(len(asked), -1)).sum(axis=1)
    width = -(ends[::2] + ends[1::2])
    return np.where(np.array(people) > TOLERANCE, width / np.maximum(people, TOLERANCE), np.inf)
