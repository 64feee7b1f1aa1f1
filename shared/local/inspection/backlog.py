"""What waits in an installation: messages, dead letters, requests, files, and late sources."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from shared.config import Settings
from shared.errors import InvalidContract, NotFound
from shared.local.inspection.checks import Check, database_path, looking_at
from shared.local.installation import folders
from shared.local.installation.session import running
from shared.local.terminal.surface import in_words
from shared.model.settings import WeightsVersion
from shared.model.upload import Upload
from shared.rules.discretion import looks_like_value

_STUCK_SECONDS: Final = 900.0
_FILES_NAMED: Final = 3


def check_queue(settings: Settings) -> Check:
    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("queue", "ok", "empty")
    with looking_at(database_path(settings)) as connection:
        waiting, due = connection.execute("SELECT count(*), min(due_at) FROM deliveries").fetchone()
    server = running(Path(settings.data))
    if waiting and not server:
        return Check("queue", "warning", f"{_wait(waiting)}", "nobody runs: nova serve")
    if due is not None and time.time() - due > _STUCK_SECONDS:
        return Check(
            "queue",
            "fault",
            f"a message has been due for {(time.time() - due) / 60:.0f} min",
            f"see {settings.data}/logs, then start again: nova serve",
        )
    who = f"run by process {server['pid']}" if server else "nobody runs it"
    return Check("queue", "ok", f"{_wait(waiting)}, {who}")


def _wait(count: int) -> str:
    return f"{in_words(count, 'messages')} {'waits' if count == 1 else 'wait'}"


def check_dead_letters(settings: Settings) -> Check:
    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("dead letters", "ok", "none")
    with looking_at(database_path(settings)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM dead_letters").fetchone()
    if count:
        said = f"given up on: {in_words(count, 'messages')}"
        return Check("dead letters", "warning", said, "nova dead-letters")
    return Check("dead letters", "ok", "none")


def check_requests(settings: Settings) -> Check:
    """People wait for an answer: who is late, and who contradicts themselves."""
    from shared.model.privacy import ENDED, Task  # noqa: PLC0415
    from shared.privacy.lifecycle import is_overdue  # noqa: PLC0415

    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("requests", "ok", "none")
    with looking_at(database_path(settings)) as connection:
        bodies = connection.execute(
            "SELECT body FROM tasks WHERE state NOT IN (SELECT value FROM json_each(?)) "
            "OR instr(body, '\"contradictions\"')",
            (msgspec.json.encode(sorted(ENDED)).decode(),),
        ).fetchall()
    tasks = [msgspec.json.decode(body, type=Task) for (body,) in bodies]
    late = sum(is_overdue(one, datetime.now(UTC)) for one in tasks)
    contradicted = sum(bool(one.contradictions) for one in tasks)
    if late or contradicted:
        said = f"{in_words(late, 'tasks')} overdue, {contradicted} contradicted"
        return Check("requests", "warning", said, "nova request list, then status ID")
    return Check("requests", "ok", f"waiting for an answer: {in_words(len(tasks), 'tasks')}")


def check_reviews(settings: Settings) -> Check:
    """Doubtful pairs nobody has answered within a day."""
    from shared.identity.due import lateness  # noqa: PLC0415
    from shared.model.profile import Review  # noqa: PLC0415

    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("reviews", "ok", "none")
    with looking_at(database_path(settings)) as connection:
        bodies = connection.execute("SELECT body FROM reviews WHERE state = 'open'").fetchall()
    waiting = [msgspec.json.decode(body, type=Review) for (body,) in bodies]
    queue = lateness(waiting, datetime.now(UTC))
    said = f"{in_words(queue.open, 'pairs')} waiting"
    if queue.overdue:
        late = f"{said}, {queue.overdue:,} for over 24 h ({queue.share:.0%})"
        return Check("reviews", "warning", late, "nova reviews")
    return Check("reviews", "ok", said)


def check_sources(settings: Settings) -> Iterator[Check]:
    """Who is late with a file, by the contracts, and whose promise of uniqueness is broken."""
    from shared.adapters.embedded.contracts import FolderContracts  # noqa: PLC0415
    from shared.rules.freshness import last_files, late_sources  # noqa: PLC0415

    if settings.backend != "embedded" or not database_path(settings).exists():
        yield Check("sources", "ok", "no file yet")
        return
    try:
        contracts = FolderContracts(Path(settings.contracts)).all()
    except (InvalidContract, NotFound):
        return  # said of the contracts
    with looking_at(database_path(settings)) as connection:
        bodies = connection.execute("SELECT body FROM uploads").fetchall()
        learnt = connection.execute("SELECT body FROM weights WHERE id = 'current'").fetchall()
    came = last_files(msgspec.json.decode(body, type=Upload) for (body,) in bodies)
    late = late_sources(contracts, came, now=datetime.now(UTC))
    for one in late:
        said = f"{one.source} is late: its next file was due by {one.due}"
        yield Check("sources", "warning", said, "ask whoever sends it; see nova status")
    broken = [
        name
        for (body,) in learnt
        for name in msgspec.json.decode(body, type=WeightsVersion).disbelieved
    ]
    for name in broken:
        said = f"{name} promises `unique`, and holds people more than once: it is not relied on"
        yield Check("sources", "warning", said, "take `unique` out of its contract, or clean it up")
    if not late and not broken:
        yield Check("sources", "ok", "none is late")


def check_weights(settings: Settings) -> Check:
    """By which match weights contacts are linked, and since when: decisions change with them."""
    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("match weights", "ok", "those shipped")
    with looking_at(database_path(settings)) as connection:
        found = connection.execute("SELECT body FROM weights WHERE id = 'current'").fetchone()
    if found is None:
        return Check("match weights", "ok", "those shipped, until there are 500 people")
    learnt = msgspec.json.decode(found[0], type=WeightsVersion)
    if not learnt.version:
        return Check("match weights", "ok", "those shipped: no answer has taught anything better")
    said = f"{learnt.version}, learnt on {learnt.learnt_at[:10]} from {learnt.population:,} people"
    if learnt.taught:
        said += f" and {in_words(learnt.taught, 'answers')}"
    if learnt.moved:
        changes = ", ".join(f"{one.what} {one.before:g} -> {one.after:g}" for one in learnt.moved)
        said += f"; since {learnt.before}: {changes}"
    return Check("match weights", "ok", said)


def check_landing(settings: Settings) -> Iterator[Check]:
    """Files nobody will take, or that were refused and lie there still."""
    from shared.local.platform.landing import is_export, is_speakable  # noqa: PLC0415

    folder = folders.landing(settings)
    if not folder.exists():
        yield Check("landing", "ok", "made on first use")
        return
    lying = [path for path in folder.rglob("*") if path.is_file() and is_export(path.name)]
    astray = [path for path in lying if path.parent == folder]
    for path in astray[:_FILES_NAMED]:
        said = f"{_called(path, folder)} lies beside the folders of the sources"
        yield Check("landing", "warning", said, f"move it into one of {folder}: nova sources")
    unnamed = sum(not is_speakable(path.name) for path in lying)
    if unnamed:
        yield Check(
            "landing",
            "warning",
            "not taken for names that are not UTF-8 or hold control characters: "
            + in_words(unnamed, "files"),
            "rename them",
        )
    refused = _refused_names(settings)
    names = {path: path.relative_to(folder).as_posix() for path in lying if path not in astray}
    stuck = sorted(path for path in names if names[path] in refused or _is_old(path))
    for path in [path for path in stuck if is_speakable(path.name)][:_FILES_NAMED]:
        if names[path] in refused:
            said = f"{_called(path, folder)} was refused, and lies there still"
            advice = "nova status says why; drop it again once that is mended, or remove it"
        else:
            said = f"{_called(path, folder)} lies there for over 15 min"
            advice = "if nobody runs: nova serve; else see nova dead-letters and the logs"
        yield Check("landing", "warning", said, advice)
    if len(stuck) > _FILES_NAMED:
        said = f"{in_words(len(stuck), 'files')} in all lie there like this"
        yield Check("landing", "warning", said, f"look into {folder}")
    if not (stuck or astray or unnamed):
        yield Check("landing", "ok", in_words(len(lying), "files"))


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_ctime > _STUCK_SECONDS


def _called(path: Path, folder: Path) -> str:
    """A file by its place in landing, unless what it is called could be somebody's."""
    name = path.relative_to(folder).as_posix()
    return "a file whose name looks like a value" if looks_like_value(name) else name


def _refused_names(settings: Settings) -> set[str]:
    """What lies in landing and was refused, by its place there."""
    if settings.backend != "embedded" or not database_path(settings).exists():
        return set()
    with looking_at(database_path(settings)) as connection:
        bodies = connection.execute("SELECT body FROM uploads").fetchall()
    uploads = [msgspec.json.decode(body, type=Upload) for (body,) in bodies]
    return {one.name for one in uploads if one.state == "refused"}
