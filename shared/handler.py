"""From errors to what the platform understands: acknowledge, retry, or an HTTP answer.

Every function goes through here, so the delivery contract stands in one place:

- done: acknowledged;
- Refused, NotFound: repeating cannot help. Acknowledged, logged, and the message kept in
  quarantine with the reason, where `nova quarantine` shows it;
- InvalidContract: a refusal too, but of our own contracts, which somebody will mend. The message
  waits for that like the next two, and a caller is told to wait, not what the contracts say;
- Conflict, Retry: refused with 500, so that the platform delivers again, later and later, and
  gives up into the dead letters;
- anything else is a fault of ours: the same, and logged by type and place. Never by its text,
  which may quote what it choked on.
"""

from __future__ import annotations

import base64
import functools
import json
import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from cloudevents.http import CloudEvent
from flask import Request, Response

from shared.errors import (
    Conflict,
    Forbidden,
    InvalidContract,
    InvalidInput,
    NotFound,
    NovaError,
    Refused,
    Retry,
    Unauthenticated,
)
from shared.model.caller import Caller
from shared.model.message import Message, OurMessage
from shared.ports import Doorkeeper, Objects
from shared.rules import catalogue
from shared.rules.wire import decode

log = logging.getLogger(__name__)


class Doors(Protocol):
    """What the handler itself needs of the application."""

    @property
    def objects(self) -> Objects: ...
    @property
    def doorkeeper(self) -> Doorkeeper: ...


A = TypeVar("A", bound=Doors)


def on_message(
    app: Callable[[], A], *wanted: type[Message]
) -> Callable[[Callable[[Any, A], None]], Callable[[CloudEvent], None]]:
    """Make a message function of `act(message, app)`: decode, call, acknowledge or retry.

    Messages of other types than those wanted are refused.
    """

    def decorate(act: Callable[[Any, A], None]) -> Callable[[CloudEvent], None]:
        @functools.wraps(act)
        def function(event: CloudEvent) -> None:
            envelope: Mapping[str, Any] = (event.get_data() or {})["message"]
            try:
                message = _read(envelope)
                if not isinstance(message, wanted):
                    raise InvalidInput(
                        f"{act.__name__} was sent a {type(message).__name__}; it waits for "
                        + " or ".join(one.__name__ for one in wanted)
                    )
                act(message, app())
            except InvalidContract as error:
                raise Retry(_unreadable(error)) from None
            except (Refused, NotFound) as error:
                _keep(app(), act.__name__, envelope, str(error))
            except (Conflict, Retry) as error:
                log.info("%s will be tried again: %s", act.__name__, error)
                raise
            except Exception as error:  # noqa: BLE001  the one place faults are turned into retries
                raise Retry(_place(error)) from None

        return function

    return decorate


def on_request(
    app: Callable[[], A],
) -> Callable[[Callable[[Request, Caller, A], Response]], Callable[[Request], Response]]:
    """Make an HTTP function of `act(request, caller, app)`: nobody unknown reaches it.

    Errors become problem documents (RFC 9457).
    """

    def decorate(
        act: Callable[[Request, Caller, A], Response],
    ) -> Callable[[Request], Response]:
        @functools.wraps(act)
        def function(request: Request) -> Response:
            try:
                caller = app().doorkeeper.identify(request.headers.get("Authorization", ""))
                return act(request, caller, app())
            except InvalidContract as error:
                log.error("%s cannot work: %s", act.__name__, _unreadable(error))
                return problem(Retry("the platform's contracts are being mended; try again later"))
            except NovaError as error:
                return problem(error)
            except Exception as error:  # noqa: BLE001  the one place faults are turned into answers
                log.error("%s failed: %s", act.__name__, _place(error))
                return _problem(500, "Internal error", "this is our fault; try again later", {})

        return function

    return decorate


