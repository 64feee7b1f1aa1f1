"""The one door for data-subject requests: staff open them, systems acknowledge their tasks."""

from __future__ import annotations

from pathlib import Path

import functions_framework
from flask import Request, Response

from shared.errors import NotFound
from shared.handler import answer, json_object, limit_body, on_request
from shared.model.caller import Caller
from shared.wiring.backend import from_environment
from shared.wiring.doors import DoorsApp

LARGEST_BODY = 1 << 16
"""Bytes."""


@functions_framework.http
@limit_body(LARGEST_BODY)
@on_request(from_environment(DoorsApp.on))
def privacy_requests(request: Request, caller: Caller, app: DoorsApp) -> Response:
    doors = app.doors
    match (request.method, request.path.strip("/").split("/")):
        case ("GET", ["openapi.json"]):
            text = (Path(__file__).parent / "openapi.json").read_text(encoding="utf-8")
            return Response(text, mimetype="application/json")
        case ("GET", ["v1", "discovery"]):
            return answer(200, doors.discovery())
        case ("POST", ["v1", "requests"]):
            body = json_object(request, largest=LARGEST_BODY)
            key = request.headers.get("Idempotency-Key")
            return answer(202, doors.open(caller, body, idempotency_key=key))
        case ("GET", ["v1", "requests", id]):
            return answer(200, doors.show(caller, id))
        case ("DELETE", ["v1", "requests", id]):
            return answer(200, doors.cancel(caller, id))
        case ("POST", ["v1", "requests", id, "tasks", task, "acknowledgements"]):
            body = json_object(request, largest=LARGEST_BODY)
            return answer(200, doors.acknowledge(caller, id, task, body))
        case ("GET", ["v1", "requests", id, "package"]):
            content = doors.package(caller, id, request.args.get("key", ""))
            return Response(content, mimetype="application/zip")
    raise NotFound(f"{request.method} {request.path}: see /openapi.json for what there is")
