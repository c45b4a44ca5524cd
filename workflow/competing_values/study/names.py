"""Canonical names that follow from a questionnaire: parts of the OCAI, and what is derived from answers."""

TYPES = ("clan", "adhocracy", "market", "hierarchy")
#: Log-ratio balances of the four types: flexibility against stability, then within each of the two.
BALANCES = ("flexibility", "clan_over_adhocracy", "hierarchy_over_market")
NOW, PREFERRED, GAP = "now", "preferred", "gap"
OVERALL = "overall"
MISSING = "missing"
#: The group into which groups that may not be known are merged; no study may have one of this name.
OTHER = "other"
ALL = "all"
#: Versions of an estimate, by its weights: none, those of the sampling design, those raked to the population.
NONE, DESIGN, POPULATION = VERSIONS = ("none", "design", "population")
#: Who answered to the end, as the table `break_off` has them.
COMPLETED = "completed"
#: A division of respondents that is not asked for: whether their OCAI could be scored; and its two groups.
OCAI_SCORE, WITH_SCORE, WITHOUT_SCORE = "ocai_score", "with", "without"


def part(perspective: str, dimension: str, culture_type: str) -> str:
    """Name of an OCAI part: the points of one alternative, or of its mean over dimensions (`overall`)."""
    return f"{perspective}_{culture_type}" if dimension == OVERALL else f"{perspective}_{dimension}_{culture_type}"


def parts(perspective: str, dimension: str) -> list[str]:
    """The four OCAI parts that share the points of one dimension, in the order of `TYPES`."""
    return [part(perspective, dimension, culture_type) for culture_type in TYPES]


def gap(dimension: str, culture_type: str) -> str:
    """Name of the difference preferred − now."""
    return part(GAP, dimension, culture_type)


def balance(perspective: str, dimension: str, name: str, delta: str = "") -> str:
    """Name of a log-ratio balance; `delta` is one of `blocks.ocai.DELTAS`."""
    return f"{part(perspective, dimension, name)}{delta}"


def complete(outcome: str, name: str) -> str:
    """Name of a score, or of the outcome itself, over respondents who have them all."""
    return f"{outcome}__{name}"


def product(outcome: str, a: str, b: str) -> str:
    """Name of the product of two scores, or of the outcome, over respondents who have them all."""
    return f"{complete(outcome, a)}*{b}"
