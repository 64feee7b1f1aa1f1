"""Hosts the functions as deployed: one functions-framework app per folder of `functions/`.

A delivery is the WSGI request production would make, with the push body production would send,
run in this process; its status code is the acknowledgement.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from werkzeug.test import run_wsgi_app

from shared.errors import NotFound
from shared.rules import catalogue

if TYPE_CHECKING:
    from flask import Flask

FUNCTIONS: Final = Path(__file__).resolve().parents[3] / "functions"
"""Where the functions lie in a clone of the repository."""

_LEAKED: Final = ("FUNCTION_TARGET", "FUNCTION_SIGNATURE_TYPE")
_REASONS: Final = "nova.reasons"


class Delivered(NamedTuple):
    """What a function answered: its status, and why it failed when it did."""

    status: int
    reason: str = ""

    @property
    def is_acknowledged(self) -> bool:
        """Whether Pub/Sub would count the message as done."""
        return 200 <= self.status < 300


class Host:
    """The functions of the catalogue, each loaded on first use and kept."""

    def __init__(self, folder: Path = FUNCTIONS) -> None:
        self._folder = folder
        self._apps: dict[str, Flask] = {}
        self._loading = threading.Lock()

    def app(self, function: str) -> Flask:
        """The function's WSGI app. Raises NotFound when the catalogue does not name it."""
        loaded = self._apps.get(function)
        if loaded is None:
            with self._loading:
                loaded = self._apps.get(function) or self._load(function)
                self._apps[function] = loaded
        return loaded

    def load(self, trigger: str) -> None:
        """Load every function of this trigger now, so that the first delivery does not wait."""
        for function in catalogue.FUNCTIONS:
            if function.trigger == trigger:
                self.app(function.name)

    def deliver(self, function: str, body: bytes, *, path: str) -> Delivered:
        """Run a message function on a push body; `path` is the push endpoint's (`topic_path`)."""
        environ = _environ(path, body)
        _, status, _ = run_wsgi_app(self.app(function), environ, buffered=True)
        # A list, because the app is given a copy of the environment.
        reason = "; ".join(environ[_REASONS])
        code = int(status.split(" ", 1)[0])
        return Delivered(code, reason or ("" if code < 300 else f"answered {status}"))

    def _load(self, name: str) -> Flask:
        if name not in {function.name for function in catalogue.FUNCTIONS}:
            raise NotFound(f"the catalogue names no function {name!r}")
        # Half the start-up time of the commands that never run a function.
        from flask import got_request_exception  # noqa: PLC0415
        from functions_framework import create_app  # noqa: PLC0415

        with _contained():
            app: Flask = create_app(  # type: ignore[no-untyped-call]
                name, str(self._folder / name / "main.py")
            )
        # Flask would log a traceback for every retry; the dispatcher logs one line instead.
        app.logger.disabled = True
        got_request_exception.connect(_note_reason, app, weak=False)
        return app


def topic_path(topic: str, *, project: str) -> str:
    """The path a push endpoint needs for the framework to know the topic a message came from."""
    return f"/projects/{project}/topics/{topic}"


def _note_reason(app: Flask, exception: BaseException, **_: Any) -> None:
    from flask import request  # noqa: PLC0415

    request.environ.get(_REASONS, []).append(f"{type(exception).__name__}: {exception}")


@contextmanager
def _contained() -> Iterator[None]:
    """Undo what loading a function leaves behind in the process.

    The framework exports the target's name, and registers every module as `main`. The folder it
    appends to `sys.path` stays: a function may import a package of its own later.
    """
    variables = {name: os.environ.get(name) for name in _LEAKED}
    main = sys.modules.get("main")
    try:
        yield
    finally:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if main is None:
            sys.modules.pop("main", None)
        else:
            sys.modules["main"] = main


def _environ(path: str, body: bytes) -> dict[str, Any]:
    """A POST as the push service makes it; a builder would cost more than the call."""
    return {
        **_CONSTANT,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        _REASONS: [],
    }


_CONSTANT: Final[Mapping[str, Any]] = {
    "REQUEST_METHOD": "POST",
    "SCRIPT_NAME": "",
    "QUERY_STRING": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "localhost",
    "HTTP_USER_AGENT": "CloudPubSub-Google",
    "CONTENT_TYPE": "application/json",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
