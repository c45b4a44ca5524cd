"""Why a figure is missing, in the reader's words: what the table `not_estimable` says, beside the dash."""

import re

from competing_values.report.language import N_, Language

#: What estimates say, as messages.
REASONS = (
    N_("nobody answered"),
    N_("protected"),
    N_("all weights are zero"),
    N_("one answer has no spread"),
    N_("one answer has all the weight"),
    N_("the differences do not vary"),
    N_("nobody answered all that a profile needs"),
    N_("no sector has a mean"),
    N_("a factor needs three items"),
    N_("a scale needs two items"),
    N_("a variable does not vary"),
    N_("a variable is missing or does not vary"),
    N_("an item does not vary"),
    N_("the sum of the items does not vary"),
    N_("fewer than two respondents"),
    N_("fewer than two groups have answers, or all answers are equal"),
    N_("fewer than two groups have two respondents"),
    N_("fewer than two groups have two respondents and some variance"),
    N_("fewer than two groups, or no group with two respondents"),
    N_("fewer than two groups, or two categories, have answers"),
    N_("nothing varies within groups, or between them"),
    N_("some items were not answered by two respondents together"),
    N_("the correlations are not positive definite: some items repeat others"),
    N_("the covariance is missing"),
    N_("the covariance is singular: some variables follow from others"),
    N_("the pairwise covariance is not positive semi-definite"),
    N_("the covariance of the means is not positive semi-definite"),
    N_("a mean is missing, or has no degrees of freedom"),
    N_("a mean or its error is missing"),
    N_("fewer than two groups have errors that the design can tell"),
    N_("the covariance of the means is singular"),
    N_("the difference has no error that could be told"),
    N_("a variance or covariance of the means is missing: too few answers"),
    N_("a wave has fewer than two answers, or no variance"),
    N_("a group has fewer than two answers"),
    N_("fewer than two respondents of a group count, or nothing varies"),
    N_("nobody asks so many respondents as this difference needs"),
    N_("the items have no factor in common"),
    N_("the predictors are collinear"),
    N_("too few respondents for this many variables"),
    N_("R² may be 0: no ranking of what explains nothing"),
)
#: What estimates say with numbers, or with words of the machine: its pattern, and the message.
WITH_VALUES = {
    r"(?P<n>\d+) respondents are too few for (?P<k>\d+) (?:predictors|variables)": N_(
        "{n} respondents are too few for {k} variables"
    ),
    r"without (?P<left>\d+) of (?P<groups>\d+) groups: too few answers, or no variance": N_(
        "without {left} of {groups} groups: too few answers, or no variance"
    ),
    r"the design leaves (?P<df>.+) degrees of freedom for (?P<k>\d+) (?:predictors|comparisons)": N_(
        "the design leaves {df} degrees of freedom, too few for {k} comparisons"
    ),
    r"it could not be computed: .*": N_("it could not be computed"),
}


def told(language: Language, reason: str) -> str:
    """Reasons in the reader's language; what is not known stays as it is."""
    return "; ".join(_told(language, one) for one in reason.split("; "))


def _told(language: Language, reason: str) -> str:
    for pattern, message in WITH_VALUES.items():
        if found := re.fullmatch(pattern, reason):
            return language.gettext(message, **found.groupdict())
    return language.gettext(reason) if reason in REASONS else reason
