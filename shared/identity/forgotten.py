"""Documents as they are once somebody they knew of is forgotten."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from shared.model.interaction import StoredInteraction
from shared.model.profile import Key, Profile, Record, Statement
from shared.rules.redaction import Redaction


def key_without(key: Key, gone: Collection[str]) -> Key | None:
    """The key without these ids; None when nobody is left behind it."""
    left = tuple(rcu for rcu in key.profiles if rcu not in gone)
    return msgspec.structs.replace(key, profiles=left) if left else None


def apart(profile: Profile, gone: Collection[str]) -> Profile:
    """The profile related to none of these ids."""
    return msgspec.structs.replace(
        profile,
        households=tuple(rcu for rcu in profile.households if rcu not in gone),
        different=tuple(rcu for rcu in profile.different if rcu not in gone),
    )


def redacted(record: Record | None, redaction: Redaction) -> Record | None:
    """The record without what only the forgotten person has; itself when it has nothing of it."""
    if record is None:
        return None
    now = record.now
    claims = {
        field: claim for field, claim in now.claims.items() if not redaction.names_in(claim.value)
    }
    said: Statement = msgspec.structs.replace(
        now, claims=claims, extensions=redaction.without_all(now.extensions)
    )
    return record if said == now else msgspec.structs.replace(record, now=said)


def without_mention(
    one: StoredInteraction | None, redaction: Redaction
) -> StoredInteraction | None:
    """The interaction without it; itself when it has nothing of it."""
    if one is None:
        return None
    fields = redaction.without_fields(one.fields)
    extensions = redaction.without_all(one.extensions)
    if (fields, extensions) == (one.fields, one.extensions):
        return one
    return msgspec.structs.replace(one, fields=fields, extensions=extensions)
