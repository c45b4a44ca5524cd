"""The questionnaire as an XLSForm: what KoboToolbox and ODK turn into a form in every language.

Fields keep their canonical names, all in lower case; what the form adds of its own (groups, notes, running totals,
scales) has capitals in its name. So the two never meet, whatever a study calls its sectors and statements.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import singledispatch
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from competing_values.errors import UserError
from competing_values.report.language import N_, Language
from competing_values.study import small_csv
from competing_values.study.blocks.base import Block
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.config import Config
from competing_values.study.instrument import Instrument
from competing_values.study.labels import labels
from competing_values.study.languages import LANGUAGES
from competing_values.study.measures import Variable
from competing_values.study.names import TYPES, part, parts
from competing_values.study.strict import unknown

Texts = Mapping[str, str]
Labels = dict[str, dict[str, str]]
Row = dict[str, str]

#: What the form says of its own; a screen that asks a whole block is headed by the block's name in capitals.
TEXTS = {
    "now": N_("Now"),
    "preferred": N_("Preferred"),
    "share_now": N_(
        "Share {total} points between four descriptions. The better a description fits your organisation as it is now, the more points it gets."
    ),
    "share_preferred": N_(
        "Share {total} points between four descriptions. The better a description fits your organisation as you would like it to be, the more points it gets."
    ),
    "given": N_("Points given: {given} of {total}"),
    "whole": N_("Enter a whole number from 0 to {total}."),
    "sum": N_("The four numbers must total {total}. Each is a whole number, 0 or more."),
    "rate": N_("Rate each statement: {min} is the lowest rating, {max} the highest."),
    "scale": N_("{min} is the lowest rating, {max} the highest."),
    "QUESTIONS": N_("Your opinion"),
    "SELF_RATINGS": N_("Rate yourself"),
    "BREAKDOWNS": N_("About you"),
}


def in_form(code: str) -> str:
    """What a form calls a language."""
    return f"{Language(code).name} ({code})"


def _columns(name: str) -> list[str]:
    return [f"{name}::{in_form(code)}" for code in LANGUAGES]


#: The sheets of a form, and their columns.
SHEETS: dict[str, list[str]] = {
    "survey": [
        *("type", "name", *_columns("label"), *_columns("hint"), "appearance", "required", "constraint"),
        *(*_columns("constraint_message"), "calculation"),
    ],
    "choices": ["list_name", "name", *_columns("label")],
    "settings": ["form_title", "form_id", "version", "default_language", "style"],
}

#: A list of more categories than this drops down, since it would fill more than a telephone's screen.
LONG_LIST = 8

#: Begins what a form reads as the answer to another question, an element of HTML or a link; an invisible sign after the
#: first of each (U+2060, a joiner of words) makes text of it. Other signs of Markdown have a backslash of their own.
COMMANDS = re.compile(r"\$(?=\{)|<|\](?=\()")
JOINER, MARKDOWN = "\u2060", re.compile(r"[\\*_#]")

#: Where a form keeps its own id.
RESERVED = "meta"


def names(instrument: Instrument) -> list[str]:
    """Everything that respondents read and a study can word: variables, ``variable.category``, dimensions, sectors."""
    return [name for block in instrument.blocks() for name in _read(block)]


@singledispatch
def _read(block: Block) -> Iterator[str]:
    """What respondents read of a block, by the names of labels."""
    for variable in block.variables():
        yield variable.name
        yield from (f"{variable.name}.{category}" for category in variable.categories or ())


@_read.register
def _(block: Ocai) -> Iterator[str]:
    yield from (*block.dimensions, *_parts(block))


@_read.register
def _(block: Ratings) -> Iterator[str]:
    yield from (name for sector, declared in block.sectors.items() for name in (sector, *declared.statements))


def unworded(instrument: Instrument, wording: Labels) -> bool:
    """Whether an OCAI part lacks its wording in some language of the file, or there is no file."""
    asked = _parts(instrument.ocai) if instrument.ocai else {}
    return bool(asked) and not (wording and all(asked.keys() <= texts.keys() for texts in wording.values()))


def read_wording(path: Path, known: list[str]) -> Labels:
    """Exact wordings of a study.

    Parameters
    ----------
    path
        CSV with the column ``name`` and one for each language that it words (``en, kk, ru``), separated by commas or
        semicolons. It need not exist.
    known
        Names that can be worded (`names`).

    Returns
    -------
    language of the file: name: wording; what is empty in the file is left out.

    Raises
    ------
    UserError
        When the form of the file is wrong (`small_csv.rows`); else when names are unknown or stand there twice: all at
        once.
    """
    wording: Labels = {}
    if not path.exists():
        return wording
    faults: list[str] = []
    first: dict[str, str] = {}
    for place, row in small_csv.rows(path, ["name"], LANGUAGES):
        name = row["name"]
        if name not in known:
            faults.append(f"{place}: {unknown('name of the questionnaire', name, known)}; correct it.")
        elif first.setdefault(name, place) != place:
            faults.append(
                f"{place}: `{name}` stands there twice, first in {first[name].rpartition(', ')[2]}; keep one."
            )
        for language in LANGUAGES:
            if language in row:
                texts = wording.setdefault(language, {})
                texts |= {name: row[language]} if row[language] else {}
    if faults:
        raise UserError("\n".join(faults))
    return wording


def worded(config: Config, instrument: Instrument, wording: Labels) -> Labels:
    """Labels in every language (language: name: label); in their place what the instrument, and then the study, words in full.

    The label of an OCAI part is composed of those of its dimension and its type, where the study does not word it.
    """
    asked = _parts(instrument.ocai) if instrument.ocai else {}
    result: Labels = {}
    for language in LANGUAGES:
        given = labels(config, instrument, language)
        in_full = {name.removeprefix("wording."): said for name, said in given.items() if name.startswith("wording.")}
        own = given | in_full | wording.get(language, {})
        composed = {name: f"{own[dimension]}: {own[culture_type]}" for name, (dimension, culture_type) in asked.items()}
        result[language] = composed | own
    return result


def form(instrument: Instrument, texts: Labels, language: str = "en") -> dict[str, list[Row]]:
    """The questionnaire as an XLSForm.

    Parameters
    ----------
    instrument
        The questionnaire.
    texts
        Labels of everything that it asks, and ``title``, in every language (`worded`).
    language
        In which the form opens, and has its title.

    Returns
    -------
    sheet: rows; a row has the columns of `SHEETS` that are not empty. ``version`` is a hash of all else, so that the
    same questionnaire is the same form.

    Raises
    ------
    UserError
        When the points of the OCAI are no whole number, or a variable has a name that forms keep for themselves.
    """
    if RESERVED in names(instrument):
        raise UserError(f"The instrument's `{RESERVED}` has a name that forms keep for themselves. Choose another.")
    if instrument.ocai and instrument.ocai.total % 1:
        raise UserError(
            f"The instrument's ocai.total is {instrument.ocai.total}; points are whole. Give a whole number."
        )
    title = _unbound(texts[language]["title"])
    form_id = re.sub(r"[^a-z0-9]+", "_", texts["en"]["title"].lower())
    texts = {code: {name: _literal(said) for name, said in own.items()} for code, own in texts.items()}
    sheets = {"survey": list(_survey(instrument, texts)), "choices": list(_choices(instrument, texts))}
    settings = {
        "form_title": title,
        # ODK Central takes no more than 64 characters.
        "form_id": form_id[:64].strip("_") or "questionnaire",
        "default_language": in_form(language),
        "style": "pages",
    }
    content = json.dumps([sheets, settings], sort_keys=True).encode()
    return {**sheets, "settings": [{**settings, "version": hashlib.sha256(content).hexdigest()[:12]}]}


def _literal(text: str) -> str:
    """A label as forms show it as it is: they read HTML, Markdown and ``${name}`` in what respondents see."""
    return MARKDOWN.sub(r"\\\g<0>", _unbound(text))


def _unbound(text: str) -> str:
    return COMMANDS.sub(rf"\g<0>{JOINER}", text)


def write(sheets: dict[str, list[Row]], path: Path) -> None:
    """Write a form (`form`) as a workbook: the same bytes for the same form."""
    workbook = xlsxwriter.Workbook(path)
    workbook.set_properties({"created": datetime(2000, 1, 1)})
    bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
    for name, columns in SHEETS.items():
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(columns) - 1, 28)
        sheet.write_row(0, 0, columns, bold)
        for number, row in enumerate(sheets[name], 1):
            for column, text in row.items():
                # As a string also what looks like a formula, a number or an address.
                sheet.write_string(number, columns.index(column), text, wrapped)
    try:
        workbook.close()
    except FileCreateError as error:
        raise UserError(f"{path} cannot be written ({error}). Close it where it is open, and try again.") from None


def _survey(instrument: Instrument, texts: Labels) -> Iterator[Row]:
    taken = names(instrument)
    for name in ("start", "end"):
        yield {"type": name, "name": name.upper() if name in taken else name}
    for block in sorted(instrument.blocks(), key=lambda block: block.kind == "breakdowns"):  # these at the end
        yield from _screens(block, texts)


@singledispatch
def _screens(block: Block, texts: Labels) -> Iterator[Row]:
    """The screens that ask a block: one with all its variables, unless it has some of its own."""
    heading = block.kind.upper()
    yield from _group(heading, _said(heading), [_asked(variable, texts) for variable in block.variables()])


@_screens.register
def _ocai(ocai: Ocai, texts: Labels) -> Iterator[Row]:
    total = f"{ocai.total:.0f}"
    for perspective in ocai.perspectives:
        for dimension in ocai.dimensions:
            group = f"OCAI_{perspective}_{dimension}"
            four = parts(perspective, dimension)
            heading = {
                language: f"{said}: {texts[language][dimension]}" for language, said in _said(perspective).items()
            }
            rows = [_note(f"{group}_SHARE", _said(f"share_{perspective}", total=total))]
            for name in four:
                constraint, message = f". >= 0 and . <= {total}", "whole"
                if name == four[-1]:
                    # An empty answer is no number, nor is a sum with it: it cannot total anything.
                    others = " + ".join(f"${{{other}}}" for other in four[:-1])
                    constraint, message = f"{constraint} and {others} + . = {total}", "sum"
                rows.append(
                    {
                        "type": "integer",
                        "name": name,
                        **_labelled(name, texts),
                        "required": "yes",
                        "constraint": constraint,
                        **_translated("constraint_message", _said(message, total=total)),
                    }
                )
            given = " + ".join(f"coalesce(${{{name}}}, 0)" for name in four)
            rows += [
                {"type": "calculate", "name": f"{group}_TOTAL", "calculation": given},
                _note(f"{group}_GIVEN", _said("given", given=f"${{{group}_TOTAL}}", total=total)),
            ]
            yield from _group(group, heading, rows)


@_screens.register
def _ratings(ratings: Ratings, texts: Labels) -> Iterator[Row]:
    variables = {variable.name: variable for variable in ratings.variables()}
    for name, sector in ratings.sectors.items():
        group = f"SECTOR_{name}"
        heading = {language: texts[language][name] for language in LANGUAGES}
        rows = [_rating(variables[statement], texts) for statement in sector.statements]
        yield from _group(group, heading, [_note(f"{group}_RATE", _said("rate", **ratings.scale.model_dump())), *rows])


def _choices(instrument: Instrument, texts: Labels) -> Iterator[Row]:
    lists = {_list(variable): variable for variable in instrument.variables()}
    for name, variable in lists.items():
        for answer in variable.answers:
            plain = _translated("label", dict.fromkeys(LANGUAGES, answer))
            label = plain if variable.is_number else _labelled(f"{name}.{answer}", texts)
            yield {"list_name": name, "name": answer, **label}


def _group(name: str, heading: Texts, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that stand together on one screen."""
    yield {"type": "begin_group", "name": name, **_translated("label", heading), "appearance": "field-list"}
    yield from rows
    yield {"type": "end_group", "name": name}


