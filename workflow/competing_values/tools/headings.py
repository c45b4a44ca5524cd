"""Headings of raw columns: the code, the stem that a grid's columns share, and the item that each has for itself."""

import re
from collections import Counter
from collections.abc import Sequence

from competing_values.study.spelling import folded, normal

#: Where a stem may end and an item begin.
BREAKS = (
    r"^(?P<stem>.*\S)\s*\[(?P<item>[^\[\]]+)\]$",
    r"^(?P<stem>\w+)\[(?P<item>[^\[\]]+)\]$",
    r"^(?P<stem>.{3,}?)\s+[-–—|]\s+(?P<item>.+)$",
    r"^(?P<stem>.*\S)\s+[-–—|]\s+(?P<item>.+)$",
    r"^(?P<stem>.{8,}?[:?…])\s+(?P<item>\S.*)$",
    r"^(?P<stem>.{8,}?\.{3})\s*(?P<item>\S.*)$",
)
#: The code of a question before its text, as in `G2Q1[SQ001]. Rate …` and `Q5_1: Rate …`.
CODE = re.compile(r"^(?P<code>[A-Za-z]\w{0,20}(?:\[[^\]]+\])?)\s*[.:)]\s+(?P<text>\S.*)$")
#: A stem that columns share word by word has so many words.
WORDS = 3


def text_of(header: str, question: str) -> str:
    """The text of a question: that which the file has, else the header, without a code before it and signs of HTML."""
    text = normal(re.sub(r"<[^<>]*>|&nbsp;", " ", question or header))
    coded = CODE.match(text)
    has_code = coded and (any(map(str.isdigit, coded["code"])) or folded(coded["code"]) == folded(header))
    return coded["text"] if coded and has_code else text


def split(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Stem and item of each of some texts that stand together; the stem is empty where no other text shares it."""
    candidates = [
        [(found["stem"], found["item"]) for sign in BREAKS if (found := re.match(sign, text))] for text in texts
    ]
    shared = Counter(folded(stem) for found in candidates for stem in dict.fromkeys(stem for stem, _ in found))
    parted = [
        next(((stem.rstrip(" :"), item) for stem, item in found if shared[folded(stem)] > 1), ("", text))
        for text, found in zip(texts, candidates, strict=True)
    ]
    if len(texts) > 2 and not any(stem for stem, _ in parted):
        stem = _common(texts)
        if stem:
            return [(stem.rstrip(" :"), text[len(stem) :].strip(" -–:,.")) for text in texts]
    return parted


def _common(texts: Sequence[str]) -> str:
    """The words that all texts begin with, if they are enough to be a question and leave something of each text."""
    words = [text.split() for text in texts]
    length = 0
    while all(len(word) > length + 1 for word in words) and len({word[length] for word in words}) == 1:
        length += 1
    return " ".join(words[0][:length]) if length >= WORDS else ""


def pattern(name: str) -> str:
    """The name without its numbers: columns of one array have one pattern."""
    return re.sub(r"\d+", "#", folded(name))


def in_words(name: str) -> str:
    """A name as words: `ageGroup_2` becomes `age group 2`."""
    return re.sub(r"[_.\s]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().lower()
