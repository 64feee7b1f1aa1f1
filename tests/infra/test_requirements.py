"""Two environments, one version of what both hold."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

APART = {
    "protobuf": "pulumi needs 6 (`protobuf<7`), Google's clients in the functions come with 7",
}
"""Packages that cannot be the same in both, and why."""


def pins(path: Path) -> dict[str, str]:
    """The version of every package of a requirements file; each must be pinned exactly."""
    lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    return {
        name.lower().replace("-", "_"): version
        for name, version in (line.split("==") for line in lines if line)
    }


def test_what_both_environments_hold_has_one_version() -> None:
    functions = pins(ROOT / "requirements.txt")
    deployment = pins(ROOT / "infra" / "requirements.txt")

    shared = (functions.keys() & deployment.keys()) - APART.keys()

    assert {"msgspec", "pyyaml", "jsonschema"} <= shared  # what `shared/` is imported with
    assert {name: deployment[name] for name in shared} == {name: functions[name] for name in shared}


def test_an_exception_is_one_only_while_the_versions_differ() -> None:
    functions = pins(ROOT / "requirements.txt")
    deployment = pins(ROOT / "infra" / "requirements.txt")

    assert [name for name in APART if functions[name] == deployment[name]] == []
