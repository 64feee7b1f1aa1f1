"""Which fields documents may be searched by: the same refusal on every store."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from shared.errors import InvalidInput
from shared.rules.catalogue import Store, store_of


def searched_store(kind: type[msgspec.Struct], where: Mapping[str, str] | None) -> Store:
    """The store of this kind. Raises InvalidInput when `where` names a field without an index."""
    store = store_of(kind)
    for field in where or ():
        if field not in store.searched_by:
            known = ", ".join(store.searched_by) or "none"
            raise InvalidInput(
                f"{store.name} cannot be searched by {field!r} (searchable: {known})", field=field
            )
    return store
