"""Cells of typed files as text; for the converting process only."""

import datetime
from pathlib import Path
from typing import Any


def text_of(cell: Any, decimal: str) -> str:
    """A cell as a person would write it: whole numbers without decimals, times as ISO 8601."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return "" if cell != cell else f"{cell:.15g}".replace(".", decimal)  # noqa: PLR0124
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def advice(path: Path) -> str:
    """What to do with a file that is not what its name says."""
    start = path.read_bytes()[:200].lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return "It is a web page or XML under another name: open it in a spreadsheet program and save it as xlsx."
    return "Open it in the program that made it and save it again, or correct `format`."
