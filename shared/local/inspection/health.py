"""What can be wrong with an installation: one check after the other, each with what to do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

import msgspec

from shared.config import Settings
from shared.errors import InvalidContract, NotFound, NovaError
from shared.local.installation import folders
from shared.local.installation.session import running

Level = Literal["ok", "warning", "fault"]

_PYTHON: Final = (3, 11)
_GIB: Final = 1 << 30
_LITTLE_SPACE: Final = 2 * _GIB
_NO_SPACE: Final = _GIB // 4
_STUCK_SECONDS: Final = 900.0
_OLDEST_CLOCK: Final = datetime(2026, 1, 1, tzinfo=UTC)
_NEEDED: Final = ("click", "msgspec", "Flask", "functions-framework", "PyYAML", "jsonschema")


class Check(msgspec.Struct, frozen=True):
    """One thing looked at: how it is, and what to do when it is not well."""

    name: str
    level: Level
    found: str
    advice: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """Every check in turn; one that fails unexpectedly is a fault and stops no other."""
    checks: tuple[tuple[str, Callable[[Settings], Check | Iterator[Check]]], ...] = (
        ("python", _python),
        ("libraries", _libraries),
        ("clock", _clock),
        ("contracts", _contracts),
        ("data folder", _folder),
        ("disk space", _space),
        ("secrets", _secrets),
        ("database", _database),
        ("queue", _queue),
        ("dead letters", _dead_letters),
        ("requests", _requests),
        ("landing", _landing),
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


def _secrets(settings: Settings) -> Check:
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
    path = _path(settings)
    if not path.exists():
        return Check("database", "ok", "made on first use")
    with _looking(path) as connection:
        (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        return Check(
            "database", "fault", "the file is damaged", "restore it; the lake holds every upload"
        )
    return Check("database", "ok", f"{path.stat().st_size / (1 << 20):.1f} MiB, sound")


def _queue(settings: Settings) -> Check:
    if settings.backend != "embedded" or not _path(settings).exists():
        return Check("queue", "ok", "empty")
    with _looking(_path(settings)) as connection:
        waiting, due = connection.execute("SELECT count(*), min(due_at) FROM deliveries").fetchone()
    server = running(Path(settings.data))
    if waiting and not server:
        return Check("queue", "warning", f"{waiting} messages wait", "nobody runs: nova serve")
    if due is not None and time.time() - due > _STUCK_SECONDS:
        return Check(
            "queue",
            "fault",
            f"a message has been due for {(time.time() - due) / 60:.0f} min",
            f"see {settings.data}/logs, then start again: nova serve",
        )
    who = f"run by process {server['pid']}" if server else "nobody runs it"
    return Check("queue", "ok", f"{waiting} messages wait, {who}")


def _dead_letters(settings: Settings) -> Check:
    if settings.backend != "embedded" or not _path(settings).exists():
        return Check("dead letters", "ok", "none")
    with _looking(_path(settings)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM dead_letters").fetchone()
    if count:
        return Check(
            "dead letters", "warning", f"{count} messages were given up on", "nova dead-letters"
        )
    return Check("dead letters", "ok", "none")


def _requests(settings: Settings) -> Check:
    """People wait for an answer: who is late, and who contradicts themselves."""
    from shared.model.privacy import ENDED, Task  # noqa: PLC0415
    from shared.privacy.lifecycle import is_overdue  # noqa: PLC0415

    if settings.backend != "embedded" or not _path(settings).exists():
        return Check("requests", "ok", "none")
    with _looking(_path(settings)) as connection:
        bodies = connection.execute(
            "SELECT body FROM tasks WHERE state NOT IN (SELECT value FROM json_each(?)) "
            "OR instr(body, '\"contradictions\"')",
            (msgspec.json.encode(sorted(ENDED)).decode(),),
        ).fetchall()
    tasks = [msgspec.json.decode(body, type=Task) for (body,) in bodies]
    late = sum(is_overdue(one, datetime.now(UTC)) for one in tasks)
    contradicted = sum(bool(one.contradictions) for one in tasks)
    if late or contradicted:
        said = f"{late} tasks overdue, {contradicted} contradicted"
        return Check("requests", "warning", said, "nova request list, then status ID")
    return Check("requests", "ok", f"{len(tasks)} tasks wait for an answer, none overdue")


def _path(settings: Settings) -> Path:
    return Path(settings.data) / "nova.db"


@contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, only to be read: nothing is made, nobody is waited for, nobody disturbed."""
    place = f"file:{quote(str(path.absolute()))}?mode=ro"
    if not os.access(path.parent, os.W_OK):
        # Readers share notes in a file beside it, which cannot be made there; nobody writes either.
        place += "&immutable=1"
    connection = sqlite3.connect(place, uri=True, timeout=2)
    try:
        yield connection
    finally:
        connection.close()


def _landing(settings: Settings) -> Iterator[Check]:
    """Files nobody will take, or that were refused and lie there still."""
    from shared.local.platform.landing import is_export, is_speakable  # noqa: PLC0415

    folder = folders.landing(settings)
    if not folder.exists():
        yield Check("landing", "ok", "made on first use")
        return
    lying = [path for path in folder.rglob("*") if path.is_file() and is_export(path.name)]
    astray = [path for path in lying if path.parent == folder]
    for path in astray[:3]:
        yield Check("landing", "warning", f"{path} belongs to no source", "move it: nova sources")
    unnamed = sum(not is_speakable(path.name) for path in lying)
    if unnamed:
        yield Check(
            "landing",
            "warning",
            f"{unnamed} file(s) have a name that is not UTF-8 or holds control characters",
            "rename them; they are not taken as they are",
        )
    old = [path for path in lying if time.time() - path.stat().st_ctime > _STUCK_SECONDS]
    if old:
        yield Check(
            "landing",
            "warning",
            f"{len(old)} files lie there for over 15 min",
            "nova status says whether they were refused; if nobody runs: nova serve",
        )
    elif not astray and not unnamed:
        yield Check("landing", "ok", f"{len(lying)} files")


def _emulators(settings: Settings) -> Check:
    from shared.local.emulation.emulators import find_programs  # noqa: PLC0415

    try:
        find_programs()
    except NotFound as error:
        return Check(
            "emulators", "warning", str(error), "only needed for --emulators and its tests"
        )
    return Check("emulators", "ok", "found")
