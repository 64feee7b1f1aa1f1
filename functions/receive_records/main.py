"""A source pushes live changes: `POST /v1/sources/{source}/records`."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path

import functions_framework
from flask import Request, Response

from shared.errors import Forbidden, InvalidInput, NotFound
from shared.handler import answer, on_request
from shared.model.caller import Caller
from shared.wiring import App, app

LARGEST_BODY = 1 << 20
"""Bytes. More than that is a file, not a change."""


def bounded(function: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The function, for bodies of at most `LARGEST_BODY` and one byte that tells there is more.

    It holds for strangers too, and for bodies that do not say how long they are: the framework
    reads whatever is left of a request before it sends a whole answer.
    """

    @functools.wraps(function)
    def act(request: Request) -> Response:
        request.max_content_length = LARGEST_BODY + 1
        response = function(request)
        if _says_too_much(request):
            # The framework reads on only before answers that are not streamed.
            response.response = iter([response.get_data()])
        return response

    return act


@functions_framework.http
@bounded
@on_request(app)
def receive_records(request: Request, caller: Caller, app: App) -> Response:
    match (request.method, request.path.strip("/").split("/")):
        case ("GET", ["openapi.json"]):
            text = (Path(__file__).parent / "openapi.json").read_text(encoding="utf-8")
            return Response(text, mimetype="application/json")
        case ("POST", ["v1", "sources", source, "records"]):
            _check_known(source, app)
            if not caller.speaks_for(source):
                raise Forbidden(f"{caller.name} may not send records as {source}")
            upload = app.receiving.receive(
                source,
                _body(request).get("records"),
                idempotency_key=request.headers.get("Idempotency-Key"),
            )
            return answer(202, {"upload": upload})
    raise NotFound(f"{request.method} {request.path}: only POST /v1/sources/<source>/records")


def _check_known(source: str, app: App) -> None:
    """Only callers we know come here; which other sources there are is not theirs to learn."""
    try:
        app.contracts.source(source)
    except NotFound:
        raise NotFound(f"there is no source {source!r}") from None


def _body(request: Request) -> dict[str, object]:
    content = b"" if _says_too_much(request) else request.get_data()
    if _says_too_much(request) or len(content) > LARGEST_BODY:
        raise InvalidInput(f"the body is over {LARGEST_BODY} bytes; send a file instead")
    try:
        # Numbers stay as they were written: they are keys and amounts here, not arithmetic.
        body = json.loads(content, parse_float=str, parse_int=str, parse_constant=_refuse_constant)
    except RecursionError:
        raise InvalidInput("the body nests too deep; a record is a flat object") from None
    except ValueError:
        raise InvalidInput('the body is not JSON; expected {"records": [{…}]}') from None
    if not isinstance(body, dict):
        raise InvalidInput('the body must be an object: {"records": [{…}]}')
    return body


def _says_too_much(request: Request) -> bool:
    return (request.content_length or 0) > LARGEST_BODY


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
