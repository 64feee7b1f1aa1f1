"""What a JSON parser lets pass although something is lost: a key named twice, half a character."""

from __future__ import annotations

import json
import re
from typing import Any, Final

SAME_KEY_TWICE: Final = "it names a key twice"
NO_OBJECT: Final = "it is not a JSON object"
NESTED_TOO_DEEPLY: Final = "its values are nested too deeply"
HALF_CHARACTER: Final = "it holds half of a surrogate pair, which is no character"

_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_STARTS_TRIED: Final = 64
"""How many braces before a record, of what surrounds the first one, are tried as its beginning."""


class _SameKeyTwiceError(ValueError):
    pass


def find_loss(raw: bytes, record: dict[str, Any]) -> str:
    """Say what parsing lost of a record, or "".

    `raw` is its text, or ends with it. Nearly every record costs only the counting of its keys.
    """
    may_be_halved = b"\\u" in raw and _SURROGATE.search(raw) is not None
    keys = raw.count(b'":')
    if not may_be_halved and (keys == len(record) or keys <= _count_keys(record)):
        return ""
    return _look_closely(raw)


def _count_keys(value: Any) -> int:
    count = 0
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            count += len(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return count


def _look_closely(raw: bytes) -> str:
    start = -1
    for _ in range(_STARTS_TRIED):
        start = raw.find(b"{", start + 1)
        if start < 0:
            return ""
        try:
            record = json.loads(raw[start:], object_pairs_hook=_unique_pairs)
            json.dumps(record, ensure_ascii=False).encode()
        except _SameKeyTwiceError:
            return SAME_KEY_TWICE
        except UnicodeEncodeError:
            return HALF_CHARACTER
        except (ValueError, RecursionError):
            continue
        return ""
    return ""


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) < len(pairs):
        raise _SameKeyTwiceError
    return unique
