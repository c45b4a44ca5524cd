"""Strict reading of YAML into models: every key known, every value of its type, every fault named at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from competing_values.errors import UserError
from competing_values.study.spelling import IMPOSSIBLE

#: What a draft puts before a value that a person must check.
MARK = "??"
#: So many values a file may have after its aliases are written out, and so deep may it be nested.
VALUES, DEPTH = 200_000, 50
SHOWN = 60
UNWRITABLE = re.compile(f"[{IMPOSSIBLE}\ud800-\udfff]")
#: Patterns of names, and how to say them.
NAME, WAVE_NAME = r"^[a-z][a-z0-9_]*$", r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$"
COLOUR = r"^#[0-9A-Fa-f]{6}$"
PATTERNS = {
    NAME: "a name of small Latin letters, digits and `_` that begins with a letter",
    WAVE_NAME: "a name of Latin letters, digits, `.`, `_` and `-` that does not begin with `.`",
    COLOUR: 'a colour of six hexadecimal digits in quotes (`"#005EA2"`)',
}
#: What pydantic's types of errors say of the value that is expected.
EXPECTED = {
    "string_type": "text",
    "string_too_long": "not more than {max_length} sign",
    "string_too_short": "at least {min_length} sign",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "`true` or `false`",
    "bool_parsing": "`true` or `false`",
    "greater_than": "a number above {gt:g}",
    "greater_than_equal": "a number of {ge:g} or more",
    "less_than": "a number below {lt:g}",
    "less_than_equal": "a number of {le:g} or less",
    "dict_type": "keys with values (`key: value`)",
    "model_type": "keys with values (`key: value`)",
    "list_type": "a list (`[first, second]`)",
    "too_short": "at least {min_length} entry",
}
#: What a YAML parser says, and how to say it to someone who writes no programs.
PROBLEMS = {
    "cannot start any token": "there is a tab or a sign that YAML does not know here; indent with spaces, "
    "and put text with special signs in quotes",
    "mapping values are not allowed": "a colon stands where none is expected; indent the line as its neighbours, "
    "and put text with a colon in quotes",
    "undefined alias": "`*` begins a reference here, and nothing bears that name; put text that begins with `*` in quotes",
    "found another document": "a second document begins here; delete the line `---`",
    "found unexpected end of stream": "a quote that was opened is not closed; close it",
    "determine a constructor": "`!` begins a type here; put text that begins with `!` in quotes",
}

Location = tuple[int | str, ...]
Told = tuple[Location, str]


class Strict(BaseModel):
    """A mapping of the study's files: unknown keys are errors that name the nearest valid one."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, allow_inf_nan=False)

    @classmethod
    def faults(cls, values: dict[str, Any]) -> Iterator[Told]:
        """Place and words of what is wrong between the keys of a mapping, as it was written."""
        yield from ()

    def contradictions(self) -> Iterator[Told]:
        """Place and words of what is wrong between values that are right one by one."""
        yield from ()

    @model_validator(mode="wrap")
    @classmethod
    def _every_fault(cls, value: Any, handler: Callable[[Any], Any]) -> Any:
        """Tell unknown keys and `faults` beside those of the fields, where pydantic would stop at the first kind."""
        if not isinstance(value, dict):
            return handler(value)
        known = {declared.alias or name for name, declared in cls.model_fields.items()}
        told: list[Told] = [((str(key),), unknown("key", str(key), known)) for key in value if key not in known]
        told += cls.faults(value)
        details: list[InitErrorDetails] = []
        try:
            found = handler({key: part for key, part in value.items() if key in known})
            told += found.contradictions()
        except ValidationError as error:
            details += [_detail(dict(fault)) for fault in error.errors()]
        details = [
            *(_detail({"type": "told", "ctx": {"told": words}, "loc": at, "input": None}) for at, words in told),
            *details,
        ]
        if details:
            raise ValidationError.from_exception_data(cls.__name__, details)
        return found


def _detail(fault: dict[str, Any]) -> InitErrorDetails:
    kind = PydanticCustomError("told", "{told}", fault["ctx"]) if fault["type"] == "told" else fault["type"]
    return InitErrorDetails(type=kind, loc=fault["loc"], input=fault["input"], ctx=fault.get("ctx", {}))


