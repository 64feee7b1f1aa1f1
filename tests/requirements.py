"""`python -m tests.requirements`: write what each function must have installed, and no more.

`functions/<name>/requirements.txt` names the distributions that the function's archive imports
(`infra/bundle.py` reads its code), the framework that runs it, and whatever those need, each as the
`requirements.txt` of the repository pins it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.bundling import ROOT, bundle

PINS = ROOT / "requirements.txt"
FRAMEWORK = "functions-framework"
RENEW = "python -m tests.requirements"

AT_RUN_TIME = {"zoneinfo": "tzdata"}
"""What a module of the standard library looks for itself, where the system has none."""

RUNTIME = {
    "python_version": "3.11",
    "python_full_version": "3.11.0",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
}
"""Where functions run, whatever this machine is."""


def main() -> None:
    for folder in functions():
        (folder / "requirements.txt").write_text(requirements_of(folder.name), encoding="utf-8")


def functions() -> list[Path]:
    """The folder of every function."""
    return sorted(path.parent for path in (ROOT / "functions").glob("*/main.py"))


def requirements_of(function: str) -> str:
    """The text of its requirements.txt. Raises LookupError for what is not pinned."""
    pins = _pins()
    lines = [pins[name] for name in sorted(distributions_of(function))]
    says = f"# What {function} imports, and what that needs. Generated: {RENEW}"
    return "\n".join([says, *lines]) + "\n"


def distributions_of(function: str) -> set[str]:
    """The names of the distributions it must have, dependencies and the framework included."""
    owners = _owners()
    needed = {FRAMEWORK}
    for module in bundle.reached(ROOT, function).outside:
        top = module.partition(".")[0]
        if top in AT_RUN_TIME:
            needed.add(AT_RUN_TIME[top])
        elif top not in sys.stdlib_module_names:
            needed.add(_owner(module, owners))
    return _with_dependencies(needed)


def _owner(module: str, owners: Mapping[str, str]) -> str:
    """The distribution that holds a module, or the module that an attribute belongs to."""
    name = module
    while name not in owners:
        name, dot, _ = name.rpartition(".")
        if not dot:
            raise LookupError(f"{module} is of no distribution that {PINS.name} pins")
    return owners[name]


def _with_dependencies(names: Iterable[str]) -> set[str]:
    pins = _pins()
    waiting = [(name, frozenset[str]()) for name in names]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for line in _installed(name).requires or ():
            wanted = Requirement(line)
            if not any(
                wanted.marker is None or wanted.marker.evaluate({**RUNTIME, "extra": extra})
                for extra in ("", *extras)
            ):
                continue
            needed = canonicalize_name(wanted.name)
            if needed not in pins:
                raise LookupError(f"{name} needs {needed}, which {PINS.name} does not pin")
            waiting.append((needed, frozenset(wanted.extras)))
    return {name for name, _ in seen}


@cache
def _pins() -> dict[str, str]:
    """The pinned lines of the repository, by distribution."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(Requirement(line).name): line for line in pins}


@cache
def _owners() -> dict[str, str]:
    """Module -> the distribution that holds it."""
    return {
        module: name
        for name in _pins()
        for file in _installed(name).files or ()
        if (module := _module_at(file.parts))
    }


def _module_at(parts: tuple[str, ...]) -> str:
    """The module a file of a distribution is, or nothing."""
    *folders, file = parts
    stem, _, ending = file.partition(".")
    if not ending.endswith(("py", "so")) or not all(one.isidentifier() for one in folders):
        return ""
    return ".".join(folders if stem == "__init__" else [*folders, stem])


@cache
def _installed(name: str) -> Distribution:
    return distribution(name)


if __name__ == "__main__":
    main()
