"""Which profiles stand behind blocking keys, after records were removed or told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from shared.identity.blocking import CAPS, BlockingKey
from shared.model.profile import Key
from shared.ports import ABSENT, Stored, Write


def put_in_place(
    stored: Mapping[str, Stored[Key]],
    said: Collection[str],
    keys: Mapping[str, Mapping[str, BlockingKey]],
    gone: Collection[str],
) -> Iterator[Write]:
    """Behind the keys of all that was `said`, leave each profile where its records say so now.

    `keys` is RCU id -> all keys of its records, by document id; `stored` the keys as they are, of
    all of these. Ids that are `gone` leave. Generic keys stay as they are.
    """
    wanted = {id: key for one in keys.values() for id, key in one.items()}
    for id in sorted(set(said) | wanted.keys()):
        before = stored.get(id)
        if before is not None and before.value.generic:
            continue
        behind = before.value.profiles if before else ()
        left = [rcu for rcu in behind if rcu not in gone and (rcu not in keys or id in keys[rcu])]
        left += [rcu for rcu, said_now in keys.items() if id in said_now and rcu not in left]
        if tuple(left) == behind:
            continue
        key = None
        if left:
            kind = before.value.kind if before else wanted[id].kind
            is_generic = len(left) > max(CAPS[kind], len(behind))
            profiles = () if is_generic else tuple(left)
            key = Key(kind=kind, profiles=profiles, generic=is_generic)
        yield Write(Key, id, key, before.version if before else ABSENT)
