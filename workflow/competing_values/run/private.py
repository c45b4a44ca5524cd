"""What of the results is confidential: the folder `private` of each wave, closed to other users of the machine."""

from pathlib import Path

PRIVATE = "private"


def close(path: Path) -> None:
    """Close the folder `private` above a path, which must be there."""
    for folder in path.parents:
        if folder.name == PRIVATE:
            folder.chmod(0o700)
