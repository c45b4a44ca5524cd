"""Delimited text: its encoding, and its rows."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from competing_values.errors import UserError

#: Byte order marks, the longer ones first, since one begins with another.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: What a file may be, when it is not UTF-8 and has no mark. Of those that fit as well the first counts; where ASCII has
#: so many times more letters than are beyond it, the Latin ones come first.
CYRILLIC = ("cp1251", "kz1048", "cp866", "koi8-r")
LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "mac-roman", "cp850")
MOSTLY = 20
CANDIDATES_WITH_NULLS = ("utf-16-le", "utf-16-be")
#: Letters of languages beside those of ASCII: a reading of which most letters are of one language is likely.
ALPHABETS = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі",
    "абвгдежзийклмнопрстуфхцчшщьюяєіїґ",
    "äöüß", "àâæçéèêëîïôœùûü", "áéíñóúü¿¡", "àáâãçéêíóôõú", "àèéìîòù", "åäöæøé", "áðéíóúýþæö", "éëïóöü",
    "ąćęłńóśźż", "áčďéěíňóřšťúůýžĺľŕôä", "áéíóöőúüű", "čćđšž", "ăâîșțşţ", "çğıöşüâîû", "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž",
)  # fmt: skip
#: Signs beside letters that are usual in text.
USUAL = "«»“”„‘’‚–—…№°€§©\xa0•"
#: So many readings are shown.
READINGS = 5
DELIMITERS = ",;\t|"
BLOCK = 1 << 20
SAMPLE = 40
#: Where a cell may end.
BOUNDS = rf'[\r\n"{DELIMITERS}]'
#: What the parser says of quotes, and how to say it.
QUOTES = {
    "unexpected end of data": "a quote is opened here and never closed",
    "expected after": "text follows a closed quote; a quote within a quoted cell must be doubled",
    "field larger than": "a cell has more than 131,072 characters",
}
OTHER_FILES = {
    b"PK\x03\x04": "a workbook or another archive; set `format`, for example to xlsx",
    b"\xd0\xcf\x11\xe0": "an old workbook; set `format: xls`",
    b"$FL2": "an SPSS file; set `format: sav`",
    b"PAR1": "a Parquet file; set `format: parquet`",
    b"%PDF": "a PDF; export the answers as CSV",
    b"\x1f\x8b": "compressed; unpack it first",
}


def rows(path: Path, written: dict[str, Any], header_row: int | None = 1) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row; a line without any cell is an empty list.

    Parameters
    ----------
    path
        The file.
    written
        ``encoding`` (None: from the byte order mark, else UTF-8) and ``delimiter``.
    header_row
        The row that must have the delimiter if it has another one; None: there may be a single column.

    Raises
    ------
    UserError
        When the file is not text, not in the encoding, or has a quote that is not closed or a cell of more than 131,072
        characters, which mostly is one.
    """
    _refuse_other_files(path)
    encoding, delimiter = codec(path, written["encoding"]), written["delimiter"]
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_without_nulls(path, file), delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, row in enumerate(reader, start=1):
                if number == header_row:
                    _refuse_other_delimiter(path, number, row, delimiter)
                yield number, row
        except UnicodeError as error:
            raise UserError(
                f"{path}: not {encoding.removesuffix('-sig')}{_place(path, encoding, error)}. {_advice(path)}"
            ) from None
        except csv.Error as error:
            words = next((words for said, words in QUOTES.items() if said in str(error)), str(error))
            raise UserError(
                f"{path}, row {number + 1}: {words}. Is every quote closed, and is `csv.delimiter` ({delimiter!r}) right?"
            ) from None


def _without_nulls(path: Path, lines: Iterable[str]) -> Iterator[str]:
    """The lines; text holds no NUL, unless it is UTF-16 read as something else, or damaged."""
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise UserError(
                f"{path}, line {number}: it holds NUL bytes. {_advice(path)} If that is no text, export the file again."
            )
        yield line


