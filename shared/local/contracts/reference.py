"""The reference of contracts for people: every setting, its type, its default, what it means.

Written into docs/contract.md by `python -m shared.local.contracts.schema`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[3]
PUBLISHED: Final = _ROOT / "docs" / "contract.md"
EXAMPLE: Final = Path(__file__).parent / "example.yaml"
"""A contract that uses nearly every setting; a test reads it."""

_HEAD: Final = """\
# The contract of an acquired company

One YAML file in `infra/acquisitions`, named `<id>.yaml`, says everything the group knows of a
company before its first file arrives. Only `id`, `name` and the `id` of one source are needed;
everything else has a default. `nova diagnose FILE --write infra/acquisitions/<id>.yaml` drafts
one from an export, mistakes are told all at once with file and line, and `nova onboard check
<id>` says what is still missing. Editors that know the YAML language server complete and check by
`contract.schema.json`, which the first line of each file names.

This page is generated from the model (`shared/model/contract.py`): `python -m
shared.local.contracts.schema` writes it anew.
"""

_CHAPTERS: Final = {
    "Contract": "The company",
    "Privacy": "`privacy`",
    "Writer": "`writer`",
    "Source": "`sources`: one system each",
    "Format": "`format` of a source",
    "Expected": "`expected` of a source",
    "Channel": "`channel` of a source",
    "Changes": "`changes` of a source",
    "Person": "`person` of a source of interactions",
}
"""Class of the model -> how its chapter is called, in the order they are read."""

_KINDS: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "settings",
}
_FEW: Final = 9
"""A choice of more words than this is said by what they are."""


def page(schema: Mapping[str, Any]) -> str:
    """The page, from the schema with descriptions; without one setting's meaning it is refused.

    Raises KeyError for a class without a chapter and for a setting nobody has described.
    """
    unplaced = set(schema["$defs"]) - set(_CHAPTERS)
    if unplaced:
        raise KeyError(f"no chapter for {sorted(unplaced)} (chapters: {list(_CHAPTERS)})")
    lines = [_HEAD]
    for model, title in _CHAPTERS.items():
        lines += [*_chapter(title, schema["$defs"][model]), ""]
    example = EXAMPLE.read_text(encoding="utf-8").rstrip()
    lines += ["## An example", "", "```yaml", example, "```", ""]
    return "\n".join(lines)


def _chapter(title: str, model: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield model["description"]
    yield ""
    yield "| setting | type | default | meaning |"
    yield "|---|---|---|---|"
    for name, setting in model["properties"].items():
        needed = name in model["required"]
        cells = (
            f"`{name}`",
            _kind(setting),
            "needed" if needed else _default(setting),
            setting["description"].replace("\n\n", " "),
        )
        yield f"| {' | '.join(one.replace('|', '&#124;') for one in cells)} |"


def _kind(setting: Mapping[str, Any]) -> str:
    """What the value must be, in words."""
    if "anyOf" in setting:
        return " or ".join(_kind(one) for one in setting["anyOf"] if one.get("type") != "null")
    if "enum" in setting:
        words = [one for one in setting["enum"] if one is not None]
        many = len(words) > _FEW
        return "a canonical field" if many else ", ".join(f"`{one}`" for one in words)
    if "$ref" in setting:
        return f"settings ({_CHAPTERS[setting['$ref'].rpartition('/')[2]]})"
    if setting.get("format") == "date":
        return "a day"
    if setting["type"] == "array":
        return f"list of {_kind(setting['items'])}"
    if setting["type"] == "object":
        inner = setting.get("additionalProperties")
        return f"name: {_kind(inner)}" if isinstance(inner, dict) else "settings"
    return _KINDS[setting["type"]] + _bounds(setting)


def _bounds(setting: Mapping[str, Any]) -> str:
    if "minimum" in setting and "maximum" in setting:
        return f", {setting['minimum']} to {setting['maximum']}"
    return f" from {setting['minimum']}" if "minimum" in setting else ""


def _default(setting: Mapping[str, Any]) -> str:
    said = setting.get("default")
    # Settings that hold settings have a chapter of their own, with the defaults inside.
    if said in (None, "", [], {}) or isinstance(said, dict):
        return ""
    return f"`{said}`" if isinstance(said, str) else f"`{json.dumps(said)}`"
