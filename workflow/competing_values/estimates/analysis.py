"""What is estimated, and how: the questionnaire, the breakdowns that are reported, and the settings of statistics."""

from dataclasses import dataclass, replace

from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument


@dataclass(frozen=True)
class Analysis:
    """What every topic of estimates is given beside the cells of a source.

    Attributes
    ----------
    instrument
        The questionnaire, of one source without what nobody in it answered.
    breakdowns
        Breakdowns to report.
    statistics
        Level of intervals, adjustment of p, seed.
    """

    instrument: Instrument
    breakdowns: list[str]
    statistics: Statistics

    def answered(self, names: set[str]) -> "Analysis":
        """The same, without what nobody answered."""
        return replace(self, instrument=self.instrument.answered(names))
