"""Contracts from YAML: every mistake of every file at once, each with its file and line.

Apart from `rules/sources`, for it needs PyYAML and jsonschema, and not every call reads contracts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jsonschema
import msgspec
import yaml

from shared.errors import InvalidContract, InvalidInput
from shared.model.contract import Contract, Privacy
from shared.model.fields import CANONICAL_FIELDS, EXTENSION, JOINED
from shared.rules.calendars import public_holidays
from shared.rules.channels import mistakes_of

Path = tuple[str | int, ...]

_LANDING: Final = "landing"
_MAX_BYTES: Final = 256 << 10
_MAX_NESTING: Final = 32

_KINDS: Final = {
    "string": "text (put it in quotes)",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "settings of the form `name: value`",
}
"""What JSON Schema calls a value, in words."""

_DAYS: Final = jsonschema.FormatChecker(formats=("date",))

_BOUNDS: Final = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
}


class _Loader(yaml.SafeLoader):
    """Leaves days and times as the text they are: the model says which of them is a day."""

    yaml_implicit_resolvers = {  # noqa: RUF012  of the base class
        first: [one for one in found if one[0] != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a contract, generated from the model: editors complete by it."""
    schema = msgspec.json.schema(Contract)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "NOVA Express acquisition contract"
    for definition in schema["$defs"].values():
        if "description" in definition:
            definition["description"] = " ".join(definition["description"].split())
    source = schema["$defs"]["Source"]["properties"]
    source["mapping"]["additionalProperties"] = {"enum": [*CANONICAL_FIELDS, *JOINED, EXTENSION]}
    source["reliability"]["propertyNames"] = {"enum": list(CANONICAL_FIELDS)}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(schema))
    return plain


def read_contracts(texts: Mapping[str, str]) -> tuple[Contract, ...]:
    """The contracts behind these files (`name -> YAML text`), by id.

    Raises InvalidContract with all mistakes of all files, each as `file:line: what was got, what
    was expected`.
    """
    validator = jsonschema.Draft202012Validator(json_schema(), format_checker=_DAYS)
    contracts, mistakes = [], []
    for name in sorted(texts):
        contract, found = _read(name, texts[name], validator)
        mistakes += found
        if contract is not None:
            contracts.append(contract)
    if mistakes:
        raise InvalidContract(mistakes)
    return tuple(sorted(contracts, key=lambda contract: contract.id))


