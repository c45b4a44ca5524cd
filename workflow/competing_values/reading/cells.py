"""Cells of typed files as text; for the converting process only."""

import datetime
import math
from pathlib import Path
from typing import Any

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
#: What a workbook with a password is called inside.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def text_of(cell: Any, decimal: str) -> str:
    """A cell as a person would write it: whole numbers without decimals, times as ISO 8601."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}".replace(".", decimal)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def advice(path: Path) -> str:
    """What to do with a file that is not what its name says."""
    content = path.read_bytes()
    start = content[:200].lstrip().lower()
    if ENCRYPTED in content:
        return "It has a password: save it without one."
    if start.startswith(OLD_WORKBOOK):
        return "It is an old workbook under another name: set `format: xls`."
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return "It is a web page or XML under another name: open it in a spreadsheet program and save it as xlsx."
    return "Open it in the program that made it and save it again, or correct `format`."
