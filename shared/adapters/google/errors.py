"""Google's exceptions, translated once into what the caller does next.

Everything that is neither a conflict nor a missing thing is tried again, refusals of our own
requests included: an answer we did not foresee ends among the dead letters, where a person sees
it, and never in an acknowledgement that loses the message.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from typing import Final

from google.api_core import exceptions as api
from google.auth.exceptions import GoogleAuthError
from google.cloud.pubsub_v1.publisher.exceptions import MessageTooLargeError
from google.cloud.storage.exceptions import DataCorruption, InvalidResponse
from grpc import RpcError
from requests import RequestException

from shared.errors import Conflict, InvalidInput, NotFound, Retry

CONFLICTS: Final = frozenset(
    {
        api.Aborted,
        api.AlreadyExists,
        api.Conflict,
        api.FailedPrecondition,
        api.PreconditionFailed,
    }
)
"""Somebody else was first."""

MISSING: Final = frozenset({api.NotFound})

TRANSIENT: Final = frozenset(
    {
        api.BadGateway,
        api.Cancelled,
        api.DeadlineExceeded,
        api.GatewayTimeout,
        api.InternalServerError,
        api.MissingStatusHeaderError,
        api.ResourceExhausted,
        api.ResumableTransferError,
        api.ResumeIncomplete,
        api.RetryError,
        api.ServerError,
        api.ServiceUnavailable,
        api.TooManyRequests,
        api.TransferStalledError,
        api.Unknown,
        api.UploadCancelledError,
    }
)
"""Google's own trouble."""

UNFORESEEN: Final = frozenset(
    {
        api.AsyncRestUnsupportedParameterError,
        api.BadRequest,
        api.ClientError,
        api.DataLoss,
        api.DuplicateCredentialArgs,
        api.Forbidden,
        api.GoogleAPICallError,
        api.GoogleAPIError,
        api.InvalidArgument,
        api.LengthRequired,
        api.MethodNotAllowed,
        api.MethodNotImplemented,
        api.MovedPermanently,
        api.NotModified,
        api.OutOfRange,
        api.PermissionDenied,
        api.Redirection,
        api.RequestRangeNotSatisfiable,
        api.TemporaryRedirect,
        api.Unauthenticated,
        api.Unauthorized,
        api.UnseekableStreamError,
    }
)
"""A right, a setting or a request of ours that is wrong: for a person, by way of dead letters."""

_TRANSPORT: Final = (
    DataCorruption,
    FutureTimeout,
    GoogleAuthError,
    InvalidResponse,
    RequestException,
    RpcError,
)
"""What the client libraries let through from the layers below them."""


@contextmanager
def google_errors(doing: str) -> Iterator[None]:
    """Raise Conflict, NotFound, InvalidInput or Retry instead of anything Google's clients raise.

    `doing` says what was attempted, without personal data; Google's own text stays in the cause,
    since it may quote values.
    """
    try:
        yield
    except MessageTooLargeError as error:
        raise InvalidInput(f"{doing}: the message is larger than Pub/Sub takes (10 MB)") from error
    except (api.GoogleAPIError, api.AsyncRestUnsupportedParameterError) as error:
        raise _translated(doing, error) from error
    except _TRANSPORT as error:
        raise Retry(f"{doing}: Google did not answer ({type(error).__name__})") from error


def _translated(doing: str, error: Exception) -> Conflict | NotFound | Retry:
    kind = type(error)
    if kind in CONFLICTS:
        return Conflict(f"{doing}: it changed meanwhile, or exists already ({kind.__name__})")
    if kind in MISSING:
        return NotFound(f"{doing}: it does not exist")
    if kind in TRANSIENT:
        return Retry(f"{doing}: Google has trouble ({kind.__name__})")
    return Retry(
        f"{doing}: Google refused ({kind.__name__}); check rights and settings of the project"
    )