def limit_body(
    largest: int,
) -> Callable[[Callable[[Request], Response]], Callable[[Request], Response]]:
    """Bound the bytes an HTTP function takes in, and one byte that tells there is more.

    It holds for strangers too, and for bodies that do not say how long they are: the framework
    reads whatever is left of a request before it sends a whole answer.
    """

    def decorate(function: Callable[[Request], Response]) -> Callable[[Request], Response]:
        @functools.wraps(function)
        def act(request: Request) -> Response:
            request.max_content_length = largest + 1
            response = function(request)
            if (request.content_length or 0) > largest:
                # The framework reads on only before answers that are not streamed.
                response.response = iter([response.get_data()])
            return response

        return act

    return decorate


def json_object(request: Request, *, largest: int) -> dict[str, object]:
    """The request's body. Raises InvalidInput when it is no JSON object, or over `largest` bytes.

    Numbers stay as they were written: they are keys and amounts here, not arithmetic.
    """
    says_too_much = (request.content_length or 0) > largest
    content = b"" if says_too_much else request.get_data()
    if says_too_much or len(content) > largest:
        raise InvalidInput(f"the body is over {largest} bytes; send a file instead")
    try:
        body = json.loads(content, parse_float=str, parse_int=str, parse_constant=_refuse_constant)
    except RecursionError:
        raise InvalidInput("the body nests too deep; a record is a flat object") from None
    except ValueError:
        raise InvalidInput("the body is not JSON; it must be an object") from None
    if not isinstance(body, dict):
        raise InvalidInput("the body must be a JSON object")
    return body


def answer(status: int, body: Mapping[str, Any]) -> Response:
    """A JSON answer."""
    return Response(json.dumps(body), status=status, mimetype="application/json")


def problem(error: NovaError) -> Response:
    """The problem document of an error (RFC 9457)."""
    for kind, status, title in _PROBLEMS:
        if isinstance(error, kind):
            extra = (
                {"field": error.field} if isinstance(error, InvalidInput) and error.field else {}
            )
            response = _problem(status, title, str(error), extra)
            if status == 401:
                response.headers["WWW-Authenticate"] = "Bearer"
            return response
    return _problem(500, "Internal error", str(error), {})


_PROBLEMS = (
    (Unauthenticated, 401, "Who are you?"),
    (Forbidden, 403, "Not allowed"),
    (InvalidInput, 422, "Invalid input"),
    (Refused, 400, "Refused"),
    (NotFound, 404, "Not found"),
    (Conflict, 409, "Conflict"),
    (Retry, 503, "Try again later"),
)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _problem(status: int, title: str, detail: str, extra: Mapping[str, Any]) -> Response:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    return Response(json.dumps(body), status=status, mimetype="application/problem+json")


def _read(envelope: Mapping[str, Any]) -> OurMessage:
    try:
        content = base64.b64decode(envelope.get("data", ""), validate=True)
    except ValueError:
        raise InvalidInput("the message's content is not base64") from None
    return decode(content, envelope.get("attributes") or {})


def _keep(app: Doors, function: str, envelope: Mapping[str, Any], reason: str) -> None:
    """Keep a message that cannot be acted on, so that nothing disappears in silence."""
    id = str(envelope.get("messageId") or envelope.get("message_id") or "unnumbered")
    kept = {"function": function, "reason": reason, "message": dict(envelope)}
    # Written once: a function may add to quarantine, and not change what lies there.
    app.objects.create(
        catalogue.QUARANTINE, f"messages/{function}/{id}.json", json.dumps(kept).encode()
    )
    log.error("%s refused message %s: %s", function, id, reason)


def _unreadable(error: InvalidContract) -> str:
    """Which lines are wrong, without what stands there: addresses, and other companies' terms."""
    places = sorted({mistake.partition(": ")[0] for mistake in error.mistakes})
    return f"the contracts in force have mistakes: {', '.join(places)}"


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f"{last.filename.rpartition('/')[2]}:{last.lineno} in {last.name}" if last else "?"
    return f"unexpected {type(error).__name__} at {where}"
