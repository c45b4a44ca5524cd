"""What published figures disclose of items that are not published, and which items must be hidden for it.

Each rule `told_…` says of which published items, in which groups, figures would tell what fewer than `min_cell` people
answered, or what the members of a hidden group did. Whether it is told is a matter of figures: every published figure
is rounded, so that a difference of published sums is known within bounds (`leeway`). Only where these are
narrower than `width` of the scale is more hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from competing_values.aggregates.protection import leeway
from competing_values.aggregates.protection.published import (
    WHOLE,
    Bools,
    Floats,
    Joint,
    Labels,
    Limits,
    Published,
    Source,
    nearly_same,
)
from competing_values.study.names import ALL

#: Where groups stand in several equations, bounds up to so many times `width` are looked at in all of them at once.
CLOSE = 2

#: Why an item is hidden of a group: not for another's sake, for that of another item, or of a group that was hidden
#: beside others; a number from 0 on: for the sake of what is left of that equation.
NO_GUARD, GUARD, GUARD_TOO = -1, -2, -3


class Equation(NamedTuple):
    """Published cells that others are taken from, those others, and how many people are only in the one or the other."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    only_plus: float
    only_minus: float


def totals(published: Published) -> Iterator[Equation]:
    """The whole less the groups of each breakdown: who stated no group, or answered in a group where it is hidden."""
    for b in dict.fromkeys(of for of, _ in published.cells if of != ALL):
        groups = tuple(k for k, (of, _) in enumerate(published.cells) if of == b)
        yield Equation((0,), groups, published.size[0] - published.size[[*groups]].sum(), 0)


def between_breakdowns(published: Published, joint: Joint, labels: Labels, min_cell: int) -> list[Equation]:
    """Groups of one breakdown less those of another that lie within them, all but a few people.

    By membership: each group less all that lie within it, and sets of groups that cover the same people.
    """
    at = {b: [k for k, (of, _) in enumerate(published.cells) if of == b] for b in labels}
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], Equation] = {}
    for a, b in permutations(labels, 2):
        n, size_a, size_b = joint.of(a, b, labels, published.cells), published.size[at[a]], published.size[at[b]]
        sides = [
            ([k], np.flatnonzero((n[:, k] > 0) & (size_a - n[:, k] < outside)))
            for k in range(len(size_b))
            for outside in (1, min_cell)
        ]
        for parents, children in [*sides, *_covers(n, min_cell)]:
            within = n[children][:, parents].sum()
            plus, minus = tuple(at[b][k] for k in parents), tuple(at[a][k] for k in children)
            only_plus, only_minus = size_b[parents].sum() - within, size_a[children].sum() - within
            if only_plus < only_minus:
                plus, minus, only_plus, only_minus = minus, plus, only_minus, only_plus
            if plus and minus and only_minus < min_cell:
                found[plus, minus] = Equation(plus, minus, only_plus, only_minus)
    return [*found.values()]


def _covers(n: Floats, min_cell: int) -> Iterator[tuple[list[int], NDArray[np.intp]]]:
    """Sets of groups of two breakdowns that hold the same people, but for overlaps of fewer than `min_cell`."""
    left = set(range(n.shape[1]))
    while left:
        parents: list[int] = [min(left)]
        before: list[int] = []
        while parents != before:
            children = np.flatnonzero((n[:, parents] >= min_cell).any(axis=1))
            before, parents = (
                parents,
                sorted({*parents, *np.flatnonzero((n[children] >= min_cell).any(axis=0)).tolist()}),
            )
        left -= set(parents)
        if len(parents) > 1:
            yield parents, children


def few_answers(published: Published, min_cell: int) -> Bools:
    """Items that at least `min_cell` of a group answered: the others are hidden in it, and the group stays."""
    return published.n >= min_cell


