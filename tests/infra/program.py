"""Runs the deployment program against the recording engine, and gives its graph to tests."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[2]
PYTHON: Final = ROOT / "infra" / ".venv" / "bin" / "python"

_HIDDEN: Final = "a secret of the stack"
"""Stands for every encrypted value: only Pulumi's own key opens those of a stack file."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """What the program asked for about one resource; URNs wherever another one is meant."""

    urn: str
    type: str
    name: str
    parent: str | None
    """None for what hangs off the stack itself."""
    inputs: Mapping[str, Any]
    """Plain JSON; tests/infra/wire.py says how secrets, files and unknown values look."""
    outputs: Mapping[str, Any] | None
    """What a component registered as its outputs; None if it registered nothing."""
    custom: bool
    """False for a component."""
    protect: bool
    retain_on_delete: bool
    dependencies: tuple[str, ...]
    property_dependencies: Mapping[str, list[str]]
    delete_before_replace: bool
    ignore_changes: tuple[str, ...]
    replace_on_changes: tuple[str, ...]
    replace_with: tuple[str, ...]
    deleted_with: str | None
    import_id: str | None
    provider: str | None
    """The URN of an explicit provider; None for the default one."""


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Everything one run of the program asked for."""

    resources: tuple[Resource, ...]
    outputs: Mapping[str, Any]
    logs: tuple[Mapping[str, str], ...]
    error: str | None
    schema_errors: tuple[str, ...]

    @cached_property
    def _by_urn(self) -> Mapping[str, Resource]:
        return {resource.urn: resource for resource in self.resources}

    @property
    def urns(self) -> frozenset[str]:
        """The URNs of all resources, without the stack's."""
        return frozenset(self._by_urn)

    def of(self, token: str) -> tuple[Resource, ...]:
        """All resources of a type, by name."""
        found = [resource for resource in self.resources if resource.type == token]
        return tuple(sorted(found, key=lambda resource: resource.urn))

    def one(self, token: str, name: str) -> Resource:
        """The resource of a type and logical name. Raises LookupError unless there is one."""
        found = [resource for resource in self.of(token) if resource.name == name]
        if len(found) != 1:
            names = ", ".join(resource.name for resource in self.of(token)) or "none"
            raise LookupError(f"{len(found)} resources {token} {name!r} (of this type: {names})")
        return found[0]

    def at(self, urn: str) -> Resource:
        """The resource of a URN. Raises LookupError if there is none."""
        if urn not in self._by_urn:
            raise LookupError(f"no resource {urn}")
        return self._by_urn[urn]

    def inputs(self, urn: str) -> Mapping[str, Any]:
        """The inputs of the resource of a URN. Raises LookupError if there is none."""
        return self.at(urn).inputs

    def children(self, urn: str | None) -> tuple[Resource, ...]:
        """The resources whose parent this is; None for those of the stack itself."""
        return tuple(resource for resource in self.resources if resource.parent == urn)


def run(
    stack: str,
    *,
    preview: bool = False,
    acquisitions: Path | None = None,
    config: Mapping[str, Any] | None = None,
    root: Path = ROOT,
) -> Graph:
    """The graph of the program at `root`, configured as its file of this stack says.

    `config` lies over the stack's file (full keys, as `nova:region`; a secret as
    `{"secure": text}`, also inside an object); `acquisitions` is another folder of contracts. A
    run takes seconds and is remembered by its arguments. With `preview`, computed values are
    unknown, as before the first deployment.
    """
    given = dict(config or {})
    if acquisitions is not None:
        given["nova:acquisitions"] = str(acquisitions)
    return _run(stack, preview, json.dumps(given, sort_keys=True), root)


@cache
def _run(stack: str, preview: bool, overlay: str, root: Path) -> Graph:
    values, secret_keys = _passed_on({**_configured(root, stack), **json.loads(overlay)})
    if not PYTHON.exists():
        raise FileNotFoundError(f"{PYTHON.relative_to(ROOT)} is missing: run `make infra`")
    options = ["--root", str(root), "--stack", stack, "--check-schema"]
    ended = subprocess.run(
        [str(PYTHON), "-m", "tests.infra.engine", *options, *["--preview"][: int(preview)]],
        input=json.dumps({"config": values, "secret_keys": secret_keys}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"the recording engine failed: {ended.stderr[-3000:]}")
    return _graph(json.loads(ended.stdout))


def _configured(root: Path, stack: str) -> dict[str, Any]:
    """What the project's and the stack's file say, by full key; encrypted texts as one other."""
    project = yaml.safe_load((root / "Pulumi.yaml").read_text("utf-8"))
    file = yaml.safe_load((root / f"Pulumi.{stack}.yaml").read_text("utf-8")) or {}
    defaults = {
        key: value.get("value", value.get("default")) if isinstance(value, dict) else value
        for key, value in (project.get("config") or {}).items()
    }
    return {
        name if ":" in name else f"{project['name']}:{name}": _readable(value)
        for name, value in {**defaults, **(file.get("config") or {})}.items()
        if value is not None
    }


def _readable(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _HIDDEN if name == "secure" else _readable(item) for name, item in value.items()
        }
    return [_readable(item) for item in value] if isinstance(value, list) else value


def _passed_on(values: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """The configuration as Pulumi passes it on: texts, and which of them hold a secret."""
    opened = {key: _opened(value) for key, value in values.items()}
    texts = {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in opened.items()
    }
    return texts, [key for key, value in values.items() if opened[key] != value]


def _opened(value: Any) -> Any:
    """The value with `{"secure": text}` replaced by the text, wherever it stands."""
    if isinstance(value, dict):
        if set(value) == {"secure"}:
            return value["secure"]
        return {name: _opened(item) for name, item in value.items()}
    return [_opened(item) for item in value] if isinstance(value, list) else value


def _graph(recording: dict[str, Any]) -> Graph:
    resources = tuple(
        Resource(**{name: _frozen(value) for name, value in resource.items()})
        for resource in recording["resources"]
    )
    return Graph(
        resources=resources,
        outputs=recording["outputs"],
        logs=tuple(recording["logs"]),
        error=recording["error"],
        schema_errors=tuple(recording["schema_errors"]),
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
