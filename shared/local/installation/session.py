"""The installation a command speaks to: its settings, and the server that may be running it."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from shared.config import Settings
from shared.errors import Refused

if TYPE_CHECKING:
    from shared.wiring.app import App

LOCK: Final = "serve.lock"

_SECRETS: Final = ("pepper", "tokens", "audit_key", "ledger", "links", "webhooks")
"""The secrets of an installation."""

_TRIES: Final = 10
_PAUSE_SECONDS: Final = 0.03


class Ownership:
    """The exclusive right to run the functions of one data folder; the kernel ends it with us."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._file: IO[str] | None = None

    def take(self, facts: Mapping[str, Any]) -> None:
        """Become the owner, and tell others `facts`. Raises Refused when somebody else is."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._path.open("a+", encoding="utf-8")
        if not _lock(file):
            file.close()
            raise _is_run_already(self._path.parent)
        file.seek(0)
        file.truncate()
        file.write(json.dumps({"pid": os.getpid(), **facts}))
        file.flush()
        self._file = file

    def leave(self) -> None:
        """Let go, so that another process can take it."""
        if self._file:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def _lock(file: IO[str]) -> bool:
    """Whether we got it; commands that only look hold it for an instant, so we try for a while."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return True
    return False


def check_nobody_runs(folder: Path) -> None:
    """Raise Refused when another process runs this folder: sooner, and plainer, than its port."""
    if running(folder):
        raise _is_run_already(folder)


def _is_run_already(folder: Path) -> Refused:
    return Refused(
        f"{folder} is being run by process {running(folder).get('pid', '?')} already; "
        "stop that one first, or use another NOVA_DATA"
    )


def running(folder: Path) -> dict[str, Any]:
    """What the process that runs this folder told of itself; empty when none does."""
    try:
        with (folder / LOCK).open("r", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                facts = json.loads(file.read() or "{}")
                return {"pid": "?", **facts}
            return {}
    except FileNotFoundError:
        return {}


def keep_private() -> None:
    """Let only the owner read what this process makes from now on: it is personal data.

    What people ask to be written elsewhere (`--html`, `--clusters`) is written by commands that
    touch no installation; those keep the umask of whoever calls.
    """
    os.umask(0o077)


def settings() -> Settings:
    """The settings of this command: those of the running server where it has others.

    Whoever asks is about to touch an installation, so what it makes is kept private.

    A server on Google's emulators keeps its documents there; a command in another terminal must
    look there too, without being told.
    """
    keep_private()
    found = Settings.from_env(os.environ)
    elsewhere = running(Path(found.data)).get("environment")
    if elsewhere:
        os.environ.update({**elsewhere, **secret_variables(found)})
    return Settings.from_env(os.environ)


def open_app() -> App:
    """The application of this installation."""
    from shared.wiring.app import build  # noqa: PLC0415  only commands that need it pay for it

    return build(settings())


def secret_variables(settings: Settings) -> dict[str, str]:
    """This installation's secrets, in the variables Cloud Functions would hand them out in."""
    from shared.adapters.embedded.secrets import FileSecrets  # noqa: PLC0415
    from shared.adapters.google.secrets import variable_of  # noqa: PLC0415

    keys = FileSecrets(Path(settings.data) / "secrets")
    return {variable_of(name): base64.b64encode(keys.get(name)).decode() for name in _SECRETS}


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that make another process read the same settings."""
    return {
        "NOVA_BACKEND": settings.backend,
        "NOVA_DATA": settings.data,
        "NOVA_CONTRACTS": settings.contracts,
        "NOVA_PART_SIZE": str(settings.part_size),
        "NOVA_WORK_SECONDS": str(max(1, round(settings.work_seconds))),
        "NOVA_VERIFY_AGAIN_SECONDS": str(max(1, round(settings.verify_again_seconds))),
        **({"GOOGLE_CLOUD_PROJECT": settings.project} if settings.project else {}),
    }
