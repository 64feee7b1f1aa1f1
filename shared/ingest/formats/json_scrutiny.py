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
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
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


def find_mistake(raw: bytes) -> int:
    """Where in a text that a parser has refused the mistake is, as near as can be told cheaply.

    A character that stands nowhere in JSON is found itself; else what Python's own parser minds
    of the first object that begins there; else it is the text's beginning.
    """
    control = _CONTROL.search(raw)
    if control:
        return control.start()
    begins = raw.find(b"{")
    if begins < 0:
        return 0
    text = raw[begins:].decode("utf-8", "surrogateescape")
    try:
        json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        return begins + len(text[: error.pos].encode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        pass
    return 0


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
            # Of the constants that files hold this is the one Python does not read.
            text = raw[start:].replace(b"-NaN", b"NaN")
            record = json.loads(text, object_pairs_hook=_unique_pairs)
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
