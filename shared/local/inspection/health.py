"""What can be wrong with an installation: one check after the other, each with what to do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from shared.config import Settings
from shared.errors import InvalidContract, NotFound, NovaError
from shared.local.inspection.backlog import (
    check_dead_letters,
    check_landing,
    check_queue,
    check_requests,
    check_reviews,
    check_sources,
    check_weights,
)
from shared.local.inspection.checks import Check, database_path, looking_at

_PYTHON: Final = (3, 11)
_GIB: Final = 1 << 30
_LITTLE_SPACE: Final = 2 * _GIB
_NO_SPACE: Final = _GIB // 4
_OLDEST_CLOCK: Final = datetime(2026, 1, 1, tzinfo=UTC)
_NEEDED: Final = ("click", "msgspec", "Flask", "functions-framework", "PyYAML", "jsonschema")


def examine(settings: Settings) -> Iterator[Check]:
    """Every check in turn; one that fails unexpectedly is a fault and stops no other."""
    checks: tuple[tuple[str, Callable[[Settings], Check | Iterator[Check]]], ...] = (
        ("python", _python),
        ("libraries", _libraries),
        ("clock", _clock),
        ("contracts", _contracts),
        ("data folder", _folder),
        ("disk space", _space),
        ("secrets", check_secrets),
        ("database", _database),
        ("queue", check_queue),
        ("dead letters", check_dead_letters),
        ("requests", check_requests),
        ("reviews", check_reviews),
        ("sources", check_sources),
        ("landing", check_landing),
        ("match weights", check_weights),
        ("emulators", _emulators),
    )
    for name, check in checks:
        try:
            found = check(settings)
            if isinstance(found, Check):
                yield found
            else:
                yield from found
        except (NovaError, OSError, sqlite3.Error) as error:
            yield Check(name, "fault", str(error))


def _python(settings: Settings) -> Check:
    version = ".".join(str(one) for one in sys.version_info[:3])
    if sys.version_info < _PYTHON:
        return Check("python", "fault", version, "install Python 3.11 or newer, then: make install")
    return Check("python", "ok", version)


def _libraries(settings: Settings) -> Check:
    missing = []
    for name in _NEEDED:
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("libraries", "fault", f"missing: {', '.join(missing)}", "make install")
    return Check("libraries", "ok", f"SQLite {sqlite3.sqlite_version}")


def _clock(settings: Settings) -> Check:
    now = datetime.now(UTC)
    if now < _OLDEST_CLOCK:
        return Check("clock", "fault", now.isoformat(), "the clock is years behind; set it")
    return Check("clock", "ok", now.isoformat(timespec="seconds"))


def _contracts(settings: Settings) -> Iterator[Check]:
    if settings.contracts.startswith("gs://"):
        yield Check("contracts", "ok", f"{settings.contracts} (in the cloud, not looked at)")
        return
    from shared.adapters.embedded.contracts import FolderContracts  # noqa: PLC0415

    try:
        contracts = FolderContracts(Path(settings.contracts)).all()
    except InvalidContract as error:
        for mistake in error.mistakes:
            yield Check("contracts", "fault", mistake, f"correct it in {settings.contracts}")
        return
    except NotFound as error:
        yield Check("contracts", "fault", str(error), "set NOVA_CONTRACTS, or go to the repository")
        return
    if not contracts:
        yield Check(
            "contracts", "warning", "none", "draft one: nova diagnose FILE --write ACQ.yaml"
        )
        return
    yield Check("contracts", "ok", ", ".join(one.id for one in contracts))


def _folder(settings: Settings) -> Check:
    folder = Path(settings.data)
    if not folder.exists():
        parent = folder.absolute().parent
        if os.access(parent, os.W_OK):
            return Check("data folder", "ok", f"{folder} (made on first use)")
        return Check("data folder", "fault", f"{parent} is not writable", "set NOVA_DATA")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check("data folder", "fault", f"{folder} is not writable", "set NOVA_DATA")
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Check(
            "data folder", "warning", f"others can look into {folder}", f"chmod 700 {folder}"
        )
    return Check("data folder", "ok", str(folder))


def _space(settings: Settings) -> Check:
    folder = Path(settings.data).absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{free / _GIB:.1f} GiB free"
    if free < _NO_SPACE:
        return Check("disk space", "fault", found, "make room; a load needs 5 times its file")
    if free < _LITTLE_SPACE:
        return Check("disk space", "warning", found, "a load needs about 5 times its file")
    return Check("disk space", "ok", found)


def check_secrets(settings: Settings) -> Check:
    """Whether only their owner can read the secrets of this installation."""
    folder = Path(settings.data) / "secrets"
    if not folder.exists():
        return Check("secrets", "ok", "made on first use")
    open_to_others = [
        path.name
        for path in sorted(folder.iterdir())
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if open_to_others:
        return Check(
            "secrets",
            "fault",
            f"others can read: {', '.join(open_to_others)}",
            f"chmod 600 {folder}/*",
        )
    return Check("secrets", "ok", ", ".join(sorted(path.name for path in folder.iterdir())))


def _database(settings: Settings) -> Check:
    path = database_path(settings)
    if not path.exists():
        return Check("database", "ok", "made on first use")
    with looking_at(path) as connection:
        (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        return Check(
            "database", "fault", "the file is damaged", "restore it; the lake holds every upload"
        )
    return Check("database", "ok", f"{path.stat().st_size / (1 << 20):.1f} MiB, sound")


def _emulators(settings: Settings) -> Check:
    from shared.local.emulation.emulators import find_programs  # noqa: PLC0415

    try:
        find_programs()
    except NotFound as error:
        return Check(
            "emulators", "warning", str(error), "only needed for --emulators and its tests"
        )
    return Check("emulators", "ok", "found")
