"""Strict reading of YAML into models: every key known, every value of its type, every fault named at once."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from competing_values.errors import UserError

#: What a draft puts before a value that a person must check.
MARK = "??"


class Strict(BaseModel):
    """A mapping of the study's files: unknown keys are errors that name the nearest valid one."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        known = {field.alias or name for name, field in cls.model_fields.items()}
        for key in value:
            if key not in known:
                raise PydanticCustomError("unknown_key", "{message}", {"message": unknown("key", str(key), known)})
        return value


class _Text(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which every scalar is text, so that `no`, `01`, `12:30` and `1.10` stay what was written.

    The models turn text into numbers where they expect numbers. Only an empty value and `null` are nothing.
    """


_Text.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Text, node: yaml.MappingNode) -> dict[str, Any]:
    loader.flatten_mapping(node)
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in result:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key `{key}` stands here a second time; keep one of the two", key_node.start_mark
            )
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_Text.add_constructor("tag:yaml.org,2002:map", _mapping)

Model = TypeVar("Model", bound=Strict)


def unknown(what: str, name: str, known: Any) -> str:
    """Sentence for a name that is none of the known ones, with the nearest of them."""
    names = sorted(map(str, known))
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"expected one of: {', '.join(names)}"
    return f"`{name}` is no known {what}; {hint}"


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
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        loader = _Text(text)
        tree = loader.get_single_node()
        values = loader.construct_document(tree) if tree else None
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file. Create it, or correct the path that names it.") from None
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UserError(f"{path}{line}: {error.problem or error}") from None
    marked = [
        f"{path}, line {node.start_mark.line + 1}: `{node.value}` is still marked; check it, and delete the question marks"
        for node in _scalars(tree)
        if node.value.startswith(MARK)
    ]
    try:
        found = model.model_validate(_merged(values if values is not None else {}, overrides or {}))
    except ValidationError as error:
        faults = [fault for fault in error.errors() if not str(fault["input"]).startswith(MARK)]
        told = [f"{_place(path, tree, fault['loc'])}: {_words(dict(fault))}" for fault in faults]
        raise UserError("\n".join([*told, *marked])) from None
    if marked:
        raise UserError("\n".join(marked))
    return found


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Every key and value of a YAML tree."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.CollectionNode):
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                yield from _scalars(part)


def _merged(values: Any, overrides: dict[str, Any]) -> Any:
    if not isinstance(values, dict):
        return values
    return values | {
        key: _merged(values.get(key, {}), new) if isinstance(new, dict) else new for key, new in overrides.items()
    }


def _place(path: Path, tree: yaml.Node | None, location: tuple[int | str, ...]) -> str:
    """File, line and key of a fault: the deepest node of the YAML tree that the location reaches."""
    line: int | None = None
    keys: list[str] = []
    node = tree
    for step in location:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if str(step) not in pairs:
                continue
            key, node = pairs[str(step)]
            line, keys = key.start_mark.line + 1, [*keys, str(step)]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line, keys = node.start_mark.line + 1, [*keys, str(step + 1)]
    place = f"{path}, line {line}" if line else str(path)
    return f"{place}, {'.'.join(keys)}" if keys else place


def _words(fault: dict[str, Any]) -> str:
    match fault["type"]:
        case "missing":
            return f"the key `{fault['loc'][-1]}` is missing; add it"
        case "unknown_key" | "value_error" | "study":
            return str(fault["msg"]).removeprefix("Value error, ")
    message = str(fault["msg"]).removeprefix("Input should be ")
    return f"expected {message[0].lower()}{message[1:]}, found `{fault['input']}`"