def told_by_the_rest(
    published: Published, equation: Equation, system: Sequence[Equation], shown: Bools, guards: Bools, limits: Limits
) -> Bools:
    """Items of which published groups tell, by subtraction, what few people answered, or many who answered the same.

    Parameters
    ----------
    published, shown
        Groups, and which items are published of each: groups × items.
    equation
        What is taken from what.
    system
        All equations that hold at the same time, for the linear programmes.
    guards
        Items that are hidden of a group for another's sake: that they are told here would undo it.
    """
    source = published.source
    plus, minus = [*equation.plus], [*equation.minus]
    asked = np.asarray(shown[plus].all(axis=0))
    n = published.n[plus].sum(axis=0) - np.where(shown[minus], published.n[minus], 0).sum(axis=0)
    few = _is_few(equation, n, shown, limits.min_cell)
    alone = (~shown[minus] & (published.n[minus] >= limits.min_cell)).sum(axis=0) == 1
    guarded = alone & (guards[minus] & ~shown[minus]).any(axis=0)
    most = _is_most_of(published.n[minus], n, shown[minus], limits)
    candidates = asked & (few | guarded | most | _rest_is_same(published, equation, shown))
    figures = np.flatnonzero(asked[source.item_of])
    told = np.zeros(len(candidates), dtype=bool)
    if not len(figures) and not candidates.any():
        return told
    is_shown = shown[:, source.item_of]
    left = {weights: leeway.rest(plus, minus, sums, is_shown) for weights, sums in published.figures.items()}
    few_figures = _is_few(equation, left["none"].n, is_shown, limits.min_cell) | candidates[source.item_of]
    is_left = (left["none"].n > leeway.TOLERANCE) | bool(equation.only_minus)
    wanted = asked[source.item_of] & few_figures & is_left
    linked = any(not set(minus).isdisjoint((*other.plus, *other.minus)) for other in system if other != equation)
    narrow = wanted & (_width(left, equation, published) < limits.width * (CLOSE if linked else 1))
    if equation.only_minus:
        narrow &= _width(left, equation, published) < limits.width
    else:
        by_itself = {weights: leeway.with_totals(left[weights], plus, published.figures[weights]) for weights in left}
        undecided = narrow & ~(_width(by_itself, equation, published) < limits.width)
        asked_for = [_Asked.of_figure(published, equation, shown, int(k)) for k in np.flatnonzero(undecided)]
        narrow[undecided] = _widths_in_all(system, asked_for) < limits.width
    told[source.item_of[narrow]] = True
    told |= _told_by_shares(published, equation, system, shown, candidates, limits) & asked
    return told


def _told_by_shares(
    published: Published,
    equation: Equation,
    system: Sequence[Equation],
    shown: Bools,
    candidates: Bools,
    limits: Limits,
) -> Bools:
    """Items of which the shares of published groups tell how few people, or one of `candidates`, answered."""
    plus, minus = [*equation.plus], [*equation.minus]
    told = np.zeros(shown.shape[1], dtype=bool)
    of_share = [item for item, _, _ in published.shares]
    n = published.answered[plus].sum(axis=0)
    n = n - np.where(shown[minus][:, of_share], published.answered[minus], 0).sum(axis=0)
    few = _is_few(equation, n, shown[:, of_share], limits.min_cell) | candidates[of_share]
    for k in np.flatnonzero(few & np.asarray(shown[plus].all(axis=0))[of_share]):
        item, spans, sums = published.shares[k]
        is_shown = np.broadcast_to(shown[:, [item]], sums["none"].n.shape)
        left = {weights: leeway.rest(plus, minus, part, is_shown) for weights, part in sums.items()}
        if min(leeway.width_of_shares(part, spans) for part in left.values()) >= limits.width:
            continue
        by_itself = (leeway.with_totals(left[weights], plus, sums[weights]) for weights in left)
        if equation.only_minus or min(leeway.width_of_shares(part, spans) for part in by_itself) < limits.width:
            told[item] = True
        else:
            questions = [_Asked.of_answer(published, equation, shown, int(k), answer) for answer in range(len(spans))]
            widths = _widths_in_all(system, questions)
            most = int(left["none"].total.argmax())
            moved = min(widths[most], np.delete(widths, most).sum())
            told[item] |= bool(moved + leeway.width_of_classes(left["none"], spans) < limits.width)
    return told


