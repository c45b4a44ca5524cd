"""The languages of figures and pages: their words, from gettext catalogs, and how they write numbers."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
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
#: Endings of possession after the last word of a Kazakh number: after its units (нөл, бір, екі …), its tens (он, жиырма …).
KAZAKH_UNITS = ("і", "і", "сі", "і", "і", "і", "сы", "сі", "і", "ы")
KAZAKH_TENS = ("", "ы", "сы", "ы", "ы", "і", "ы", "і", "і", "ы")
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

    def part(self, count: float) -> str:
        """A number of some that are counted of a whole; Kazakh ends it as it ends the last word of it: 11 048-і."""
        ending = f"-{kazakh_ending(int(count))}" if self.code == "kk" else ""
        return f"{self.number(count)}{ending}"

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


def kazakh_ending(count: int) -> str:
    """The ending of possession after a whole number in digits, which follows the last word of the number.

    >>> [kazakh_ending(count) for count in (0, 2, 6, 19, 20, 50, 11048, 11000, 2000000)]
    ['і', 'сі', 'сы', 'ы', 'сы', 'і', 'і', 'ы', 'ы']
    """
    if count % 10 or not count:
        return KAZAKH_UNITS[count % 10]
    if count % 100:
        return KAZAKH_TENS[count // 10 % 10]
    return "і" if count % 1000 else "ы"


def in_hundredths(shares: Sequence[float]) -> list[float]:
    """Shares of one whole as whole hundredths that add up as the whole does: those cut off most are rounded up.

    Parameters
    ----------
    shares
        Parts of a whole, from 0 to 1.

    Returns
    -------
    Each share in its place, by the method of the largest remainder; of equal remainders the first is rounded up. Their
    sum is that of the shares, rounded.
    """
    exact = [_written(100 * share) for share in shares]
    whole = [share.to_integral_value(ROUND_FLOOR) for share in exact]
    missing = int(sum(exact, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP) - sum(whole))
    most_cut = sorted(range(len(exact)), key=lambda k: whole[k] - exact[k])[:missing]
    return [(int(part) + (k in most_cut)) / 100 for k, part in enumerate(whole)]


def _written(value: float) -> Decimal:
    """A number with the digits that one would write, without those that arithmetic in twos left."""
    return Decimal(f"{value:.{EXACT}f}")


def _rounded(value: float, digits: int) -> Decimal:
    """Rounded as people do, a half away from zero; no negative zero."""
    return _written(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0


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