class _Text(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which every scalar is text, so that `no`, `01`, `12:30` and `1.10` stay what was written.

    The models turn text into numbers where they expect numbers. Only an empty value and `null` are nothing.
    """


_Text.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

Model = TypeVar("Model", bound=Strict)


def unknown(what: str, name: str, known: Any) -> str:
    """Sentence for a name that is none of the known ones, with the nearest of them."""
    names = sorted(map(str, known))
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"expected one of: {', '.join(names) or '(there is none)'}"
    return f"`{_short(name)}` is no known {what}; {hint}"


def unless_reserved(reserved: set[str]) -> Callable[[str], str]:
    """A check that a name is none of the reserved ones."""

    def check(name: str) -> str:
        if name in reserved:
            raise ValueError(f"`{name}` is reserved; choose another name")
        return name

    return check


def mapping_at(values: Any, *keys: str) -> dict[str, Any]:
    """The mapping at some keys of what a file holds, which may have faults; empty where there is none."""
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else {}


@dataclass(frozen=True)
class Document(Generic[Model]):
    """A YAML file as far as it could be read.

    Attributes
    ----------
    path
        The file.
    values
        What stands in it, as text, with nothing where a draft's mark is left; None when it is no YAML.
    found
        The model; None when there are faults.
    faults
        All that is wrong with it, in words.
    """

    path: Path
    values: Any = None
    found: Model | None = None
    faults: list[str] = field(default_factory=list)
    tree: yaml.Node | None = None

    def fault(self, location: Location, words: str) -> str:
        """A fault with its file, line and key."""
        return f"{_place(self.path, self.tree, location)}: {words}"


def read(path: str | Path, model: type[Model], overrides: dict[str, Any] | None = None) -> Model:
    """Read a YAML file into a model.

    Parameters
    ----------
    path
        The file.
    model
        What the file must hold.
    overrides
        Values that replace those of the file, key by key, at any depth.

    Raises
    ------
    UserError
        When the file is missing, no YAML, has a key twice, an unknown key or a value of the wrong type. The message
        has a line for each fault: file, line, key, what was found and what was expected.
    """
    document = read_document(path, model, overrides)
    if document.found is None:
        raise UserError("\n".join(document.faults))
    return document.found


def read_document(path: str | Path, model: type[Model], overrides: dict[str, Any] | None = None) -> "Document[Model]":
    """Read a YAML file as `read` does, and keep its faults, so that those of several files can come together."""
    path = Path(path)
    try:
        tree, values = _parsed(path)
    except UserError as error:
        return Document(path, faults=[str(error)])
    values = _merged(values if values is not None else {}, overrides or {})
    document: Document[Model] = Document(path, _unmarked(values), tree=tree)
    found: Model | None = None
    told: list[Told] = []
    try:
        found = model.model_validate(values)
    except ValidationError as error:
        told = list(_told(error, tree))
    faults = [document.fault(location, words) for location, words in told]
    faults += [f"{path}, line {line}: {words}" for line, words in (*_twice(tree), *_marked(tree), *_unwritable(tree))]
    return replace(document, found=None if faults else found, faults=faults)


def _parsed(path: Path) -> tuple[yaml.Node | None, Any]:
    try:
        loader = _Text(path.read_text(encoding="utf-8-sig"))
        tree = loader.get_single_node()
        if tree:
            _refuse_bomb(path, tree)
        return tree, loader.construct_document(tree) if tree else None
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file. Create it, or correct the path that names it.") from None
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}. Name a file that can be read.") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UserError(f"{path}, line {line}: this is not UTF-8. Save the file as text in UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line_of = f", line {mark.line + 1}" if mark else ""
        raise UserError(f"{path}{line_of}: {_problem(str(error.problem or error.context))}.") from None
    except yaml.YAMLError:
        raise UserError(f"{path}: a sign that text cannot have stands in it. Save the file as text in UTF-8.") from None
    except RecursionError:
        raise UserError(f"{path}: {_TOO_DEEP}.") from None


_TOO_DEEP = f"values stand in each other more than {DEPTH} deep; write them flatter"


def _problem(said: str) -> str:
    for sign, words in PROBLEMS.items():
        if sign in said:
            return words
    return (
        f"from here on it is not YAML ({said}); look in this line and the one above for a quote or bracket that is not "
        "closed, or for another indentation than that of the neighbours"
    )


def _refuse_bomb(path: Path, tree: yaml.Node) -> None:
    """Count the values that a tree has when its aliases are written out, without writing them out."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node, depth: int) -> int:
        if depth > DEPTH:  # also where an alias stands within its own anchor
            raise UserError(f"{path}, line {node.start_mark.line + 1}: {_TOO_DEEP}.")
        if id(node) not in sizes:
            sizes[id(node)] = 1 + sum(size(child, depth + 1) for child in _children(node))
        return sizes[id(node)]

    if size(tree, 0) > VALUES:
        raise UserError(
            f"{path}: with its references (`*name`) written out, the file has more than {VALUES} values. "
            "Write it without references."
        )


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.CollectionNode):
        for child in node.value:
            yield from child if isinstance(child, tuple) else (child,)


