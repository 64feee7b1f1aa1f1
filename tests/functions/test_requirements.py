"""Each function's requirements.txt: what its archive imports, at the pins of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.requirements import RENEW, functions, requirements_of


@pytest.mark.parametrize("folder", functions(), ids=lambda one: one.name)
def test_the_requirements_of_a_function_are_those_of_its_code(folder: Path) -> None:
    kept = (folder / "requirements.txt").read_text(encoding="utf-8")

    assert kept == requirements_of(folder.name), f"renew them: {RENEW}"
