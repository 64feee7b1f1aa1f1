"""What one acquisition's YAML says: the company, its sources, and how to read them.

Everything has a sensible default; a source may say only its id. The JSON Schema of the YAML is
generated from these classes (`shared.rules.contracts.json_schema`), and so is docs/contract.md:
what stands under a setting here is what people read of it there, and in their editors.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, get_args

import msgspec

ID_PATTERN: Final = "^[a-z][a-z0-9_]{1,30}$"
ID_IN_WORDS: Final = "2 to 31 lower-case letters, digits and _, a letter first"
Identifier = Annotated[str, msgspec.Meta(pattern=ID_PATTERN, description=ID_IN_WORDS)]


FileType = Literal["csv", "json", "jsonl", "xml", "xlsx"]
TYPES: Final[tuple[str, ...]] = get_args(FileType)


class Format(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What is known about the files beforehand; each overrules what sniffing finds."""

    type: FileType | None = None
    """The kind of file, when it cannot be told from its bytes."""

    encoding: str | None = None
    """Of text, as `utf-8` or `cp1252`."""

    delimiter: str | None = None
    """What stands between the cells of a CSV file."""

    quote: Literal['"', "'"] | None = None
    """What cells that hold a delimiter stand in."""

    sheet: str | None = None
    """Of a workbook with several."""

    member: str | None = None
    """Of a zip archive with several files: a name, or a pattern as `clients-*.csv`."""

    record_path: str | None = None
    """Of JSON and XML: where the records are, as `people[]` or `export/client`."""

    header_row: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """The line, or the row of a sheet, that holds the columns' names, from 1; 0: there is none."""


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose interaction a row is: the column that names a record, and the source of that record."""

    column: str
    """The column that holds the record's id."""

    source: Identifier
    """The source of contacts of this company whose id that is."""


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often files come; beyond that the source is late."""

    every: Literal["hour", "day", "week", "month"]
    """One file in each of these."""

    by: Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "23:59"
    """By what time of the day, in the company's time zone; not looked at with `every: hour`."""

    max_delay: Annotated[str, msgspec.Meta(pattern="^[0-9]{1,4}[mhd]$")] = "0h"
    """How much later is not late yet: minutes, hours or days, as `90m`, `2h`, `1d`."""


class Channel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a source is told things: a signed webhook, or files in its folder of the outbox."""

    type: Literal["webhook", "file"]
    """A signed post to `url`, or a file in the outbox."""

    url: str = ""
    """Where webhooks are posted; https, but for this machine."""

    secret_version: Annotated[int, msgspec.Meta(ge=1)] = 1
    """Which secret signs webhooks. Raised by one, the secret before still signs beside the new one,
    until the receiver has taken it; raised by two, a secret that leaked is worth nothing."""


WriteMode = Literal["overwrite", "fill", "never"]
"""Tell every newer value, tell a value only where the source has none, or never tell."""


class Changes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which changes of other companies a source accepts."""

    mode: WriteMode = "overwrite"
    """For every field the source has a column for, unless `fields` says otherwise."""

    fields: dict[str, WriteMode] = {}
    """Canonical field -> write mode."""


class Privacy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The company's word on data-subject requests."""

    days: Annotated[int, msgspec.Meta(ge=1, le=90)] = 15
    """Within how many days of its receipt the company acknowledges a request."""

    calendar: str = "FR"
    """Public holidays of whoever answers: FR, FR-ALSACE, or another country, as DE-BY."""

    notice: date | None = None
    """The day on which the company's people were told that their data goes to the group (articles
    13 and 14 GDPR), as 2026-03-01: before the first whole file is loaded."""


