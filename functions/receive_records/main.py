"""A source pushes live changes: `POST /v1/sources/{source}/records`."""

from __future__ import annotations

from pathlib import Path

import functions_framework
from flask import Request, Response

from shared.errors import Forbidden, NotFound
from shared.handler import answer, json_object, limit_body, on_request
from shared.model.caller import Caller
from shared.wiring.backend import from_environment
from shared.wiring.receiving import ReceivingApp

LARGEST_BODY = 1 << 20
"""Bytes. More than that is a file, not a change."""


@functions_framework.http
@limit_body(LARGEST_BODY)
@on_request(from_environment(ReceivingApp.on))
def receive_records(request: Request, caller: Caller, app: ReceivingApp) -> Response:
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
                json_object(request, largest=LARGEST_BODY).get("records"),
                idempotency_key=request.headers.get("Idempotency-Key"),
            )
            return answer(202, {"upload": upload, "suppressed": app.receiving.suppressed(upload)})
    raise NotFound(f"{request.method} {request.path}: only POST /v1/sources/<source>/records")


def _check_known(source: str, app: ReceivingApp) -> None:
    """Only callers we know come here; which other sources there are is not theirs to learn."""
    try:
        app.contracts.source(source)
    except NotFound:
        raise NotFound(f"there is no source {source!r}") from None