def _is_most_of(answered: Floats, left: Floats, shown: Bools, limits: Limits) -> Bools:
    """Whether few of a hidden group are nearly all who are left: the others cannot hide them, whatever they answered."""
    few = ~shown & (answered > 0) & (answered < limits.min_cell)
    return np.asarray((few & (left - answered < limits.width * answered)).any(axis=0))


def _is_few(equation: Equation, n: Floats, shown: Bools, min_cell: int) -> Bools:
    """Whether fewer than `min_cell` people are left; with people on both sides, whether these are."""
    if not equation.only_minus:
        return np.asarray((n > leeway.TOLERANCE) & (n < min_cell))
    return np.array(shown[[*equation.minus]].all(axis=0) & (equation.only_plus + equation.only_minus < min_cell))


def _rest_is_same(published: Published, equation: Equation, shown: Bools) -> Bools:
    """Whether those who are left answered (nearly) the same: a group whose item is hidden must not be told by others."""
    found = np.zeros(shown.shape[1], dtype=bool)
    for item, counts in published.counts:
        taken = np.where(shown[[*equation.minus]][:, [item]], counts[[*equation.minus]], 0).sum(axis=0)
        found[item] |= bool(nearly_same((counts[[*equation.plus]].sum(axis=0) - taken)[None]).any())
    return np.asarray(found & (not equation.only_minus))


def _width(left: Mapping[str, leeway.Sums], equation: Equation, published: Published) -> Floats:
    """Width of the bounds of each mean of a rest, as a share of the scale, by what is published in all weights."""
    if equation.only_minus:
        one, other = leeway.widths_of_both(left["none"], equation.only_minus, published.low, published.high)
        return np.fmin(one, other)
    sides = [leeway.widths_of_means(sums, published.low, published.high) for sums in left.values()]
    below, above = (np.fmin.reduce([side[k] for side in sides]) for k in (0, 1))
    return np.asarray(below + above)


class _Asked(NamedTuple):
    """What an attacker asks: the mean of a rest with some hidden groups, of a figure in all weights, on its scale."""

    equation: Equation
    hidden: list[int]
    item: int
    sums: list[leeway.Sums]
    is_shown: Bools
    low: float
    high: float

    @classmethod
    def of_figure(cls, published: Published, equation: Equation, shown: Bools, figure: int) -> "_Asked":
        """The mean of a rest, all that is hidden of it included."""
        item = int(published.source.item_of[figure])
        hidden = [cell for cell in equation.minus if not shown[cell, item]]
        sums = [leeway.Sums(*(np.nan_to_num(v[:, figure]) for v in part)) for part in published.figures.values()]
        scale = float(published.low[figure]), float(published.high[figure])
        return cls(equation, hidden, item, sums, shown[:, item], *scale)

    @classmethod
    def of_answer(cls, published: Published, equation: Equation, shown: Bools, share: int, answer: int) -> "_Asked":
        """The share of an answer in a rest."""
        item, _, parts = published.shares[share]
        hidden = [cell for cell in equation.minus if not shown[cell, item]]
        sums = [leeway.Sums(*(values[:, answer] for values in part)) for part in parts.values()]
        return cls(equation, hidden, item, sums, shown[:, item], 0.0, 1.0)


def _widths_in_all(system: Sequence[Equation], questions: Sequence[_Asked]) -> Floats:
    """Widths of what is asked, as shares of the scale, by linear programmes over all published groups.

    Parameters
    ----------
    system
        All equations that hold at the same time.
    """
    if not questions or len(system) == 1:  # one equation tells no more than it did by itself
        return np.full(len(questions), np.inf)
    known = [equation for equation in system if not equation.only_minus]
    asked = [
        leeway.Question(known.index(one.equation), one.hidden, sums, one.is_shown, one.low, one.high)
        for one in questions
        for sums in one.sums
    ]
    widths = leeway.exact_widths([(equation.plus, equation.minus) for equation in known], asked)
    return np.asarray(widths.reshape(len(questions), -1).min(axis=1))


