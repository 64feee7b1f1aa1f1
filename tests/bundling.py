"""`infra/bundle.py` for tests: infra is a program, not a package, and its siblings stay apart."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]


def _loaded(path: Path) -> ModuleType:
    spec = spec_from_file_location("bundle", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bundle = _loaded(ROOT / "infra" / "bundle.py")
