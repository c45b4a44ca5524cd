"""Entries of typed files as text; for the converting process only."""

import datetime
import math
from pathlib import Path
from typing import Any

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
ARCHIVE = b"PK\x03\x04"
#: What is called so in an archive makes it a workbook of this format.
WITHIN = {b"xl/": "xlsx", b"content.xml": "ods"}
WEB_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"mime-version")
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
    if ENCRYPTED in content:
        return "It has a password: save it without one."
    if content[:200].lstrip().lower().startswith(WEB_PAGES):
        return "It is a web page or XML under another name: open it in a spreadsheet program and save it as xlsx."
    format_ = _format_of(content)
    if format_ == "zip":
        return "It is an archive without a workbook: unpack it, or save it again as a workbook."
    if format_ is None or path.suffix.lower() == f".{format_}":
        return "Open it in the program that made it and save it again, or correct `format`."
    return f"It is {format_} under another name: give it the suffix .{format_}, or set `format: {format_}`."


def _format_of(content: bytes) -> str | None:
    if content.startswith(OLD_WORKBOOK):
        return "xls"
    if content.startswith(ARCHIVE):
        return next((format_ for part, format_ in WITHIN.items() if part in content), "zip")
    return "csv" if b"\n" in content and b"\0" not in content else None
