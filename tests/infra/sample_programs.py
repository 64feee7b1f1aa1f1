"""Small deployment programs, written into a folder, for the tests of the harness itself."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import yaml

CONFIG = {"gcp:project": "sample-project", "gcp:region": "europe-west1"}


def a_program(folder: Path, text: str, *, config: dict[str, object] | None = None) -> Path:
    """The root of a program, as Pulumi finds one: its files, and the stack `dev`."""
    (folder / "program").mkdir()
    (folder / "program" / "__main__.py").write_text(dedent(text), "utf-8")
    project = {"name": "sample", "runtime": "python", "main": "program/"}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(project), "utf-8")
    stack = {"config": {**CONFIG, **(config or {})}}
    (folder / "Pulumi.dev.yaml").write_text(yaml.safe_dump(stack), "utf-8")
    return folder
