"""What a failed run tells its user: the messages of all failed jobs, as the last thing on the terminal."""

import atexit
import sys
from collections.abc import Iterator
from pathlib import Path

#: How many reasons of a rerun are shown.
SHOWN = 10


def forget_messages(results: str) -> None:
    """Remove the messages of an earlier run."""
    for message in _messages(results):
        message.unlink()


def show_messages(results: str) -> None:
    """Print the messages at the end of the process, since Snakemake itself prints after `onerror`."""
    texts = [message.read_text(encoding="utf-8").strip() for message in _messages(results)]
    atexit.register(sys.stderr.write, "\n" + "\n\n".join(texts) + "\n" if texts else "")


def show_discarded(reasons: list[str]) -> None:
    """Say at the beginning of a run why finished work is done again."""
    if reasons:
        more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
        told = "".join(f"  {reason}\n" for reason in [*reasons[:SHOWN], *more])
        sys.stderr.write(f"What stands on these files is made anew:\n{told}")


def _messages(results: str) -> Iterator[Path]:
    return iter(sorted(Path(results).glob("**/logs/*.error")))
