"""A source pushes live changes: `POST /v1/sources/{source}/records`."""

from __future__ import annotations

import json
from pathlib import Path

import functions_framework
from flask import Request, Response

from shared.errors import Forbidden, InvalidInput, NotFound
from shared.handler import answer, on_request
from shared.model.caller import Caller
from shared.wiring import App, app

LARGEST_BODY = 1 << 20
"""Bytes. More than that is a file, not a change."""


@functions_framework.http
@on_request(app)
def receive_records(request: Request, caller: Caller, app: App) -> Response:
    match (request.method, request.path.strip("/").split("/")):
        case ("GET", ["openapi.json"]):
            text = (Path(__file__).parent / "openapi.json").read_text(encoding="utf-8")
            return Response(text, mimetype="application/json")
        case ("POST", ["v1", "sources", source, "records"]):
            if not caller.speaks_for(source):
                raise Forbidden(f"{caller.name} may not send records as {source}")
            upload = app.receiving.receive(
                source,
                _body(request).get("records"),
                idempotency_key=request.headers.get("Idempotency-Key"),
            )
            return answer(202, {"upload": upload})
    raise NotFound(f"{request.method} {request.path}: only POST /v1/sources/<source>/records")


def _body(request: Request) -> dict[str, object]:
    if (request.content_length or 0) > LARGEST_BODY:
        raise InvalidInput(f"the body is over {LARGEST_BODY} bytes; send a file instead")
    try:
        body = json.loads(request.get_data())
    except ValueError:
        raise InvalidInput('the body is not JSON; expected {"records": [{…}]}') from None
    if not isinstance(body, dict):
        raise InvalidInput('the body must be an object: {"records": [{…}]}')
    return body
