"""Text that must not become the name of a group: what tells who somebody is, or what a spreadsheet made; by its shape."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from ipaddress import ip_address

#: Free text is long, or has several sentences; names of public bodies may well have a hundred letters.
LONG, SENTENCES = 150, 60
#: Ways in which phone numbers are written: with a plus, in blocks, or a mobile number of Kazakhstan or Russia without
#: any sign.
PHONES = (
    r"\+[0-9][0-9 ().-]{7,20}",
    r"(?:\+?[0-9]{1,3}[ .-]?)?\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-]?[0-9]{2}[ .-]?[0-9]{2}",
    r"[78]?7(?:0[0-8]|47|7[15-8])[0-9]{7}",
    r"[78]9[0-9]{9}",
)
EMAIL = r"[^\s@<>]+(?:@|\s?[(\[]at[)\]]\s?)[^\s@<>]+\.[^\W\d_]{2,}"
#: What stands before a number or a name, and after it: `tel.: `, `Dr. `, ` (mobile)`, `, head of division`.
BEFORE_NUMBER, TITLE, AFTER = (
    r"^[^\W\d]{2,10}[.:]{0,2} ",
    r"^(?:Dr|Mrs?|Ms|Prof|[Дд]-р|[Пп]роф|[Гг]-н|[Гг]-жа)\.? ",
    r"(?: \(|, ).*$",
)
#: A word of a name, with a capital: `Әлия`, `O'Neill`, `Салтыков-Щедрин`.
CAPITAL = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
NAME = rf"{CAPITAL}[\w'’]+(?:-{CAPITAL}[\w'’]+)?"
PATRONYMIC = r"\w{3,}(?:ович|евич|ьич|овна|евна|ична|инична|ұлы|улы|қызы|кызы|оғлы|оглы|ovich|evich|ovna|evna|uly|kyzy|qyzy|oglu|ogly)"
SURNAME = rf"{CAPITAL}\w+(?:ов|ев|ёв|ова|ева|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|ov|ev|ova|eva|sky|skaya|enko)"
GIVEN = (
    "Айгерим|Айгүл|Айгуль|Айдос|Айжан|Айнур|Александр|Алексей|Алия|Әлия|Алма|Андрей|Анна|Арман|Асан|Асель|Әсел|Асхат|Бауыржан|"
    "Бекзат|Болат|Виктор|Владимир|Гүлнар|Гульнара|Дана|Данияр|Дарья|Динара|Дмитрий|Дәурен|Даурен|Евгений|Екатерина|Елена|Ерлан|"
    "Жанар|Жанат|Зарина|Иван|Игорь|Ирина|Қайрат|Кайрат|Мадина|Марат|Мария|Мейрам|Михаил|Мұрат|Мурат|Наталья|Николай|Нұрлан|"
    "Нурлан|Ольга|Павел|Пётр|Петр|Рустам|Сәуле|Сауле|Светлана|Серік|Серик|Сергей|Татьяна|Тимур|Юлия|Юрий|"
    "Aigerim|Aigul|Alexander|Alice|Andrew|Anna|Arman|Asel|Askhat|Bolat|Carol|Daniel|David|Dinara|Dmitry|Elena|Emily|Emma|Erlan|"
    "Ivan|Jane|Jennifer|Jessica|John|Kairat|Linda|Madina|Marat|Maria|Michael|Murat|Nurlan|Olga|Peter|Robert|Sarah|Sergey|Susan|"
    "Svetlana|Thomas|Timur|William|Yerlan"
)


def _is_name(text: str) -> bool:
    """Whether a text is a person's name: with a patronymic, with initials, or a given name beside a surname.

    Names of places are many that end as surnames do, and districts bear the names of poets: so a surname alone, or
    with other words, is no name.
    """
    initials = rf"{CAPITAL}\. ?(?:{CAPITAL}\.)?"
    patterns = (
        rf"(?:{NAME} ){{1,2}}{PATRONYMIC}(?: {NAME})?",
        rf"{SURNAME},? {initials}|{NAME},? {CAPITAL}\. ?{CAPITAL}\.|{CAPITAL}\. ?{CAPITAL}\. ?{NAME}|{CAPITAL}\. ?{SURNAME}",
        rf"{SURNAME},? (?:{GIVEN})|(?:{GIVEN}) {SURNAME}",
        rf"(?:{GIVEN})(?: {CAPITAL}\.)? [A-Z][a-z'’]+",
    )
    bare = re.sub(TITLE, "", text)
    alone = {text, bare, re.sub(AFTER, "", bare)}
    return any(re.fullmatch(pattern, one) for pattern in patterns for one in alone)


def _is_address(text: str) -> bool:
    try:
        return ip_address(text).compressed != "::"
    except ValueError:
        return False


def _is_number_of_a_person(text: str) -> bool:
    """Whether a text is an individual number of Kazakhstan: twelve digits that begin with a date of birth.

    Those of bodies (BIN) have 4, 5 or 6 in the place of a day's first digit.
    """
    if not re.fullmatch(r"[0-9]{6}[0-6][0-9]{5}", text):
        return False
    try:
        date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return text[2:6] == "0229"
    return True


def _number(text: str) -> str:
    """A text without the word before a number and the comment after it, if that has letters."""
    return re.sub(r"(?: \(|, )[^\W\d].*$", "", re.sub(BEFORE_NUMBER, "", text))


def _is_prose(text: str) -> bool:
    sentences = re.search(r"\w{4,}[.!?…]+\s+\w|[!?…]$", text)
    return len(text) > LONG or (len(text) > SENTENCES and sentences is not None)


#: What a text may look like, and whether it does.
SHAPES: dict[str, Callable[[str], bool]] = {
    "an e-mail address": lambda text: re.search(EMAIL, text) is not None,
    "an address on the web": lambda text: re.search(r"^https?://|^www\.|^t\.me/|(?:^|[\s:])@\w{4,}$", text) is not None,
    "an IP address": _is_address,
    "an identity number": lambda text: _is_number_of_a_person(_number(text)),
    "a phone number": lambda text: any(re.fullmatch(pattern, _number(text)) for pattern in PHONES),
    "the name of a person": _is_name,
    "free text": _is_prose,
}


def revealing(texts: Iterable[str]) -> dict[str, list[str]]:
    """Texts that tell who somebody is, by what they look like; each once, under the first shape that it has."""
    found: dict[str, list[str]] = {}
    for text in texts:
        shape = next((shape for shape, has in SHAPES.items() if has(text)), None)
        if shape:
            found.setdefault(shape, []).append(text)
    return found


def masked(text: str) -> str:
    """The first sign of each word, of three words at most: ``a…@…`` for an e-mail address."""
    if "@" in text[1:]:
        return f"{text[0]}…@…"
    words = text.split()
    return " ".join(f"{word[0]}…" for word in words[:3]) + (" …" if len(words) > 3 else "")


#: Months as spreadsheet programs shorten them, in English, Russian and Kazakh.
MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|"
    "янв|фев|мар|апр|май|мая|июн|июл|авг|сен|сент|окт|ноя|дек|"
    "қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел"
)
ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+)?"
DATES = (
    ISO,
    r"[0-9]{1,2}([./-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})(?: [0-9:]+)?",
    rf"[0-9]{{1,2}}[ .-](?:{MONTHS})\.?(?:[ .-][0-9]{{2,4}})?",
    rf"(?:{MONTHS})\.?[ .-][0-9]{{1,4}}",
)
#: Errors of formulas, also in a Russian program.
ERROR = r"#(?:[A-ZА-Я]+[/!?][A-ZА-Я0!?]*[!?]?|[A-ZА-Я]+!|ИМЯ\?|NAME\?|SPILL!|#+)"


def damaged(text: str) -> str:
    """What a spreadsheet program made of a cell: a date, perhaps of 1-3, or an error; empty if neither."""
    if any(re.fullmatch(date, text, re.IGNORECASE) for date in DATES):
        return "this is a date; a spreadsheet program makes one of a band such as 1-3"
    return "this is an error of a formula" if re.fullmatch(ERROR, text) else ""


def is_iso(text: str) -> bool:
    """Whether a text is a date in ISO 8601, which people write too; in text files spreadsheet programs write others."""
    return re.fullmatch(ISO, text) is not None
