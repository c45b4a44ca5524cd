"""A proposed questionnaire as the two files that a person reads, corrects and keeps: instrument and columns of a codebook."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from competing_values.study.strict import MARK
from competing_values.tools.proposal import HIGH, Asked, Proposal, Sector

#: Names that other readers of YAML take for something else.
MISREAD = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
#: So much of a row of column names is shown.
WIDTH = 110


def instrument(proposal: Proposal, file: str) -> str:
    """The questionnaire as YAML."""
    lines = [
        f"# The questionnaire, drafted from {file}. What is written plainly, the file itself tells; a value that begins with",
        f"# {MARK} is a guess. Check each: where it is right, delete the signs {MARK}; where not, correct it, or delete its line. The",
        "# run refuses until none is left. docs/instrument.md explains every key.",
        *_ratings(proposal.sectors),
        *_questions(proposal),
        *_block("self_ratings", proposal.self_ratings, _self_rating),
        *_block("breakdowns", proposal.breakdowns, _breakdown),
    ]
    return "\n".join(lines) + "\n"


def _ratings(sectors: list[Sector]) -> Iterator[str]:
    if not sectors:
        return
    first = sectors[0]
    yield "ratings:"
    yield f"  scale: {_scale(first.low, first.high, first.scale_doubt)}{_comment(first.scale_doubt or first.comment)}"
    yield "  sectors:"
    for sector in sectors:
        label = f"{MARK} {sector.label}" if sector.label_doubt else sector.label
        yield f"    {sector.name}:"
        yield f"      label: {_quoted(label)}{_comment(sector.label_doubt)}"
        yield "      statements:"
        for one in sector.statements:
            turned = f', reversed: "{MARK} true"' if one.is_turned else ""
            why = (
                "its answers go against those of the others: is a low answer the favourable one?"
                if one.is_turned
                else ""
            )
            yield f"        {one.name}: {{label: {_quoted(one.label)}{turned}}}{_comment(why)}"


def _scale(low: int, high: int, doubt: str) -> str:
    return f"{{min: {low}, max: {_value(str(high), doubt) if doubt else high}}}"


def _questions(proposal: Proposal) -> Iterator[str]:
    if proposal.questions or proposal.choices or proposal.recommending:
        yield "questions:"
    for one in proposal.questions:
        yield from _question(one)
    for choice in proposal.choices:
        label = f"{MARK} {choice.label}" if choice.doubt else choice.label
        options = zip(choice.keys, choice.options, strict=True)
        yield f"  {choice.name}:"
        yield f"    label: {_quoted(label)}{_comment(choice.doubt)}"
        yield "    several: true"
        yield "    categories:"
        yield from (f"      {_quoted(key) if key in MISREAD else key}: {_quoted(one.label)}" for key, one in options)
    for one in proposal.recommending:
        yield f"  {one.name}: {{label: {_quoted(one.label)}, recommends: true}}"


def _block(name: str, members: list[Asked], line: Any) -> Iterator[str]:
    if members:
        yield f"{name}:"
        for one in members:
            yield from line(one)


def _question(one: Asked) -> Iterator[str]:
    yield f"  {one.name}:"
    yield f"    label: {_quoted(one.label)}"
    yield f"    categories: {_categories(one)}"
    if not one.is_ordered:
        yield "    ordered: false"


def _self_rating(one: Asked) -> Iterator[str]:
    high = one.low + round(HIGH * (one.high - one.low))
    scale = _scale(one.low, one.high, one.doubt)
    yield f"  {one.name}: {{label: {_quoted(one.label)}, scale: {scale}, high: {high}}}{_comment(one.doubt)}"


def _breakdown(one: Asked) -> Iterator[str]:
    if one.categories:
        yield f"  {one.name}:"
        yield f"    label: {_quoted(one.label)}"
        yield f"    categories: {_categories(one)}"
    else:
        yield f"  {one.name}: {{label: {_quoted(one.label)}}}"


def _categories(one: Asked) -> str:
    names = {name: _quoted(name) if name in MISREAD else name for name in one.categories}
    return "{" + ", ".join(f"{names[name]}: {_quoted(label)}" for name, label in one.categories.items()) + "}"


def columns(proposal: Proposal) -> Iterator[str]:
    """The lines of a codebook that say where each question stands, and how its entries are read."""
    shared: dict[str, str] = {}
    asked = [
        *(statement for sector in proposal.sectors for statement in sector.statements),
        *proposal.questions, *(one for choice in proposal.choices for one in choice.options), *proposal.recommending,
        *proposal.self_ratings, *proposal.breakdowns,
    ]  # fmt: skip
    for one in asked:
        yield from _column(one, shared)


def _column(one: Asked, shared: dict[str, str]) -> Iterator[str]:
    yield from column(one, _quoted(one.column.name), shared)


def column(one: Asked, header: str, shared: dict[str, str]) -> Iterator[str]:
    """The lines of one variable; `header` is the name of its column as it is written, perhaps with a mark and a comment."""
    answers = one.answers
    missing = [*answers.missing, *answers.doubtful_missing]
    if not answers.values and not missing and not one.bins:
        yield f"  {one.name}: {header}"
        return
    yield f"  {one.name}:"
    yield f"    column: {header}"
    if one.bins:
        bands = ", ".join(f"{name}: {start}" for name, start in one.bins.items())
        yield f"    bins: {{{bands}}} # bands, and where each begins; others do as well"
    if answers.values:
        pairs = [(entry, value, entry in answers.doubtful) for entry, value in answers.values.items()]
        block = [f"      {_quoted(entry)}: {_value(value, 'x' if doubt else '')}" for entry, value, doubt in pairs]
        yield from _shared("values", block, shared, answers.comment)
    if missing:
        told = {entry: one.column.labels.get(entry, "") for entry in missing}
        comment = ", ".join(f"{entry} is «{label}»" for entry, label in told.items() if label)
        why = _comment("off the scale, without a label: does it mean no answer?")
        block = [f"      - {_quoted(entry)}" for entry in answers.missing]
        block += [f"      - {_value(entry, 'x')}{why}" for entry in answers.doubtful_missing]
        yield from _shared("missing", block, shared, comment)


def _shared(key: str, block: list[str], shared: dict[str, str], comment: str) -> Iterator[str]:
    """A list or mapping that several columns have: written out once, then named."""
    text = "\n".join([key, *block])
    if text in shared:
        yield f"    {key}: *{shared[text]}"
        return
    shared[text] = f"{key}_{sum(name.startswith(key) for name in shared.values()) + 1}"
    yield f"    {key}: &{shared[text]}{_comment(comment)}"
    yield from block


def left_out(proposal: Proposal) -> Iterator[str]:
    """Comments that name every column that is not read, by the reason."""
    for reason, names in sorted(proposal.left.items()):
        yield from _wrapped(f"# Not read ({reason}): ", [name or "(no name)" for name in names])


def _wrapped(start: str, names: Iterable[str]) -> Iterator[str]:
    line = start
    for place, name in enumerate(names):
        part = name if place == 0 else f", {name}"
        if len(line) + len(part) > WIDTH and line not in {start, "#   "}:
            yield line + ","
            line, part = "#   ", name
        line += part
    yield line


def _value(value: str, doubt: str) -> str:
    return _quoted(f"{MARK} {value}" if doubt else value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return f" # {text}" if text else ""
