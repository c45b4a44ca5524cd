"""How far a run is, a line every ten seconds, and about how long the rest takes, by the times of earlier runs."""

import json
import logging
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from statistics import fmean
from time import monotonic

from snakemake_interface_logger_plugins.common import LogEvent

#: Seconds between two lines.
EVERY = 10.0


class Progress(logging.Handler):
    """Listens to what Snakemake says of its jobs, and tells how far they are.

    Parameters
    ----------
    times
        Where the seconds of each job of earlier runs are kept: a JSON file, which need not be there.
    """

    def __init__(self, times: Path) -> None:
        super().__init__()
        self._times, self._cores = times.absolute(), 1
        self._earlier: dict[str, float] = {}
        with suppress(OSError, ValueError):
            self._earlier = json.loads(times.read_text(encoding="utf-8"))
        self._planned: Counter[str] = Counter()
        self._names: dict[int, str] = {}
        self._began: dict[int, float] = {}
        self._took: dict[str, float] = {}
        self._start = monotonic()
        self._done = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Note what a message of Snakemake tells of the jobs."""
        told = vars(record)
        match told.get("event"):
            case LogEvent.RUN_INFO:
                stats = {rule: count for rule, count in told["stats"].items() if rule not in {"total", "all"}}
                self._planned = Counter(stats)
            case LogEvent.JOB_INFO:
                self._names[told["jobid"]] = " ".join([told["rule_name"], *dict(told.get("wildcards") or {}).values()])
                self._began[told["jobid"]] = monotonic()
            case LogEvent.JOB_FINISHED if told["job_id"] in self._began:
                began = self._began.pop(told["job_id"])
                self._took[self._names[told["job_id"]]] = round(monotonic() - began, 1)

    def begin(self, cores: int) -> None:
        """Say a line every ten seconds from now on, in a thread of its own; so many jobs are at work at once."""
        self._cores = cores

        def work() -> None:
            while not self._done.wait(EVERY):
                sys.stderr.write(f"{self.line()}\n")
                sys.stderr.flush()

        threading.Thread(target=work, daemon=True).start()

    def end(self) -> str:
        """Say no more, keep the times of the jobs that were done, and return how long the run took."""
        self._done.set()
        with suppress(OSError):  # a run does not fail for its times
            self._times.parent.mkdir(parents=True, exist_ok=True)
            self._times.write_text(
                json.dumps(self._earlier | self._took, ensure_ascii=False, indent=1), encoding="utf-8"
            )
        return duration(monotonic() - self._start)

    def line(self) -> str:
        """What is done, what is at work, and about how long the rest takes."""
        now = monotonic()
        at_work = ", ".join(f"{self._names[job]} ({duration(now - began)})" for job, began in [*self._began.items()])
        done, planned = len(self._took), sum(self._planned.values())
        rest = self._rest(now)
        told = "no earlier run tells how long the rest takes" if rest is None else f"about {duration(rest)} are left"
        return (
            f"{duration(now - self._start)}: {done} of {planned} jobs are done; at work: {at_work or 'none'}; {told}."
        )

    def _rest(self, now: float) -> float | None:
        """Seconds until all jobs are done: their sum over the cores, and no less than the longest; none: unknown."""
        known = {**self._earlier, **self._took}
        by_rule: dict[str, list[float]] = {}
        for name, seconds in known.items():
            by_rule.setdefault(name.split()[0], []).append(seconds)
        started = Counter(name.split()[0] for name in self._names.values())
        waiting = self._planned - started
        if not {*waiting, *(self._names[job].split()[0] for job in self._began)} <= set(by_rule):
            return None
        left = [
            max(0.0, known.get(self._names[job], fmean(by_rule[self._names[job].split()[0]])) - (now - began))
            for job, began in [*self._began.items()]
        ]
        left += [fmean(by_rule[rule]) for rule, count in waiting.items() for _ in range(count)]
        return max([sum(left) / self._cores, *left], default=0.0)


def duration(seconds: float) -> str:
    """A time as one says it."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
