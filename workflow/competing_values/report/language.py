"""The languages of figures and pages: their words, from gettext catalogs, and how they write numbers."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import Any

import pandas as pd
from babel import Locale
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from competing_values.report import emphasis
from competing_values.study.languages import CATALOGS

MINUS = "\N{MINUS SIGN}"
#: Decimals of a number that are more than the last bits of a sum.
EXACT = 9
#: The place of the number in a pattern, such as that of a share in per cent.
NUMBER = re.compile(r"[#,0]+")


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """A message that is translated where it is shown, not where it stands: marked here for the catalogs."""
    return message


class Language:
    """What figures and pages say in one language.

    Parameters
    ----------
    code
        One of `study.languages.LANGUAGES`.

    Attributes
    ----------
    code
        As given.
    name
        What its speakers call it (CLDR).
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._locale = Locale.parse(code)
        name = self._locale.get_display_name() or code
        self.name = name[0].upper() + name[1:]
        self._catalog = _catalog(code)
        self._percent = self._locale.percent_formats[None].pattern
        self._between = ", " if self.number(0.5, 1) == "0.5" else "; "

    def gettext(self, message: str, **values: Any) -> str:
        """A message of the catalog with its ``{named}`` values; a message without translation stays English.

        Signs in the message are its emphasis (`emphasis.marked`), signs and braces in a value are text.
        """
        said = emphasis.marked(self._catalog.gettext(message))
        return said.format(**values) if values else said

    def number(self, value: float, digits: int = 0, least: int = 0) -> str:
        """A number with the decimals that it has, at most `digits` and at least `least`, and its thousands apart.

        A published figure has as many decimals as are known: a zero after them would say more.
        """
        shown = max(least, decimals([value], digits))
        pattern = "#,##0" + ("." + "0" * shown if shown else "")
        text: str = format_decimal(_rounded(value, digits), format=pattern, locale=self._locale)
        return text.replace("-", MINUS)

    def plain(self, value: float) -> str:
        """A number with as many decimals as it has, at most six: a threshold, a mark of an axis."""
        return self.number(value, 6)

    def signed(self, value: float, digits: int = 1, least: int = 0) -> str:
        """A difference with its sign."""
        return ("+" if _rounded(value, digits) > 0 else "") + self.number(value, digits, least)

    def share(self, value: float, digits: int = 0) -> str:
        """A share in per cent."""
        return NUMBER.sub(self.number(100 * value, digits), self._percent)

    def between(self, low: float, high: float, digits: int = 1) -> str:
        """An interval in brackets; its ends stand apart by a semicolon where the comma is a decimal mark."""
        return self._interval(low, high, digits, decimals((low, high), digits))

    def alike(self, value: float, low: float, high: float, digits: int = 1, is_signed: bool = False) -> tuple[str, str]:
        """A figure and its interval, all three with as many decimals as one of them has."""
        least = decimals((value, low, high), digits)
        write = self.signed if is_signed else self.number
        return write(value, digits, least), self._interval(low, high, digits, least)

    def estimate(self, value: float, low: float, high: float, digits: int = 1) -> str:
        """A figure with its interval."""
        return " ".join(self.alike(value, low, high, digits))

    def difference(self, value: float, low: float, high: float, digits: int = 1) -> str:
        """A difference, signed, with its interval."""
        return " ".join(self.alike(value, low, high, digits, is_signed=True))

    def _interval(self, low: float, high: float, digits: int, least: int) -> str:
        return f"[{self.number(low, digits, least)}{self._between}{self.number(high, digits, least)}]"

    def listed(self, names: Sequence[str]) -> str:
        """Names as an enumeration."""
        return format_list(list(names), locale=self._locale) if names else self.gettext("none")

    def p_value(self, p: float) -> str:
        """A p value, as small as it is worth saying; nothing where there is none."""
        return "" if pd.isna(p) else f"<\N{NO-BREAK SPACE}{self.number(0.001, 3)}" if p < 0.001 else self.number(p, 3)

    def probability(self, p: float) -> str:
        """A probability that something is so, never as a certainty."""
        return f">\N{NO-BREAK SPACE}{self.number(0.99, 2)}" if p > 0.99 else self.number(p, 2)

    def n(self, sizes: pd.Series) -> str:
        """The respondents that the rows of a figure stand on: one number, or the least and the most."""
        known = sizes.dropna()
        if known.empty:
            return "n = –"
        least, most = (self.number(size) for size in (known.min(), known.max()))
        return f"n = {least}" if least == most else f"n = {least}–{most}"


def decimals(values: Iterable[float], digits: int) -> int:
    """The most decimals that one of some numbers has, at most `digits`; those that arithmetic left do not count."""
    written = (f"{value:.{EXACT}f}".rstrip("0") for value in values)
    return max((min(digits, len(text.partition(".")[2])) for text in written), default=0)


def _rounded(value: float, digits: int) -> float:
    """Rounded, and no negative zero."""
    return round(float(value), digits) + 0.0


@cache
def _catalog(code: str) -> NullTranslations:
    """The catalog of a language, compiled as it is read: no file has to be kept equal to another."""
    if code == "en":
        return NullTranslations()
    compiled = BytesIO()
    with (CATALOGS / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