def told_all_the_same(
    published: Published,
    system: Sequence[Equation],
    shown: Bools,
    secret: Bools,
    guard: NDArray[np.int_],
    limits: Limits,
) -> Bools:
    """Published items that undo the protection of another group: what was hidden beside it is told by them.

    A group hidden beside another in one equation may follow from the groups that it is made of, or that it lies in.
    """
    told = np.zeros_like(shown)
    kept = sorted({(int(item), int(guard[cell, item])) for cell, item in np.argwhere(guard >= 0)})
    questions = [
        _Asked.of_figure(published, system[k], shown, figure)._replace(
            hidden=[cell for cell in system[k].minus if secret[cell, item] and published.n[cell, item] > 0]
        )
        for item, k in kept
        if not system[k].only_minus
        for figure in _figures_of(published.source, item)
    ]
    narrow = _widths_in_all(system, questions) < limits.width
    undone = {(one.item, one.equation) for one, is_narrow in zip(questions, narrow, strict=True) if is_narrow}
    for item, k in kept:
        asked = system[k]
        if (item, asked) not in undone:
            continue
        beside = np.flatnonzero(guard[:, item] == k)
        linked = {
            cell
            for n, equation in enumerate(system)
            if n != k and not set(beside).isdisjoint((*equation.plus, *equation.minus))
            for cell in (*equation.plus, *equation.minus)
            if shown[cell, item] and published.cells[cell] != WHOLE
        }
        linked |= {cell for cell in (*asked.minus, *asked.plus) if shown[cell, item]} if not linked else set()
        if linked:
            told[min(linked, key=lambda cell: (published.n[cell, item], published.cells[cell])), item] = True
    return told


def told_by_others(source: Source, shown: Bools) -> Bools:
    """Items that would tell a hidden one: gap and preferred give now. What nobody was asked is not hidden."""
    most = np.where(np.isinf(source.n), 0, source.n).max(axis=0)
    place = {item.name: k for k, item in enumerate(source.items) if most[k] > 0}
    told = np.zeros_like(shown)
    for k, item in enumerate(source.items):
        needed = [place[name] for name in item.needs if name in place]
        told[:, k] = shown[:, k] & ~shown[:, needed].all(axis=1)
    return told


def told_by_bases(published: Published, shown: Bools, limits: Limits) -> Bools:
    """Gaps that tell, with the two profiles, of the few who gave only one of them.

    Preferred less now of all who gave each, less the gaps of those who gave both, is what is left of the few: the one
    side's answers less the other's: hidden ones, where the other side's are few, too. Where bases differ by fewer than
    `min_cell`, tables show now and preferred of the profile beside a gap (`tables.precision.Gap`), so that they are not
    told one by one.
    """
    source = published.source
    place = {item.name: k for k, item in enumerate(source.items)}
    told = np.zeros_like(shown)
    for k, item in enumerate(source.items):
        if item.gap_of:
            sides = [_figures_of(source, place[name]) for name in item.gap_of]
            gaps = _figures_of(source, k)[2::3]
            for now, preferred, own in zip(*sides, gaps, strict=True):
                sums = published.figures["none"]
                room = np.nan_to_num((sums.below + sums.above)[:, [now, preferred, own]]).sum(axis=1)
                only = [sums.n[:, side] - sums.n[:, own] for side in (now, preferred)]
                scale = published.high[now] - published.low[now]
                for few, others in (only, only[::-1]):
                    hidden = np.where(others < limits.min_cell, others, 0)
                    width = (room / scale + hidden) / np.where(few > 0, few, np.nan)
                    told[:, k] |= (
                        shown[:, k] & (few > leeway.TOLERANCE) & (few < limits.min_cell) & (width < limits.width)
                    )
    return told


