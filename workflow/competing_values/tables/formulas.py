"""Text that a spreadsheet would run as a formula: made harmless in every published CSV file, and read back as it was.

An apostrophe before it does that. Where the comma is the decimal sign, spreadsheets part cells at semicolons whatever
the quotes say, so that a formula may also begin within a text.
"""

import re
from collections.abc import Callable

import pandas as pd
from pandas.api.types import is_numeric_dtype

#: Signs that begin a formula, also behind blanks and quotes; the last four where letters are as wide as high.
_FORMULA = r"""[\s"']*[=+\-@＝＋－＠]"""
UNSAFE = re.compile(rf"^(?={_FORMULA}|'*[\t\r\n])|(?<=[;\t\r\n])(?={_FORMULA})")
SAFE = re.compile(rf"^'(?={_FORMULA}|'*[\t\r\n])|(?<=[;\t\r\n])'(?={_FORMULA})")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?", re.IGNORECASE)


def inert(frame: pd.DataFrame) -> pd.DataFrame:
    """A table with an apostrophe before all text that would be run; numbers, negative ones too, stay as they are."""
    return _texts(frame, inert_text)


def inert_text(text: str) -> str:
    """A text with an apostrophe before it, where it would be run."""
    return text if NUMBER.fullmatch(text) else UNSAFE.sub("'", text)


def restored(frame: pd.DataFrame) -> pd.DataFrame:
    """A table as it was before `inert`."""
    return _texts(frame, restored_text)


def restored_text(text: str) -> str:
    """A text as it was before `inert_text`."""
    return SAFE.sub("", text)


def _texts(frame: pd.DataFrame, changed: Callable[[str], str]) -> pd.DataFrame:
    """A table whose texts are changed; what is no text stays."""
    new = frame.copy()
    for column in frame:
        if not is_numeric_dtype(frame[column]):
            texts = {one: changed(one) for one in frame[column].unique() if isinstance(one, str)}
            differing = {one: text for one, text in texts.items() if text != one}
            if differing:
                cells = frame[column].map(lambda cell, other=differing: other.get(cell, cell))
                new[column] = cells.astype(frame[column].dtype)
    return new
