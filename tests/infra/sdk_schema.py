"""Checks recorded inputs against the types of the pulumi_gcp package: no schema needs downloading.

The package declares, for every resource, an `…Args` class: its properties with their types, which
of them are required, and in the documentation of each which values it takes. The SDK itself does
not check nested objects, enumerations or kinds; the real provider would, on the first `up`.
"""

from __future__ import annotations

import collections.abc
import importlib
import inspect
import json
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import pulumi
import pulumi_gcp  # noqa: F401  registers the modules of its resources
from pulumi import _types
from pulumi.runtime import rpc

from tests.infra import computed, limits
from tests.infra.sdk_documentation import allowed

_PACKAGE: Final = "gcp:"
_MARKS: Final = {"$secret", "$unknown", "$asset", "$archive", "$resource"}
_STRINGIFIED: Final = "Calling __str__ on an Output"


class Property(NamedTuple):
    """One property of a resource or of an object nested in one."""

    type: Any
    required: bool
    values: frozenset[str]
    """What its documentation says it may be; empty where it says nothing."""


def mistakes(recording: Mapping[str, Any]) -> list[str]:
    """Everything the provider would refuse, or silently take for something else, with its place."""
    found = []
    for resource in recording["resources"]:
        place = f"{resource['type']} {resource['name']}"
        found += [f"{place}: {mistake}" for mistake in _of_resource(resource)]
    found += [f"stack outputs: {mistake}" for mistake in _stringified("", recording["outputs"])]
    return found


def _of_resource(resource: Mapping[str, Any]) -> Iterator[str]:
    yield from _stringified("", resource["inputs"])
    if not resource["custom"] or not resource["type"].startswith(_PACKAGE):
        return
    arguments = _arguments(resource["type"])
    if arguments is None:
        yield "this version of pulumi_gcp has no such resource"
        return
    yield from _of_object(arguments, "", resource["inputs"])
    yield from limits.exceeded(resource["type"], resource["inputs"])