def _figures_of(source: Source, item: int) -> list[int]:
    """Positions of the figures of an item."""
    return [int(k) for k in np.flatnonzero(source.item_of == item)]


def told_by_parts(published: Published, shown: Bools, secret: Bools, limits: Limits) -> Bools:
    """Parts of a mean that would tell a secret one of them, or the few answers of those who did not answer them all.

    k × the sum of the means less the sums of the k parts is nothing for who answered all; who left some out, or has no
    mean, is left. So is a part that is hidden. With one more part hidden, that of the fewest answers, neither is told;
    where there are but two parts, the mean itself is hidden.
    """
    source = published.source
    place = {item.name: k for k, item in enumerate(source.items)}
    told = np.zeros_like(shown)
    for k, item in enumerate(source.items):
        parts = [place[name] for name in item.mean_of if (published.n[:, place[name]] > 0).any()]
        if not parts:
            continue
        narrow = shown[:, k] & _tells_parts(published, k, parts, shown, secret, limits)
        for row in np.flatnonzero(narrow):
            left = [part for part in parts if shown[row, part]]
            fewest = min(left, key=lambda part: (published.n[row, part], source.items[part].name))
            told[row, k if len(left) <= 2 else fewest] = True
    return told


def _tells_parts(
    published: Published, mean: int, parts: list[int], shown: Bools, secret: Bools, limits: Limits
) -> Bools:
    """Groups where a mean and its published parts tell a secret part, or the answers of few."""
    source, sums = published.source, published.figures["none"]
    room = np.nan_to_num(sums.below + sums.above)
    columns = [_figures_of(source, part) for part in parts]
    k, is_shown = len(parts), shown[:, parts]
    found = np.zeros(len(shown), dtype=bool)
    for own, of_parts in zip(_figures_of(source, mean), zip(*columns, strict=True), strict=True):
        n = sums.n[:, of_parts]
        answers = np.abs(k * sums.n[:, own] - n.sum(axis=1))
        few = is_shown.all(axis=1) & (answers > leeway.TOLERANCE) & (answers < limits.min_cell)
        one = (~is_shown).sum(axis=1) == 1
        alone = one & (secret[:, parts] & ~is_shown).any(axis=1)
        asked = np.where(few, answers, np.where(alone, np.where(is_shown, 0, n).max(axis=1), 0))
        known = np.where(is_shown, room[:, of_parts], 0).sum(axis=1) + k * room[:, own]
        scale = published.high[own] - published.low[own]
        found |= (asked > leeway.TOLERANCE) & (known < limits.width * scale * asked)
    return found


def told_by_earlier(published: Published, labels: Labels, before: Published, shown: Bools, limits: Limits) -> Bools:
    """Items of groups that an earlier wave published with a few people more or less, who are told by the difference.

    As if nobody else had changed his answers: so an insider may know it of a panel. Samples that are drawn anew are
    declared independent, and no earlier waves are given.
    """
    told = np.zeros_like(shown)
    for row, (b, group) in enumerate(published.cells):
        parts = [g for g, label in labels.get(b, {}).items() if label == group]
        pairs = {
            tuple(k for k, cell in enumerate(before.cells) if cell in cells)
            for cells in ({(b, group)}, {(b, g) for g in parts})
        }
        for same in pairs - {()}:
            told[row] |= shown[row] & _moved(published, row, before, [*same], limits)
    return told


