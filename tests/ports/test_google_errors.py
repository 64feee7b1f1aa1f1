"""Google's exceptions become ours: all of them, and nothing else gets out."""

from __future__ import annotations

import inspect
from concurrent.futures import TimeoutError as FutureTimeout

import pytest
import requests
from google.api_core import exceptions as api
from google.auth.exceptions import TransportError
from google.cloud.pubsub_v1.publisher.exceptions import MessageTooLargeError

from shared.adapters.google.errors import (
    CONFLICTS,
    MISSING,
    TRANSIENT,
    UNFORESEEN,
    google_errors,
)
from shared.errors import Conflict, InvalidInput, NotFound, Retry


def test_every_exception_of_the_library_has_a_place_and_only_one():
    known = {
        kind
        for kind in vars(api).values()
        if inspect.isclass(kind) and issubclass(kind, Exception) and kind.__module__ == api.__name__
    }
    places = [CONFLICTS, MISSING, TRANSIENT, UNFORESEEN]

    assert frozenset().union(*places) == known
    assert sum(map(len, places)) == len(known)


@pytest.mark.parametrize(
    ("error", "ours", "said"),
    [
        (api.AlreadyExists("x"), Conflict, "it changed meanwhile, or exists already"),
        (api.FailedPrecondition("x"), Conflict, "it changed meanwhile"),
        (api.Aborted("x"), Conflict, "it changed meanwhile"),
        (api.NotFound("x"), NotFound, "it does not exist"),
        (api.DeadlineExceeded("x"), Retry, "Google has trouble"),
        (api.ServiceUnavailable("x"), Retry, "Google has trouble"),
        (api.ResourceExhausted("x"), Retry, "Google has trouble"),
        (api.InternalServerError("x"), Retry, "Google has trouble"),
        (api.RetryError("x", cause=None), Retry, "Google has trouble"),
        (api.PermissionDenied("x"), Retry, "Google refused .PermissionDenied."),
        (api.InvalidArgument("x"), Retry, "Google refused .InvalidArgument."),
        (FutureTimeout(), Retry, "Google did not answer"),
        (requests.ConnectionError(), Retry, "Google did not answer"),
        (TransportError("x"), Retry, "Google did not answer"),
        (MessageTooLargeError("x"), InvalidInput, "larger than Pub/Sub takes"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_an_exception_becomes_what_the_caller_does_next(error, ours, said):
    with pytest.raises(ours, match=f"^doing it: .*{said}"), google_errors("doing it"):
        raise error


def test_what_google_quotes_stays_out_of_our_message():
    with pytest.raises(Conflict) as caught, google_errors("writing"):
        raise api.AlreadyExists("camille@example.org exists")

    assert "camille" not in str(caught.value)
    assert "camille" in str(caught.value.__cause__)


def test_an_error_that_is_not_googles_passes_untouched():
    with pytest.raises(ZeroDivisionError, match="by zero"), google_errors("dividing"):
        _ = 1 / 0
