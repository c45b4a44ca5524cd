"""Figures and tables of a wave in one file, to take away."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The earliest time that such a file can tell: equal figures and tables are equal bytes.
EARLIEST = (1980, 1, 1, 0, 0, 0)
#: Endings of what is taken: drawings, data and their description; `study.json` is for programs.
TAKEN = {".svg", ".png", ".csv", ".md"}


def write(target: Path, **folders: Path) -> None:
    """Write all figures and tables of some folders, each under its name, as a ZIP file.

    Parameters
    ----------
    target
        The file.
    folders
        name inside the file: folder.
    """
    with ZipFile(target, "w") as archive:
        for name, folder in sorted(folders.items()):
            for path in sorted(path for path in folder.rglob("*") if path.suffix in TAKEN):
                entry = ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", EARLIEST)
                entry.compress_type = ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