def codec(path: Path, named: str | None) -> str:
    """Python's name of the encoding: the named one, else that of the byte order mark, else UTF-8.

    Raises
    ------
    UserError
        When the name is unknown, or the byte order mark contradicts it.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((encoding for mark, encoding in MARKS.items() if start.startswith(mark)), None)
    if named is None:
        return "utf-8-sig" if marked in {None, "utf-8"} else str(marked)
    try:
        name = codecs.lookup(named).name
    except LookupError:
        raise UserError(
            f"{path}: `{named}` is no known encoding; `csv.encoding` may be utf-8, cp1251, kz1048, cp866, cp1252, cp1250 or utf-16."
        ) from None
    if marked and not name.replace("_", "-").startswith(marked):
        raise UserError(
            f"{path}: the file begins with the mark of {marked}, not {named}. Set `csv.encoding: {marked}`."
        )
    return "utf-8-sig" if name in {"utf-8", "utf-8-sig"} else marked or name


def is_utf8(path: Path) -> bool:
    """Whether the whole file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def samples(path: Path) -> dict[str, str]:
    """How the same words, the first that tell encodings apart, read in each encoding that the file may have.

    The likeliest encodings, the best first; of those that read all alike, only the first.
    """
    with path.open("rb") as file:
        start = block = file.read(BLOCK)
        while block.isascii() and block:
            block = file.read(BLOCK)
    texts: dict[str, str] = {}
    beyond = sum(byte > 127 for byte in block)
    candidates = (*LATIN, *CYRILLIC) if len(block) > MOSTLY * beyond else (*CYRILLIC, *LATIN)
    for encoding in CANDIDATES_WITH_NULLS if b"\0" in start else candidates:
        with suppress(UnicodeDecodeError):
            texts.setdefault(codecs.getincrementaldecoder(encoding)().decode(block or start), encoding)
    likeliest = sorted(texts, key=likelihood, reverse=True)[:READINGS]
    texts = {text: texts[text] for text in likeliest}
    readings = [len(set(letters)) for letters in zip(*texts, strict=False)]
    telling = readings.index(max(readings)) if readings else 0
    return {encoding: _around(text, telling) for text, encoding in texts.items()}


def likelihood(text: str) -> float:
    """What share of the signs beyond ASCII stand in words as one language writes them, from 0 to 1.

    A word with a capital after a small letter, or with a sign between its letters, is no word of any language.
    """
    words = Counter(re.findall(r"[^\s\d!-/:-@\[-`{-~]+", text))
    beyond: Counter[str] = Counter()
    strange = 0
    for word, times in words.items():
        core = word.strip(USUAL)
        letters = [letter for letter in core if not letter.isascii()]
        if (
            not core.isalpha()
            or (core[1:] != core[1:].lower() and core != core.upper())
            or len({"а" <= letter.lower() <= "ӿ" for letter in core}) > 1
        ):
            strange += times * len(letters)
        else:
            beyond.update({letter.lower(): times for letter in letters})
    all_signs = beyond.total() + strange
    best = max(sum(beyond[letter] for letter in alphabet) for alphabet in ALPHABETS)
    return best / all_signs if all_signs else 1.0


def _around(text: str, place: int) -> str:
    """What is near a place in a text, and in the same cell."""
    before, after = text[max(0, place - SAMPLE // 2) : place], text[place : place + SAMPLE]
    return re.split(BOUNDS, before)[-1] + re.split(BOUNDS, after)[0]


def _advice(path: Path) -> str:
    read = "; ".join(f"{encoding} reads «{sample}»" for encoding, sample in samples(path).items())
    return f"Name the right encoding in `csv.encoding`: {read or 'none of the usual ones fits'}."


def _place(path: Path, encoding: str, error: UnicodeError) -> str:
    """The line where decoding fails; the error itself counts from some block."""
    if not isinstance(error, UnicodeDecodeError) or encoding.startswith(("utf-16", "utf-32")):
        return ""
    number = 1
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):  # noqa: B007
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                break
    return f" (byte {error.object[error.start : error.start + 1].hex()} in line {number})"


def _refuse_other_files(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    for magic, is_what in OTHER_FILES.items():
        if start.startswith(magic):
            raise UserError(f"{path}: this is no text but {is_what}.")
    if not start:
        raise UserError(f"{path}: the file is empty; export it again.")


def _refuse_other_delimiter(path: Path, row: int, header: list[str], delimiter: str) -> None:
    text = header[0] if len(header) == 1 else ""
    other = max(DELIMITERS, key=text.count)
    if text.count(other):
        raise UserError(
            f"{path}, row {row}: there is no {delimiter!r}, but {text.count(other)} times {other!r}. "
            f"Set `csv.delimiter: {other!r}` in the codebook."
        )
