"""Spellings of one name: what counts as the same, and what only looks the same."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

#: Signs that no text has: controls other than white space, and what Unicode keeps free of letters; as in a class of `re`.
IMPOSSIBLE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
#: Joiners, soft hyphens and marks of direction.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
#: Cyrillic capitals that look like Latin ones, position by position.
CYRILLIC, LATIN = "АВЕЅІЈКМНҺОРСТУҮХԚԜ", "ABESIJKMHHOPCTYYXQW"
_LOOKS = str.maketrans(CYRILLIC, LATIN)
#: Letters that cp1251 shows where kz1048 has Kazakh ones; neither Kazakh nor Russian has them.
MISREAD = set("ЂЃѓЉЊЌЏђљњќџЎўЈҐ")


def normal(text: str) -> str:
    """The text in Unicode's composed form (NFC), without invisible signs, outer spaces and runs of inner ones."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


def folded(text: str) -> str:
    """The `normal` text in small letters: two spellings with equal folds are one name."""
    return normal(text).lower()


def skeleton(text: str) -> str:
    """The text with Cyrillic letters as the Latin ones that look like them: equal skeletons are hard to tell apart."""
    return normal(text).upper().translate(_LOOKS)


def natural(text: str) -> list[tuple[bool, int, str]]:
    """What texts are sorted by so that numbers in them ascend: 2 before 10, `4-6` before `10+`."""
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", text) if part
    ]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks the same, or else the most similar one, if there is any."""
    names = list(known)
    twins = [other for other in names if skeleton(other) == skeleton(name)]
    if twins:
        return twins[0]
    by_fold = {folded(other): other for other in names}
    close = get_close_matches(folded(name), by_fold, n=1)
    return by_fold[close[0]] if close else None


def peculiarity(text: str) -> str:
    """What is odd about the letters of a text, in words; empty if nothing is."""
    misread = sorted(set(text) & MISREAD)
    if misread:
        return f"the letter {misread[0]} is neither Kazakh nor Russian; perhaps the file is kz1048, read as cp1251"
    if hidden := sorted(set(text) & set(INVISIBLE)):
        return f"it holds an invisible sign, U+{ord(hidden[0]):04X}"
    for word in re.findall(r"\w+", text):
        scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
        if {"LATIN", "CYRILLIC"} <= scripts:
            return f"`{word}` mixes Latin and Cyrillic letters"
    return ""