class Source(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One system of the company, and how its files become contacts or interactions."""

    id: Identifier
    """With the company's before it, as `eventclick.crm`, it names the source everywhere."""

    description: str = ""
    """What the system is, for people."""

    entity: Literal["contacts", "interactions"] = "contacts"
    """What a row is: somebody, or something somebody did."""

    key: str | None = None
    """The column that identifies a record; else the mapped `source_id`, else e-mail or phone."""

    format: Format = Format()
    """What is known about the files beforehand."""

    mapping: dict[str, str] = {}
    """Column -> canonical field, part of one (`birth_date.year`) or `extension`.

    Columns left out are suggested."""

    extensions: tuple[str, ...] = ()
    """Columns to keep as they are, whatever the suggestion says."""

    dropped: tuple[str, ...] = ()
    """Columns that must not be kept at all (passwords, national identity numbers)."""

    opted_out: tuple[str, ...] = ()
    """Consent columns that mean the opposite: a yes there is a no."""

    person: Person | None = None
    """Whose interaction a row is; only with `entity: interactions`."""

    unique: bool = False
    """The source promises one record per person; used as evidence once checked."""

    reliability: dict[str, Annotated[float, msgspec.Meta(gt=0, le=1)]] = {}
    """Canonical field -> how far to trust this source's values, up to 1 (the default)."""

    priority: dict[str, int] = {}
    """Canonical field -> rank of this source's values: the highest wins, whatever their age.

    0 where nothing is said; among equals the most recent wins."""

    channel: Channel | None = None
    """How this source is told of changes and of data-subject requests; else people tell it."""

    changes: Changes | None = None
    """Present when the source accepts changes of other companies; it needs a channel."""

    callers: tuple[str, ...] = ()
    """E-mail addresses of the service accounts that may send live changes as this source."""

    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] | None = None
    """Where its phones and postal codes are from, when not the company's country."""

    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    """How its dates are written, when the files do not show it."""

    expected: Expected | None = None
    """How often its files come; without, it is never late."""

    drift: Literal["keep", "refuse", "ask"] = "keep"
    """A later file with other columns: say so and keep new ones as extensions; refuse it; or, for
    new columns, have it wait until a person has said what they are."""


EmailAddress = Annotated[
    str, msgspec.Meta(pattern="^[^@\\s]+@[^@\\s]+$", description="an e-mail address")
]
Principal = Annotated[
    str,
    msgspec.Meta(
        pattern="^(user|group|serviceAccount):[^@\\s]+@[^@\\s]+$",
        description="user:, group: or serviceAccount: and an e-mail address",
    ),
]


class Writer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who may act as the company's writer account: put files into its landing bucket, fetch what
    is put out for it, push live changes and acknowledge. The account has no key anybody could lose.
    """

    members: tuple[Principal, ...] = ()
    """Google identities that may, as `serviceAccount:etl@acme-prod.iam.gserviceaccount.com`."""

    issuer: Annotated[str, msgspec.Meta(pattern="^(https://[^\\s]+)?$")] = ""
    """Of a system outside Google: the OpenID Connect issuer of its tokens (workload identity
    federation), as `https://token.actions.githubusercontent.com`."""

    subjects: tuple[str, ...] = ()
    """Which of the issuer's tokens may: their `sub`, exactly."""

    audience: str = ""
    """What those tokens must name as `aud`; Google's own name of the provider when left out."""


class Contract(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Everything the group knows about one acquired company before its first file arrives."""

    id: Identifier
    """The file's name without `.yaml`."""

    name: str
    """As people call the company."""

    sources: tuple[Source, ...]
    """Its systems, at least one."""

    state: Literal["active", "retired"] = "active"
    """Retired: takes in no more files or changes, and is told none; what is known of its people
    stays, and their requests are answered as before. Only then may this file be removed."""

    description: str = ""
    """What the company does, for people."""

    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] = "FR"
    """Where its phones and postal codes are from, where a row names no country."""

    language: Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")] = "fr"
    """In which its columns and values are written first of all."""

    time_zone: str = "Europe/Paris"
    """Of times without one, and of `expected.by`."""

    privacy: Privacy = Privacy()
    """Its word on data-subject requests; to be written out before anything whole is loaded."""

    writer: Writer = Writer()
    """Who may act as the company's writer account."""

    alerts: tuple[EmailAddress, ...] = ()
    """Who at the company is told when its files are late or its share of a request is."""
