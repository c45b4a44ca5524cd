"""Mistakes of the user, told in words."""


class UserError(Exception):
    """Something that the user can mend.

    The message says what is wrong, where (as the user's own program numbers it), what was expected and how to
    mend it. It is shown as it is, without a traceback.
    """


class NotEstimableError(ValueError):
    """A statistic that the data cannot give; the message is the reason, as a reader of the tables sees it."""
