"""What can go wrong: mistakes of the user, told in words; what data cannot give; faults of the program."""


class UserError(Exception):
    """Something that the user can mend.

    The message says what is wrong, where (as the user's own program numbers it), what was expected and how to
    mend it. It is shown as it is, without a traceback.
    """


class NotEstimableError(ValueError):
    """A statistic that the data cannot give; the message is the reason, as a reader of the tables sees it."""


class ContractError(ValueError):
    """A table that is not what `tables.declared` says: a fault of the program, which names table and column."""