def _nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Every node of a YAML tree, each once."""
    waiting, seen = [node] if node else [], set()
    while waiting:
        current = waiting.pop()
        if id(current) not in seen:
            seen.add(id(current))
            yield current
            waiting += reversed([*_children(current)])


def _twice(tree: yaml.Node | None) -> Iterator[tuple[int, str]]:
    for node in _nodes(tree):
        if isinstance(node, yaml.MappingNode):
            seen: dict[Any, int] = {}
            for key, _ in node.value:
                line = key.start_mark.line + 1
                if isinstance(key, yaml.ScalarNode) and seen.setdefault(key.value, line) != line:
                    first = seen[key.value]
                    yield (
                        line,
                        f"the key `{key.value}` stands here a second time (first in line {first}); keep one of the two",
                    )


def _is_marked(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(MARK)


def _unmarked(value: Any) -> Any:
    match value:
        case dict():
            return {key: _unmarked(part) for key, part in value.items()}
        case list():
            return [_unmarked(part) for part in value]
    return None if _is_marked(value) else value


def _marked(tree: yaml.Node | None) -> Iterator[tuple[int, str]]:
    for node in _nodes(tree):
        if isinstance(node, yaml.ScalarNode) and node.value.startswith(MARK):
            yield (
                node.start_mark.line + 1,
                f"`{node.value}` is still marked; check it, and delete the question marks",
            )


def _unwritable(tree: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Signs that stand for no text, as escapes in quotes can make them; drawings and pages could not hold them."""
    for node in _nodes(tree):
        if isinstance(node, yaml.ScalarNode) and (found := UNWRITABLE.search(node.value)):
            yield node.start_mark.line + 1, f"the sign U+{ord(found[0]):04X} here is no sign of a text; delete it"


def _merged(values: Any, overrides: dict[str, Any]) -> Any:
    if not isinstance(values, dict):
        return values
    return values | {
        key: _merged(values.get(key, {}), new) if isinstance(new, dict) else new for key, new in overrides.items()
    }


def _reached(tree: yaml.Node | None, location: Location) -> tuple[int | None, tuple[str, ...]]:
    """Line and keys of the deepest node of the YAML tree that a location reaches."""
    line: int | None = None
    keys: tuple[str, ...] = ()
    node = tree
    for step in location:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
            if str(step) not in pairs:
                continue
            key, node = pairs[str(step)]
            line, keys = key.start_mark.line + 1, (*keys, str(step))
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line, keys = node.start_mark.line + 1, (*keys, str(step + 1))
    return line, keys


def _place(path: Path, tree: yaml.Node | None, location: Location) -> str:
    line, keys = _reached(tree, location)
    place = f"{path}, line {line}" if line else str(path)
    return f"{place}, {'.'.join(keys)}" if keys else place


def _told(error: ValidationError, tree: yaml.Node | None) -> Iterator[Told]:
    """Place and words of each fault; those of one value that may be of several kinds are told together."""
    faults = [fault for fault in error.errors() if not _is_marked(fault["input"])]
    expected: dict[tuple[str, ...], tuple[Location, str, list[str]]] = {}
    for fault in faults:
        location = fault["loc"]
        if words := _sentence(dict(fault)):
            yield location, words
        elif not (isinstance(fault["input"], dict) and _is_told_below(location, faults)):
            keys = _reached(tree, location)[1]
            expected.setdefault(keys, (location, _found(fault["input"]), []))[2].append(_expectation(dict(fault)))
    for location, found, kinds in expected.values():
        mend = "; fill it in, or delete the key" if found == "nothing" else ""
        yield location, f"expected {' or '.join(dict.fromkeys(kinds))}, found {found}{mend}"


def _is_told_below(location: Location, faults: list[Any]) -> bool:
    """Whether a value that may be text or keys is keys, and what is wrong with them is told."""
    above = location[:-1]
    return any(len(fault["loc"]) > len(location) and fault["loc"][: len(above)] == above for fault in faults)


def _sentence(fault: dict[str, Any]) -> str:
    match fault["type"]:
        case "told":
            return str(fault["msg"])
        case "missing":
            return f"the key `{fault['loc'][-1]}` is missing; add it"
        case "value_error":
            return str(fault["msg"]).removeprefix("Value error, ")
        case "literal_error" if isinstance(fault["input"], str):
            return unknown("choice here", fault["input"], re.findall("'(.*?)'", fault["ctx"]["expected"]))
    return ""


def _expectation(fault: dict[str, Any]) -> str:
    limits = fault.get("ctx", {})
    if fault["type"] == "string_pattern_mismatch":
        return PATTERNS[limits["pattern"]]
    return EXPECTED[fault["type"]].format(**limits) if fault["type"] in EXPECTED else str(fault["msg"])


def _found(value: Any) -> str:
    match value:
        case None | "":
            return "nothing"
        case dict() | list() if not value:
            return "nothing in it"
        case dict():
            return "keys with values"
        case list():
            return "a list"
    return f"`{_short(str(value))}`"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
