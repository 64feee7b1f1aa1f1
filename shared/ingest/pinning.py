"""What the first call decides of an upload's rows is written on the upload, and read from it."""

from __future__ import annotations

import msgspec

from shared.model.contract import Contract, Person, Source
from shared.model.upload import Upload
from shared.rules.mapping import Mapper
from shared.rules.values.cleaned import Locale


def pin(upload: Upload, contract: Contract, source: Source) -> Upload:
    """The upload with all that the contract says of its rows: later editions do not reach it."""
    return msgspec.structs.replace(
        upload,
        entity=source.entity,
        key=source.key or "",
        person_column=source.person.column if source.person else "",
        person_source=source.person.source if source.person else "",
        country=source.country or contract.country,
        language=contract.language,
        time_zone=contract.time_zone,
        date_order=source.date_order or "",
    )


def mapper_for(upload: Upload) -> Mapper:
    """The mapper an upload was pinned to."""
    person = None
    if upload.person_column:
        person = Person(column=upload.person_column, source=upload.person_source)
    return Mapper(
        source=upload.source,
        mapping=upload.mapping,
        locale=Locale(
            country=upload.country,
            language=upload.language,
            time_zone=upload.time_zone,
            date_order=upload.date_order or None,
        ),
        key=upload.key or None,
        person=person,
    )
