"""Every error we raise on purpose, grouped by what the caller does next.

NovaError
├── Refused          the input is wrong: say so, do not try again       (ack · 4xx · exit 1)
│   ├── InvalidInput     a value, file or request is not as expected    (422)
│   │   ├── InvalidContract  a contract has mistakes
│   │   └── TooLarge         more than one commit may carry             (the caller splits it)
│   ├── Unauthenticated  we do not know the caller                      (401)
│   └── Forbidden        we know the caller, who may not do this        (403)
├── NotFound         what was named does not exist (any more)           (ack · 404 · exit 1)
├── Conflict         somebody else was first: read again, decide again  (retry · 409)
└── Retry            transient trouble: the same call may succeed later (retry · 503)

`shared.handler` turns these into acknowledgements, retries and HTTP answers; nothing else does.
A message never holds personal data: it names fields, rows, ids and what was expected instead.
"""

from __future__ import annotations

from collections.abc import Iterable


class NovaError(Exception):
    """Something we foresaw. `str(error)` is written for the person who reads it."""


class Refused(NovaError):
    """The input is wrong; repeating it cannot help."""


class InvalidInput(Refused):
    """A value, file or request is not what was expected.

    `field` names the offending field, column or setting when there is one, so that
    a form, a problem document or a contract check can point at it.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class TooLarge(InvalidInput):
    """More than one commit may carry; the same in smaller pieces goes through."""


class InvalidContract(InvalidInput):
    """A contract has mistakes; `mistakes` lists all of them, each as `file:line: text`."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class Unauthenticated(Refused):
    """We do not know who is calling."""


class Forbidden(Refused):
    """The caller is known and may not do this."""


class NotFound(NovaError):
    """What was named does not exist, or not any more."""


class Conflict(NovaError):
    """A document changed between reading and writing, or exists already.

    `ids` are the document ids known to have conflicted; empty when the store cannot tell.
    """

    def __init__(self, message: str, *, ids: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.ids = frozenset(ids)


class Retry(NovaError):
    """Transient trouble outside us; the same call may succeed later."""