def _stringified(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, str) and _STRINGIFIED in value:
        yield f"{path}: an output was formatted into a text before it was known"
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _stringified(_below(path, name), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _stringified(f"{path}[{index}]", item)


def _of_object(arguments: type, path: str, given: Mapping[str, Any]) -> Iterator[str]:
    known = _properties(arguments)
    for name, value in given.items():
        if name in known:
            yield from _of_value(known[name].type, known[name].values, _below(path, name), value)
        else:
            yield f"{_below(path, name)}: unknown property (known: {', '.join(sorted(known))})"
    for name in sorted(set(known) - set(given)):
        if known[name].required:
            yield f"{_below(path, name)}: missing"


def _of_value(expected: Any, values: frozenset[str], path: str, value: Any) -> Iterator[str]:
    expected = _bare(expected)
    if expected is Any or value is None:
        return
    if isinstance(value, dict) and len(value) == 1 and set(value) <= _MARKS:
        yield from _of_mark(expected, values, path, value)
    elif kind := _container(expected):
        if isinstance(value, kind):
            yield from _of_items(expected, values, path, value)
        else:
            yield _wrong_kind(path, expected, value)
    elif not _is_scalar(expected, value):
        yield _wrong_kind(path, expected, value)
    elif values and isinstance(value, str) and value not in values:
        yield f"{path}: got {value!r}, expected one of {', '.join(sorted(values))}"


def _of_mark(
    expected: Any, values: frozenset[str], path: str, value: Mapping[str, Any]
) -> Iterator[str]:
    """A secret is what it hides; a file must be wanted; the rest cannot be known."""
    ((mark, content),) = value.items()
    if mark == "$secret":
        yield from _of_value(expected, values, path, content)
    elif mark in ("$asset", "$archive") and not _takes_files(expected):
        yield f"{path}: got a file where {_in_words(expected)} is expected"


def _container(expected: Any) -> type[dict[str, Any]] | type[list[Any]] | None:
    """What JSON calls a type that holds others; None for a scalar."""
    origin = typing.get_origin(expected)
    if _is_nested(expected) or origin in (collections.abc.Mapping, dict):
        return dict
    return list if origin in (collections.abc.Sequence, list) else None


def _of_items(expected: Any, values: frozenset[str], path: str, value: Any) -> Iterator[str]:
    if _is_nested(expected):
        yield from _of_object(expected, path, value)
    elif isinstance(value, list):
        (item_type,) = typing.get_args(expected)
        for index, item in enumerate(value):
            yield from _of_value(item_type, values, f"{path}[{index}]", item)
    else:
        _, item_type = typing.get_args(expected)
        for name, item in value.items():
            yield from _of_value(item_type, frozenset(), _below(path, name), item)


def _is_scalar(expected: Any, value: Any) -> bool:
    if expected is bool:
        return isinstance(value, bool)
    if expected is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if expected is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if expected is str:
        return isinstance(value, str)
    return not isinstance(value, dict | list) and not _takes_files(expected)


def _takes_files(expected: Any) -> bool:
    members = typing.get_args(expected) or (expected,)
    return any(member in (pulumi.Asset, pulumi.Archive) for member in members)


def _wrong_kind(path: str, expected: Any, value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return f"{path}: got {kinds.get(type(value), 'a number')}, expected {_in_words(expected)}"


def _in_words(expected: Any) -> str:
    words: dict[Any, str] = {list: "a list", dict: "an object", str: "a text"}
    words |= {int: "a whole number", float: "a number", bool: "true or false"}
    return words.get(_container(expected) or expected, str(expected))


def _bare(declared: Any) -> Any:
    """The type inside `Input[Optional[T]]`: what is left without None, promises and outputs."""
    while typing.get_origin(declared) in (typing.Union, types.UnionType):
        members = [
            member
            for member in typing.get_args(declared)
            if member is not type(None)
            and typing.get_origin(member) not in (collections.abc.Awaitable, pulumi.Output)
        ]
        nested = [member for member in members if _is_nested(member)]
        if len(nested or members) != 1:
            return declared
        (declared,) = nested or members
    return declared


def _is_nested(expected: Any) -> bool:
    return isinstance(expected, type) and _types.is_input_type(expected)


@cache
def _arguments(token: str) -> type | None:
    """The class that declares what a resource of this type takes."""
    place = _place(token)
    if place is None:
        return None
    module, name = place
    found: type = getattr(importlib.import_module(module), f"{name}Args")
    return found


def _place(token: str) -> tuple[str, str] | None:
    """The module and the name of a resource's class."""
    _, module, _ = token.split(":")
    # Where the package registers, at import, which class stands for which type.
    for registered in rpc._RESOURCE_MODULES.get(f"gcp:{module}", []):
        description: dict[str, Any] = registered.mod_info  # type: ignore[attr-defined]
        if token in description["classes"]:
            return description["fqn"], description["classes"][token]
    return None


@cache
def _properties(arguments: type) -> Mapping[str, Property]:
    names = _types.input_type_py_to_pulumi_names(arguments)
    declared = _types.input_type_types(arguments)
    signature = inspect.signature(arguments.__init__).parameters  # type: ignore[misc]
    return {
        wire: Property(
            type=declared[wire],
            required=signature[python].default is inspect.Parameter.empty,
            values=allowed(inspect.getdoc(getattr(arguments, python)) or ""),
        )
        for python, wire in names.items()
    }


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def table_mistakes() -> list[str]:
    """Types and outputs of computed.py that this version of pulumi_gcp does not know."""
    found = []
    for token in computed.RESOURCES:
        place = _place(token)
        if place is None:
            found.append(f"{token}: no such resource")
            continue
        module, name = place
        outputs = _types.resource_types(getattr(importlib.import_module(module), name))
        facts = computed.Facts(project="p", region="r", logical="l", inputs={})
        _, answered = computed.answer(token, facts)
        found += [f"{token}: no output {output!r}" for output in set(answered) - set(outputs)]
    return found


if __name__ == "__main__":
    json.dump(table_mistakes(), sys.stdout)