def _note(name: str, said: Texts) -> Row:
    return {"type": "note", "name": name, **_translated("label", said)}


def _asked(variable: Variable, texts: Labels) -> Row:
    """A variable as a question of its own: a rating, a choice of one category, or any text where there are none."""
    if variable.is_number:
        scale = _said("scale", min=variable.low, max=variable.high)
        return _rating(variable, texts) | _translated("hint", scale)
    if not variable.categories:
        return {"type": "text", "name": variable.name, **_labelled(variable.name, texts)}
    row = {"type": f"select_one {variable.name}", "name": variable.name, **_labelled(variable.name, texts)}
    return row | {"appearance": "minimal"} if len(variable.categories) > LONG_LIST else row


def _rating(variable: Variable, texts: Labels) -> Row:
    """A rating, its values in one row."""
    label = _labelled(variable.name, texts)
    return {"type": f"select_one {_list(variable)}", "name": variable.name, **label, "appearance": "likert"}


def _list(variable: Variable) -> str:
    """The list of answers that a variable is chosen from: one for each scale, and for each question."""
    return f"SCALE_{variable.low}_{variable.high}" if variable.is_number else variable.name


def _said(text: str, **values: object) -> Texts:
    return {code: Language(code).gettext(TEXTS[text], **values) for code in LANGUAGES}


def _labelled(name: str, texts: Labels) -> Row:
    return _translated("label", {language: texts[language][name] for language in LANGUAGES})


def _translated(column: str, texts: Texts) -> Row:
    return dict(zip(_columns(column), texts.values(), strict=True))


def _parts(ocai: Ocai) -> dict[str, tuple[str, str]]:
    """OCAI part: its dimension and type."""
    return {
        part(perspective, dimension, culture_type): (dimension, culture_type)
        for perspective in ocai.perspectives
        for dimension in ocai.dimensions
        for culture_type in TYPES
    }