def read_yaml(text: str) -> object:
    """What a contract's YAML says, unchecked; days stay text. Raises YAMLError and ValueError."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506  a SafeLoader that reads less


def _read(
    name: str, text: str, validator: jsonschema.Draft202012Validator
) -> tuple[Contract | None, list[str]]:
    if len(text) > _MAX_BYTES or len(text.encode("utf-8", "replace")) > _MAX_BYTES:
        return None, [f"{name}:1: longer than {_MAX_BYTES} bytes; a contract is a short text"]
    try:
        refused = _find_refused(text)
        if refused:
            line, words = refused
            return None, [f"{name}:{line}: {words}"]
        tree = yaml.compose(text, Loader=_Loader)
        said = read_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return None, [f"{name}:{line}: not YAML: {getattr(error, 'problem', error)}"]
    except ValueError as error:  # a number that looks like one and is none
        return None, [f"{name}:1: not YAML: {error}"]
    if tree is None:
        return None, [f"{name}:1: empty; a contract needs at least id, name and sources"]
    lines = dict(_lines(tree))
    mistakes = [
        (_line(lines, path), said_wrong)
        for error in validator.iter_errors(said)
        for path, said_wrong in _in_words(error)
    ]
    if not mistakes:
        contract = msgspec.convert(said, Contract)
        mistakes = [(_line(lines, path), words) for path, words in _contradictions(name, contract)]
        if not mistakes:
            return contract, []
    return None, [f"{name}:{line}: {words}" for line, words in sorted(mistakes)]


def _find_refused(text: str) -> tuple[int, str] | None:
    """Find what could make a short text expand without end: an alias, or nesting too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        mark = event.start_mark
        line = mark.line + 1 if mark else 1
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            return line, f"{sign}{event.anchor}: contracts use no anchors; write the value out"
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_NESTING:
                return line, f"nested more than {_MAX_NESTING} levels deep; a contract needs few"
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _lines(node: yaml.Node, path: Path = ()) -> Iterator[tuple[Path, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, str(key.value), "<key>"), key.start_mark.line + 1
            yield from _lines(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            yield from _lines(item, (*path, place))


def _line(lines: Mapping[Path, int], path: Path) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get((*path, "<key>"), lines.get(path, 1))


def _in_words(error: jsonschema.ValidationError) -> Iterator[tuple[Path, str]]:
    path: Path = tuple(error.absolute_path)
    where = ".".join(str(step) for step in path) or "the contract"
    got: Any = error.instance
    schema: Any = error.schema
    wanted: Any = error.validator_value
    if error.validator == "additionalProperties":
        known = sorted(schema.get("properties", ()))
        for extra in sorted(set(got) - set(known)):
            yield (*path, extra), f"{where} has no setting {extra!r} (known: {', '.join(known)})"
    elif error.validator == "required":
        for missing in wanted:
            if missing not in got:
                yield path, f"{where} needs {missing!r}"
    elif error.validator == "anyOf" and any(_lies_inside(one) for one in error.context):
        # Of a setting that may be left out, what is wrong lies inside what was said.
        for inner in filter(_lies_inside, error.context):
            yield from _in_words(inner)
    else:
        expected = _expected(error.validator, wanted, schema)
        words = f"{where} is {got!r}; it must be {expected}"
        yield path, words if expected else f"{where}: {error.message}"


def _lies_inside(error: jsonschema.ValidationError) -> bool:
    return error.validator != "type"


def _expected(validator: object, wanted: Any, schema: Mapping[str, Any]) -> str:
    """What a value must be, in words; empty where we have none of our own."""
    if "date" in {one.get("format") for one in (schema, *schema.get("anyOf", ()))}:
        return "a day, as 2026-03-01"
    if validator == "enum":
        return f"one of: {', '.join(map(str, wanted))}"
    if validator == "pattern":
        return str(schema.get("description", f"matching {wanted}"))
    if validator == "anyOf":
        kinds = [str(one.get("type", "object")) for one in wanted]
        return " or ".join(_KINDS.get(kind, kind) for kind in kinds if kind != "null")
    if validator == "type":
        return _KINDS.get(str(wanted), str(wanted))
    return f"{_BOUNDS[str(validator)]} {wanted}" if validator in _BOUNDS else ""


def _contradictions(name: str, contract: Contract) -> Iterator[tuple[Path, str]]:
    stem = name.rsplit("/", 1)[-1].removesuffix(".yaml").removesuffix(".yml")
    if contract.id != stem:
        yield (
            ("id",),
            f"id is {contract.id!r} but the file is named {stem!r}; they must be the same",
        )
    yield from _of_company(contract)
    seen: set[str] = set()
    for place, source in enumerate(contract.sources):
        here: Path = ("sources", place)
        if source.id in seen:
            yield (*here, "id"), f"two sources are called {source.id!r}"
        seen.add(source.id)
        taken: dict[str, str] = {}
        for column, field in source.mapping.items():
            if field != EXTENSION and field in taken:
                yield (
                    (*here, "mapping", column),
                    f"{column!r} and {taken[field]!r} are both mapped to {field}; only one may be",
                )
            taken.setdefault(field, column)
        if source.person and source.entity == "contacts":
            yield (*here, "person"), "only a source of interactions names a person"
        yield from (((*here, *path), words) for path, words in mistakes_of(source))
    ids = {source.id for source in contract.sources}
    for place, source in enumerate(contract.sources):
        if source.person and source.person.source not in ids:
            yield (
                ("sources", place, "person", "source"),
                f"person.source is {source.person.source!r}; "
                f"it must be a source of this contract: {', '.join(sorted(ids))}",
            )


def _of_company(contract: Contract) -> Iterator[tuple[Path, str]]:
    if _LANDING in contract.id.split("_") or contract.id != contract.id.strip("_"):
        # The landing bucket is named after it, and must be readable back to one company.
        yield ("id",), f"id is {contract.id!r}; it must not end in _ nor hold the word {_LANDING!r}"
    if contract.writer.subjects and not contract.writer.issuer:
        yield ("writer", "subjects"), "writer.subjects needs writer.issuer, whose tokens they are"
    if contract.writer.issuer and not contract.writer.subjects:
        yield ("writer", "issuer"), "writer.issuer needs writer.subjects: who of them may write"
    try:
        ZoneInfo(contract.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield ("time_zone",), f"time_zone is {contract.time_zone!r}; it must be as Europe/Paris"
    if contract.privacy.calendar != Privacy().calendar:
        try:
            public_holidays(contract.privacy.calendar)
        except InvalidInput as error:
            yield ("privacy", "calendar"), str(error)
    if not contract.sources:
        yield ("sources",), "sources is empty; name at least one"
