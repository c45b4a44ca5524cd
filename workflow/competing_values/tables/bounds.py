"""What sums of some sets of people tell of the sums of others: bounds by linear programmes."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, eye_array, hstack

Floats = NDArray[np.float64]

#: How far a sum may be off a whole number, or rows of a programme off zero, by arithmetic alone.
SLACK = 1e-6
#: By how much sums are let off their bounds, one after the other, until a programme can be solved.
ROOMS = (0, 1e-6, 1e-4, 1e-2)


class Sums:
    """Sums of what sets of people answered to one question, and which sets consist of which.

    Parameters
    ----------
    least, most
        Ends of the scale of an answer.
    is_whole
        Whether answers are whole numbers, and sums therefore are.

    Attributes
    ----------
    n, low, high
        Lists: people of each set, and the interval of their sum.
    rows
        One list of (set, coefficient) an equation that equals zero, and whether it is assumed rather than known.
    """

    def __init__(self, least: float, most: float, is_whole: bool):
        self.least, self.most, self.is_whole = least, most, is_whole
        self.n: list[int] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.rows: list[tuple[list[tuple[int, float]], bool]] = []

    def add(self, n: int, low: float | None = None, high: float | None = None) -> int:
        """A set of n people whose mean answer lies in an interval, or anywhere on the scale; its position."""
        least, most = n * self.least, n * self.most
        bounds = least if low is None else n * low, most if high is None else n * high
        inward = self.inward(max(bounds[0], least), min(bounds[1], most))
        self.n.append(n)
        self.low.append(inward[0])
        self.high.append(inward[1])
        return len(self.n) - 1

    def inward(self, low: float, high: float) -> tuple[float, float]:
        """An interval of a sum, narrowed to whole numbers where sums are."""
        if not self.is_whole:
            return low, high
        whole = float(np.ceil(low - SLACK)) + 0.0, float(np.floor(high + SLACK)) + 0.0
        return whole if whole[0] <= whole[1] else (low, high)  # the figure was not a mean of whole numbers

    def rest(self, whole: int, parts: Sequence[int], is_assumed: bool = False) -> int | None:
        """Who is in a set and in none of its parts, which do not overlap: the position, None if that is nobody.

        Parts that count more people than the whole say that they do not lie within it: nothing is added.
        """
        n = self.n[whole] - sum(self.n[part] for part in parts)
        if n < 0:
            return None
        row = [(whole, 1.0), *((part, -1.0) for part in parts)]
        left = self.add(n) if n else None
        self.rows.append((row if left is None else [*row, (left, -1.0)], is_assumed))
        return left


def bounds(systems: Sequence[Sums], wanted: Sequence[Sequence[int]]) -> list[list[tuple[float, float] | None]]:
    """Least and largest mean answer of wanted sets of people, for each of several questions.

    Parameters
    ----------
    systems
        One a question.
    wanted
        Positions of sets, one sequence a question.

    Returns
    -------
    Intervals in the order of `wanted`; None where what was assumed contradicts the sums.

    Notes
    -----
    Questions share no unknown, so that one programme bounds a set of each of them: the sum of the objectives is least
    where each is. Two programmes a round, as many rounds as the question with most sets has. HiGHS (Huangfu, Q., &
    Hall, J. A. J., 2018).
    """
    found: list[list[tuple[float, float] | None]] = [[] for _ in systems]
    off: dict[int, list[float]] = {}
    contradicted: set[int] = set()
    for turn in range(max(map(len, wanted), default=0)):
        asked = [k for k, positions in enumerate(wanted) if turn < len(positions)]
        stacked = _stacked([systems[k] for k in asked])
        if turn == 0:
            off, contradicted = _contradictions(systems, asked, stacked)
        objective = np.zeros(len(stacked.box))
        at = [offset + wanted[k][turn] for k, offset in zip(asked, stacked.offsets, strict=True)]
        objective[at] = 1
        right = np.concatenate([off[k] for k in asked])
        low, high = (_solved(side * objective, stacked, right)[at] for side in (1, -1))
        for k, ends in zip(asked, zip(low.tolist(), high.tolist(), strict=True), strict=True):
            least, most = systems[k].inward(*ends)
            n = systems[k].n[wanted[k][turn]]
            found[k].append(None if k in contradicted else (least / n, most / n))
    return found


class _Stacked(NamedTuple):
    """Equations of several systems as one programme: `offsets` of each system's sets, `box` of all sums."""

    matrix: csr_array
    box: Floats
    offsets: list[int]


def _stacked(systems: Sequence[Sums]) -> _Stacked:
    offsets = np.cumsum([0, *(len(system.n) for system in systems)]).tolist()
    entries = [
        (offset + position, coefficient)
        for system, offset in zip(systems, offsets[:-1], strict=True)
        for row, _ in system.rows
        for position, coefficient in row
    ]
    ends = np.cumsum([0, *(len(row) for system in systems for row, _ in system.rows)])
    columns, values = (np.array(part) for part in zip(*entries, strict=True))
    box = np.array([ends for system in systems for ends in zip(system.low, system.high, strict=True)])
    return _Stacked(csr_array((values, columns, ends), shape=(len(ends) - 1, offsets[-1])), box, offsets[:-1])


def _contradictions(
    systems: Sequence[Sums], asked: Sequence[int], stacked: _Stacked
) -> tuple[dict[int, list[float]], set[int]]:
    """By how much each equation must fail for the others to hold, and the systems in which an assumed one must.

    Mostly by nothing: only otherwise are equations made elastic, those first that are assumed.
    """
    rows = stacked.matrix.shape[0]
    off = np.zeros(rows)
    assumed = np.array([is_assumed for k in asked for _, is_assumed in systems[k].rows])
    if _programme(np.zeros(len(stacked.box)), stacked.matrix, off, stacked.box).status != 0:
        price = np.where(assumed, 1.0, 1e3)
        eye = csr_array(eye_array(rows))
        elastic = _programme(
            np.concatenate([np.zeros(len(stacked.box)), price, price]),
            csr_array(hstack([stacked.matrix, eye, -eye], format="csr")),
            off,
            np.vstack([stacked.box, np.tile([0, np.inf], (2 * rows, 1))]),
        )
        short, over = elastic.x[len(stacked.box) :].reshape(2, rows)
        off = np.where(np.abs(over - short) > SLACK, over - short, 0)
    parts = np.split(off, np.cumsum([len(systems[k].rows) for k in asked])[:-1])
    failed = np.split(assumed & (off != 0), np.cumsum([len(systems[k].rows) for k in asked])[:-1])
    return (
        {k: part.tolist() for k, part in zip(asked, parts, strict=True)},
        {k for k, part in zip(asked, failed, strict=True) if part.any()},
    )


def _solved(objective: Floats, stacked: _Stacked, off: Floats) -> Floats:
    """The sums at which the objective is least; what contradicts itself by the solver's tolerance is given room."""
    for room in ROOMS:
        result = _programme(objective, stacked.matrix, off, stacked.box + room * np.array([-1, 1]))
        if result.status == 0:
            return np.asarray(result.x)
    raise ArithmeticError(f"HiGHS: {result.message}")


def _programme(objective: Floats, matrix: csr_array, right: Floats, box: Floats) -> OptimizeResult:
    return linprog(objective, A_eq=matrix, b_eq=right, bounds=box, method="highs-ds")  # type: ignore[call-overload]
