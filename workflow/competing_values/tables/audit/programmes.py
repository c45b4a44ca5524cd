"""What sums of some sets of people tell of the sums of others: bounds by linear programmes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, eye_array, hstack

Floats = NDArray[np.float64]

#: (set, coefficient) of sums that add up to zero, and whether that is assumed rather than known.
Equation = tuple[list[tuple[int, float]], bool]
Interval = tuple[float, float]
#: How wide an interval is; wider ones are no narrower.
Width = Callable[[float, float], float]

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


def bounds(
    systems: Sequence[Sums], wanted: Sequence[Sequence[int]], widths: Sequence[Width] = (), vague: float = np.inf
) -> list[list[Interval]]:
    """Least and largest mean answer of wanted sets of people, for each of several questions.

    Parameters
    ----------
    systems
        One a question. Equations that contradict the others are left out, those first that are assumed.
    wanted
        Positions of sets, one sequence a question.
    widths, vague
        How wide an interval is in each question, and from which width on it tells nothing, so that its ends do not
        matter.

    Returns
    -------
    Intervals in the order of `wanted`. Vague ones may be wider than they are returned.

    Notes
    -----
    Questions share no unknown, so that one programme bounds a set of each of them: the sum of the objectives is least
    where each is. Every solution also shows means that all other sets may have, and the first two (all wanted sums
    together as small, and as large, as they can be) show that most are told vaguely; what is left is bounded one by one:
    two programmes a round. HiGHS (Huangfu, Q., & Hall, J. A. J., 2018).
    """
    kept = _without_contradictions(systems) if systems else []
    everything = vague < np.inf
    widths = widths if everything else [_as_means] * len(systems)
    asked = [_Asked(*one, vague) for one in zip(systems, wanted, widths, strict=True)]
    while left := [k for k, one in enumerate(asked) if one.open]:
        stacked = _stacked([systems[k] for k in left], [kept[k] for k in left])
        objective = np.zeros(len(stacked.box))
        for k, offset in zip(left, stacked.offsets, strict=True):
            of = asked[k].open if everything else asked[k].open[:1]
            objective[[offset + wanted[k][place] for place in of]] = 1
        solved = np.array([_solved(side * objective, stacked) for side in (1, -1)])
        for k, offset in zip(left, stacked.offsets, strict=True):
            asked[k].see(solved[:, offset : offset + len(systems[k].n)])
            asked[k].close(0 if everything else 1)
        everything = False
    return [[one.interval(place) for place in range(len(one.wanted))] for one in asked]


def _as_means(low: float, high: float) -> float:
    return high - low


class _Asked:
    """Sums that are asked for in one question: their ends as far as solutions have shown them.

    Attributes
    ----------
    wanted
        Positions of the sets.
    open
        Places among them of which no end is known yet.
    """

    def __init__(self, system: Sums, wanted: Sequence[int], width: Width, vague: float):
        self._system, self.wanted, self._width, self._vague = system, list(wanted), width, vague
        self.open = list(range(len(wanted)))
        self._ends = np.array([np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)])

    def see(self, solved: Floats) -> None:
        """Sums of all sets in two solutions."""
        shown = solved[:, self.wanted]
        self._ends = np.array(
            [np.minimum(self._ends[0], shown.min(axis=0)), np.maximum(self._ends[1], shown.max(axis=0))]
        )

    def close(self, bounded: int) -> None:
        """The first so many are bounded; of the others, those that are told vaguely need no programme."""
        self.open = [place for place in self.open[bounded:] if not self._is_vague(place)]

    def interval(self, place: int) -> Interval:
        """Ends of the mean answer."""
        n = self._system.n[self.wanted[place]]
        low, high = self._system.inward(*self._ends[:, place].tolist())
        return low / n, high / n

    def _is_vague(self, place: int) -> bool:
        low, high = self._ends[:, place]
        if self._system.is_whole and np.ceil(low - SLACK) > np.floor(high + SLACK):
            return False  # no whole number is seen between them, and one that is beyond might be the only one
        return self._width(*self.interval(place)) >= self._vague


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
