"""Which groups of a breakdown are published: its partition, in which small groups are merged into *other groups*.

Who did not state a group is no group of the partition: one blank of a thousand must not cost a group.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from competing_values.aggregates.protection.published import Bools, Cell, Joint, Limits, Published, Source
from competing_values.aggregates.protection.telling import between_breakdowns, few_answers, told_by_the_rest
from competing_values.study.names import MISSING, OTHER


def threshold(sizes: Mapping[str, int], min_cell: int) -> dict[str, str]:
    """Groups under the threshold become *other groups*: fewer than `min_cell` respondents, no figure."""
    return {group: OTHER if n < min_cell else group for group, n in sizes.items()}


def smallest_beside(sizes: Mapping[str, int], labels: Mapping[str, str], siblings: Collection[str] = ()) -> str | None:
    """The group that joins *other groups* where these are too few: the smallest, of the same parent if there is one.

    Within the parent, since the parent less its other groups would tell the small ones. None where none is left.
    """
    published = [group for group, label in labels.items() if label != OTHER]
    return min(published, key=lambda group: (group not in siblings, sizes[group], group), default=None)


def are_enough(sizes: Mapping[str, int], labels: Mapping[str, str], limits: Limits) -> bool:
    """Whether *other groups* hide each of the small ones among them.

    They are at least `min_cell` people, and beside the largest small group there are so many others that its mean is not
    known within `width` of the scale, whatever is known of all of them.
    """
    others = [sizes[group] for group, label in labels.items() if label == OTHER]
    largest = max((n for n in others if n < limits.min_cell), default=0)
    return not others or (sum(others) >= limits.min_cell and sum(others) - largest >= limits.width * largest)


def margin(sizes: Mapping[str, int], limits: Limits) -> dict[str, str]:
    """Groups of a breakdown that is not reported: published as margins alone."""
    labels = threshold(sizes, limits.min_cell)
    while not are_enough(sizes, labels, limits):
        if (joined := smallest_beside(sizes, labels)) is None:
            return {}
        labels[joined] = OTHER
    return labels


class Partition:
    """Which groups of a source are published: starts at the threshold, and merges until nothing is told."""

    def __init__(self, source: Source, joint: Joint, breakdowns: Sequence[str], limits: Limits) -> None:
        self._source, self._joint, self._limits = source, joint, limits
        self.sizes = {b: source.groups(b) for b in breakdowns}
        self.labels = {b: threshold(sizes, limits.min_cell) for b, sizes in self.sizes.items()}
        self.record = [
            (b, group, "", "threshold") for b, labels in self.labels.items() for group, label in labels.items() if label == OTHER
        ]  # fmt: skip

    def merge(self, breakdown: str, groups: Collection[str], rule: str) -> None:
        """Merge groups into *other groups*."""
        self.labels[breakdown] |= dict.fromkeys(groups, OTHER)
        self.record += [(breakdown, group, "", rule) for group in sorted(groups)]

    def as_earlier(self, earlier: Collection[Cell]) -> None:
        """Groups that an earlier wave had among its *other groups*: the same people, until they are many more.

        The earlier *other groups* less those who are now among them would tell the group that left them. How many it
        had been is not known, but that it was under the threshold, or joined those who were.
        """
        for b, labels in self.labels.items():
            if (b, OTHER) in earlier:
                new = {group for group, label in labels.items() if label != OTHER and (b, group) not in earlier}
                few = {group for group in new if self.sizes[b][group] < 2 * self._limits.min_cell}
                if few:
                    self.merge(b, few, "earlier_wave")

    def settle(self) -> Published:
        """Merge until *other groups* are many, nothing is told by nesting, and each breakdown has two groups."""
        while True:
            self._leave_out()
            published = Published(self._source, self.labels, self._limits)
            if not self._complete() and not self._within_parent(published):
                return published

    def _leave_out(self) -> None:
        """A breakdown of one group is no comparison: the group would be the whole less a few."""
        for b in [b for b, labels in self.labels.items() if len(set(labels.values())) < 2]:
            if self.labels[b]:
                self.record.append((b, "", "", "breakdown"))
            del self.labels[b]

    def leave_out_empty(self, published: Published, shown: Bools) -> None:
        """Groups of which nothing is published, and breakdowns that have one group left."""
        empty = {cell for cell, own, n in zip(published.cells, shown, published.n, strict=True) if not own[n > 0].any()}
        for b, labels in self.labels.items():
            gone = [group for group, label in labels.items() if (b, label) in empty]
            self.record += [(b, labels[group], "", "nothing_left") for group in gone]
            self.labels[b] = {group: label for group, label in labels.items() if group not in gone}
        self._leave_out()

    def _complete(self) -> bool:
        """Where *other groups* do not hide those among them, the smallest group joins them."""
        for b, labels in self.labels.items():
            others = [group for group, label in labels.items() if label == OTHER]
            if not are_enough(self.sizes[b], labels, self._limits):
                siblings = {other for group in others for other in self._joint.siblings(b, group)}
                joined = smallest_beside(self.sizes[b], labels, siblings)
                if joined is not None:
                    self.merge(b, [joined], "merged")
                    return True
        return False

    def _within_parent(self, published: Published) -> bool:
        """Where a group less those within it tells of few people in most items, the smallest within joins the others.

        The finest breakdown gives way first: its groups lie within those of the others.
        """
        shown = few_answers(published, self._limits.min_cell) & ~published.same
        nobody = np.zeros_like(shown)
        found: dict[str, set[str]] = {}
        for equation in between_breakdowns(published, self._joint, self.labels, self._limits.min_cell):
            told = told_by_the_rest(published, equation, [equation], shown, nobody, self._limits)
            within = [k for k in equation.minus if published.cells[k][1] not in (OTHER, MISSING)]
            if within and 2 * told.sum() > shown[[*equation.plus]].all(axis=0).sum():
                b, group = published.cells[min(within, key=lambda k: (published.size[k], published.cells[k]))]
                found.setdefault(b, set()).add(group)
        if found:
            finest = max(found, key=lambda b: (len(self.labels[b]), b))
            self.merge(finest, found[finest], "merged")
        return bool(found)
