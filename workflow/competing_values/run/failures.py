"""What a failed run tells its user: the messages of all failed jobs, as the last thing on the terminal."""

import atexit
import sys
from collections.abc import Iterator
from pathlib import Path


def forget_messages(results: str) -> None:
    """Remove the messages of an earlier run."""
    for message in _messages(results):
        message.unlink()


def show_messages(results: str) -> None:
    """Print the messages at the end of the process, since Snakemake itself prints after `onerror`."""
    texts = [message.read_text(encoding="utf-8").strip() for message in _messages(results)]
    atexit.register(sys.stderr.write, "\n" + "\n\n".join(texts) + "\n" if texts else "")


def _messages(results: str) -> Iterator[Path]:
    return iter(sorted(Path(results).glob("**/logs/*.error")))