def _moved(now: Published, row: int, before: Published, same: list[int], limits: Limits) -> Bools:
    """Items of a published group that tell, with an earlier wave's groups of the same people, of those who moved."""
    told = np.zeros(now.n.shape[1], dtype=bool)
    earlier = before.figures["none"]
    known = (earlier.n[same] >= limits.min_cell).all(axis=0) & ~np.isnan(earlier.below[same]).any(axis=0)
    sums = now.figures["none"]
    sign = np.sign(sums.n[row] - earlier.n[same].sum(axis=0))
    n = np.abs(sums.n[row] - earlier.n[same].sum(axis=0))
    below, above = earlier.below[same].sum(axis=0), earlier.above[same].sum(axis=0)
    total = sign * (sums.total[row] - earlier.total[same].sum(axis=0))
    left = leeway.Sums(n, n, total, np.where(sign > 0, above, below), np.where(sign > 0, below, above))
    width = sum(leeway.widths_of_means(left, now.low, now.high))
    narrow = known & (n > leeway.TOLERANCE) & (n < limits.min_cell) & (width < limits.width)
    np.logical_or.at(told, now.source.item_of, narrow)
    for (item, spans, one), (_, _, other) in zip(now.shares, before.shares, strict=True):
        moved = one["none"].n[row, 0] - other["none"].n[same, 0].sum()
        if 0 < abs(moved) < limits.min_cell and (other["none"].n[same, 0] >= limits.min_cell).all():
            direction = np.sign(moved)
            ends = [getattr(other["none"], side)[same].sum(axis=0) for side in ("above", "below")]
            change = direction * (one["none"].total[row] - other["none"].total[same].sum(axis=0))
            people = np.full(len(spans), abs(moved))
            rest = leeway.Sums(people, people, change, *(ends if direction > 0 else ends[::-1]))
            told[item] |= leeway.width_of_shares(rest, spans) < limits.width
    return told


def _smallest_shown(published: Published, equation: Equation, shown: Bools, item: int) -> int | None:
    """The published group of an equation where hiding an item costs least."""
    groups = [k for k in equation.minus if shown[k, item]]
    return min(groups, key=lambda k: (published.n[k, item], published.cells[k]), default=None)


def items_shown(
    published: Published, joint: Joint, labels: Labels, before: Sequence[Published], limits: Limits
) -> tuple[Bools, list[tuple[int, int, str]]]:
    """Which items are published of each group, and the rule that hid each of the others (group, item, rule)."""
    record: list[tuple[int, int, str]] = []
    shown = np.ones_like(published.same)

    def hide(told: Bools, rule: str) -> None:
        hidden = np.argwhere(told & shown & (published.n > 0) & (published.size[:, None] >= limits.min_cell))
        record.extend((int(row), int(item), rule) for row, item in hidden)
        shown[told] = False

    hide(~few_answers(published, limits.min_cell), "few_answers")
    hide(published.same, "unanimity")
    secret, guard = ~shown, np.full(shown.shape, NO_GUARD)
    equations = [*totals(published), *between_breakdowns(published, joint, labels, limits.min_cell)]
    looked_at: dict[int, bytes] = {}
    verified = ~shown
    for wave in before:
        hide(told_by_earlier(published, labels, wave, shown, limits), "earlier_wave")
    while True:
        hidden = shown.sum()
        hide(told_by_others(published.source, shown), "difference")
        hide(told_by_bases(published, shown, limits), "difference")
        told = told_by_parts(published, shown, secret, limits)
        guard[told] = GUARD
        hide(told, "difference")
        for k, equation in enumerate(equations):
            involved = shown[[*equation.plus, *equation.minus]].tobytes()
            if looked_at.get(k) == involved:
                continue  # less is published of the others than when nothing was told
            looked_at[k] = involved
            told = np.zeros_like(shown)
            found = told_by_the_rest(published, equation, equations, shown, guard == GUARD, limits)
            for item in np.flatnonzero(found):
                row = _smallest_shown(published, equation, shown, int(item))
                told[equation.plus[0] if row is None else row, item] = True
            guard[told] = k
            hide(told, "difference")
        if shown.sum() == hidden:
            changed = (shown != verified).any(axis=0)
            told = told_all_the_same(published, equations, shown, secret, np.where(changed, guard, NO_GUARD), limits)
            verified = shown.copy()
            guard[told] = GUARD_TOO
            hide(told, "difference")
        if shown.sum() == hidden:
            return shown, record
