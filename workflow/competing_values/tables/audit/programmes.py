"""What sums of some sets of people tell of the sums of others: bounds by linear programmes."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, eye_array, hstack

Floats = NDArray[np.float64]

#: (set, coefficient) of sums that add up to zero, and whether that is assumed rather than known.
Equation = tuple[list[tuple[int, float]], bool]

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
        self.rows: list[Equation] = []

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


def bounds(systems: Sequence[Sums], wanted: Sequence[Sequence[int]]) -> list[list[tuple[float, float]]]:
    """Least and largest mean answer of wanted sets of people, for each of several questions.

    Parameters
    ----------
    systems
        One a question. Equations that contradict the others are left out, those first that are assumed.
    wanted
        Positions of sets, one sequence a question.

    Returns
    -------
    Intervals in the order of `wanted`.

    Notes
    -----
    Questions share no unknown, so that one programme bounds a set of each of them: the sum of the objectives is least
    where each is. Two programmes a round, as many rounds as the question with most sets has. HiGHS (Huangfu, Q., &
    Hall, J. A. J., 2018).
    """
    found: list[list[tuple[float, float]]] = [[] for _ in systems]
    kept = _without_contradictions(systems) if systems else []
    for turn in range(max(map(len, wanted), default=0)):
        asked = [k for k, positions in enumerate(wanted) if turn < len(positions)]
        stacked = _stacked([systems[k] for k in asked], [kept[k] for k in asked])
        at = [offset + wanted[k][turn] for k, offset in zip(asked, stacked.offsets, strict=True)]
        objective = np.zeros(len(stacked.box))
        objective[at] = 1
        low, high = (_solved(side * objective, stacked)[at] for side in (1, -1))
        for k, ends in zip(asked, zip(low.tolist(), high.tolist(), strict=True), strict=True):
            least, most = systems[k].inward(*ends)
            n = systems[k].n[wanted[k][turn]]
            found[k].append((least / n, most / n))
    return found


class _Stacked(NamedTuple):
    """Equations of several systems as one programme: `offsets` of each system's sets, `box` of all sums."""

    matrix: csr_array
    box: Floats
    offsets: list[int]


def _stacked(systems: Sequence[Sums], kept: Sequence[Sequence[Equation]]) -> _Stacked:
    offsets = np.cumsum([0, *(len(system.n) for system in systems)]).tolist()
    rows = [(offset, row) for equations, offset in zip(kept, offsets[:-1], strict=True) for row, _ in equations]
    columns = [offset + position for offset, row in rows for position, _ in row]
    values = [coefficient for _, row in rows for _, coefficient in row]
    ends = np.cumsum([0, *(len(row) for _, row in rows)])
    box = np.array([ends for system in systems for ends in zip(system.low, system.high, strict=True)])
    return _Stacked(csr_array((values, columns, ends), shape=(len(rows), offsets[-1])), box, offsets[:-1])


def _without_contradictions(systems: Sequence[Sums]) -> list[list[Equation]]:
    """The equations of each system that hold together: mostly all, and only otherwise are they made elastic."""
    kept = [system.rows for system in systems]
    stacked = _stacked(systems, kept)
    count, rows = len(stacked.box), stacked.matrix.shape[0]
    if _programme(np.zeros(count), stacked.matrix, stacked.box).status == 0:
        return kept
    price = np.where([is_assumed for equations in kept for _, is_assumed in equations], 1.0, 1e3)
    eye = csr_array(eye_array(rows))
    elastic = _programme(
        np.concatenate([np.zeros(count), price, price]),
        csr_array(hstack([stacked.matrix, eye, -eye], format="csr")),
        np.vstack([stacked.box, np.tile([0, np.inf], (2 * rows, 1))]),
    )
    holds = iter(elastic.x[count:].reshape(2, rows).max(axis=0) <= SLACK)
    return [[equation for equation in equations if next(holds)] for equations in kept]


def _solved(objective: Floats, stacked: _Stacked) -> Floats:
    """The sums at which the objective is least; what contradicts itself by the solver's tolerance is given room."""
    for room in ROOMS:
        result = _programme(objective, stacked.matrix, stacked.box + room * np.array([-1, 1]))
        if result.status == 0:
            return np.asarray(result.x)
    raise ArithmeticError(f"HiGHS: {result.message}")


def _programme(objective: Floats, matrix: csr_array, box: Floats) -> OptimizeResult:
    zero = np.zeros(matrix.shape[0])
    return linprog(objective, A_eq=matrix, b_eq=zero, bounds=box, method="highs-ds")  # type: ignore[call-overload]
