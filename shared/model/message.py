"""What our functions send each other: references and numbers, never personal data."""

from __future__ import annotations

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="type"):
    """The base of every message; its class name is its type on the wire."""


class ObjectLanded(Message, frozen=True, kw_only=True):
    """A bucket's own notification: an export arrived. The only message that is not ours."""

    bucket: str
    name: str
    generation: str


class UploadContinues(Message, frozen=True, kw_only=True):
    """An upload has more rows than one call may read; go on from its checkpoint."""

    upload: str


class ContactsMapped(Message, frozen=True, kw_only=True):
    """A part of contacts stands in the lake and wants to be resolved."""

    upload: str
    source: str
    part: int


class InteractionsMapped(Message, frozen=True, kw_only=True):
    """A part of interactions stands in the lake and wants to be attached to its records."""

    upload: str
    source: str
    part: int


class ProfilesChanged(Message, frozen=True, kw_only=True):
    """A part was resolved to these profiles; the same message on every delivery.

    No upload: a person's answer, or taking an upload back, changed them.
    """

    upload: str = ""
    source: str = ""
    part: int = 0
    profiles: tuple[str, ...]


class ChangesPlanned(Message, frozen=True, kw_only=True):
    """A source has these changes to be told."""

    source: str
    changes: tuple[str, ...]


class RequestAccepted(Message, frozen=True, kw_only=True):
    """A data-subject request was accepted and wants its tasks."""

    request: str


class TaskPlanned(Message, frozen=True, kw_only=True):
    """One system's share of a request is to be done, looked at again, or told to that system."""

    request: str
    task: str


class WatchDue(Message, frozen=True, kw_only=True):
    """A schedule fired: do this task of the watch."""

    task: str


OurMessage = (
    UploadContinues
    | ContactsMapped
    | InteractionsMapped
    | ProfilesChanged
    | ChangesPlanned
    | RequestAccepted
    | TaskPlanned
    | WatchDue
    | ObjectLanded
)
