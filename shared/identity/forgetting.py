"""What the identity stores hold of one person, and how they let go of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import msgspec

from shared.errors import Conflict, NotFound, Retry
from shared.identity.arrival import key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.forgotten import apart, key_without, redacted, without_mention
from shared.identity.stating import values_of
from shared.identity.viewing import Viewing
from shared.model.change import Change
from shared.model.comparables import Comparables, Name, union
from shared.model.interaction import StoredInteraction
from shared.model.privacy import Subject
from shared.model.profile import Key, Profile, Record, Review
from shared.model.ruling import Ruling, named_by
from shared.ports import Clock, Documents, Stored, Write
from shared.rules.golden import priorities_of, survive
from shared.rules.records import record_id
from shared.rules.redaction import Redaction
from shared.rules.suppression import words_of

T = TypeVar("T", bound=msgspec.Struct)

PER_COMMIT = 200
"""Documents of one commit."""

_TRIES = 20


@dataclass(frozen=True)
class Forgetting:
    """Meets `ports.People`: finds a person in the identity stores, and removes them."""

    documents: Documents
    viewing: Viewing
    clock: Clock
    hash: Callable[..., str]

    def subject(self, rcu: str, *, said: Sequence[dict[str, str]] = ()) -> Subject | None:
        """Everything the person behind this id is found by; None when no such profile stands."""
        try:
            profile = self.viewing.standing(rcu)
        except NotFound:
            return None
        records = self.documents.get_many(Record, [one.record for one in profile.members])
        said = [values_of(one.value.now) for one in records.values()] + list(said)
        held = profile.comparables
        emails = sorted({*held.emails, *_all(said, "email")})
        phones = sorted({*held.phones, *_all(said, "telephone"), *_all(said, "mobile")})
        names = words_of(_all(said, "given_name"))
        sharers = self._sharers(profile.rcu, emails, phones)
        theirs = {word for one in sharers for name in one.names for word in _words(name)}
        shared = {value for one in sharers for value in (*one.emails, *one.phones)}
        shared |= self._generic(emails, phones)
        return Subject(
            rcus=tuple(self._led_by(profile.rcu)),
            records=tuple(
                sorted((id, one.value.source, one.value.record_id) for id, one in records.items())
            ),
            emails=tuple(emails),
            phones=tuple(phones),
            shared=tuple(sorted(shared.intersection((*emails, *phones)))),
            names=tuple(word for word in names if word not in theirs),
            said=tuple(said),
        )

    def doubtful(self, rcu: str) -> int:
        """How many open reviews ask whether somebody else is this person."""
        return sum(
            stored.value.state == "open"
            for side in ("profile", "candidate")
            for _, stored in self.documents.find(Review, where={side: rcu})
        )

    def find(self, subject: Subject) -> dict[str, int]:
        """How many documents of each kind still hold the person; kinds with none are left out."""
        counts = {
            "records": len(self._records(subject)),
            "profiles": len(self.documents.get_many(Profile, subject.rcus)),
            "interactions": len(self._of_records(subject, StoredInteraction)),
            "changes": len(self._of_records(subject, Change)),
            "reviews": len(self._reviews(subject)),
            "decisions": len(self._decisions(subject)),
            "keys": len(self._keys(subject)),
            "mentions": self._mentions(subject),
        }
        return {kind: count for kind, count in counts.items() if count}

    def forget(self, subject: Subject) -> None:
        """Remove the person from every document, children first. Repeating is harmless.

        Raises Retry when others keep writing the same documents.
        """
        subject = self._with_profiles_of_their_own(subject)
        for kind in (StoredInteraction, Change):
            self._delete(kind, self._of_records(subject, kind))
        self._delete(Review, self._reviews(subject))
        self._delete(Ruling, self._decisions(subject))
        for attempt in range(_TRIES):
            try:
                self._let_go(subject)
            except Conflict:
                self.clock.pause(attempt)
                continue
            break
        else:
            raise Retry("others keep writing what a person is to be removed from; try again")
        self._delete(Record, self._records(subject))
        self._delete_profiles(subject)

    def _with_profiles_of_their_own(self, subject: Subject) -> Subject:
        """The subject with profiles that were made of their records alone while they were erased.

        A record of theirs that stands among others' leaves their profile.
        """
        gone = {id for id, _, _ in subject.records}
        found = self.documents.get_many(Record, sorted(gone)).values()
        elsewhere = {one.value.rcu for one in found} - set(subject.rcus)
        own = []
        for rcu, stored in self.documents.get_many(Profile, sorted(elsewhere)).items():
            left = tuple(one for one in stored.value.members if one.record not in gone)
            if not left:
                own.append(rcu)
                continue
            self.documents.update(
                Profile,
                rcu,
                lambda one, left=left: one and msgspec.structs.replace(one, members=left),  # type: ignore[misc]
            )
            self._renew(rcu)
        return msgspec.structs.replace(subject, rcus=(*subject.rcus, *own))

    def _delete_profiles(self, subject: Subject) -> None:
        """Last of all, and only as they were seen: whoever joined meanwhile is not left behind."""
        gone = {id for id, _, _ in subject.records}
        profiles = self.documents.get_many(Profile, subject.rcus)
        for one in profiles.values():
            if not one.value.alias_of and not gone.issuperset(m.record for m in one.value.members):
                raise Retry("a record joined a profile while it was erased; again")
        try:
            self.documents.commit(
                [Write(Profile, rcu, None, one.version) for rcu, one in profiles.items()]
            )
        except Conflict:
            raise Retry("a profile changed while it was erased; again") from None

    def redact(self, subject: Subject) -> None:
        """Take what only this person has out of the documents of others who mention them."""
        redaction = Redaction.of(subject)
        for source, id in subject.mentions:
            record = record_id(self.hash, source, id)
            before = self.documents.get(Record, record)
            self.documents.update(Record, record, lambda one: redacted(one, redaction))
            for number, _ in self.documents.find(StoredInteraction, where={"record": record}):
                self.documents.update(
                    StoredInteraction, number, lambda one: without_mention(one, redaction)
                )
            if before is not None:
                self._renew(before.value.rcu)

    def _renew(self, rcu: str) -> None:
        """A profile says what its records say, after one of them was redacted."""
        stored = self.documents.get(Profile, rcu)
        if stored is None:
            return
        members = self.documents.get_many(Record, [one.record for one in stored.value.members])
        said = [values_of(one.value.now) for one in members.values()]
        priorities = priorities_of(self.viewing.contracts.all())
        claims = [(one.value.source, id, one.value.now.claims) for id, one in members.items()]

        def renewed(profile: Profile | None) -> Profile | None:
            return profile and msgspec.structs.replace(
                profile,
                golden=survive(claims, priorities),
                comparables=reduce(union, map(comparables_of, said), Comparables()),
            )

        self.documents.update(Profile, rcu, renewed)

    def _sharers(
        self, rcu: str, emails: Collection[str], phones: Collection[str]
    ) -> list[Comparables]:
        """What other standing profiles are compared by, who have one of these as well."""
        generic = self._generic(emails, phones)
        asked = [{"email": one} for one in emails if one not in generic]
        asked += [{"telephone": one} for one in phones if one not in generic]
        found = {one for fields in asked for one in self.viewing.by_fields(**fields)} - {rcu}
        profiles = self.documents.get_many(Profile, sorted(found))
        return [one.value.comparables for one in profiles.values()]

    def _generic(self, emails: Collection[str], phones: Collection[str]) -> set[str]:
        """Those so many people have that no key is kept for them: a desk's, a switchboard's."""
        held = {one: Comparables(emails=(one,)) for one in emails}
        held |= {one: Comparables(phones=(one,)) for one in phones}
        ids = {key_id(self.hash, key): one for one in held for key in blocking_keys(held[one])}
        found = self.documents.get_many(Key, sorted(ids))
        return {ids[id] for id, key in found.items() if key.value.generic}

    def _led_by(self, rcu: str) -> list[str]:
        ids = [rcu]
        for id in ids:
            ids += [alias for alias, _ in self.documents.find(Profile, where={"alias_of": id})]
        return ids

    def _records(self, subject: Subject) -> list[str]:
        return list(self.documents.get_many(Record, [id for id, _, _ in subject.records]))

    def _of_records(self, subject: Subject, kind: type[T]) -> list[str]:
        return [
            id
            for record, _, _ in subject.records
            for id, _ in self.documents.find(kind, where={"record": record})
        ]

    def _mentions(self, subject: Subject) -> int:
        """How many documents of others still name the person."""
        redaction = Redaction.of(subject)
        ids = [record_id(self.hash, *mention) for mention in subject.mentions]
        records = self.documents.get_many(Record, ids).values()
        interactions = (
            stored
            for id in ids
            for _, stored in self.documents.find(StoredInteraction, where={"record": id})
        )
        return sum(redacted(one.value, redaction) != one.value for one in records) + sum(
            without_mention(one.value, redaction) != one.value for one in interactions
        )

    def _reviews(self, subject: Subject) -> list[str]:
        found = {
            id
            for rcu in subject.rcus
            for side in ("profile", "candidate")
            for id, _ in self.documents.find(Review, where={side: rcu})
        }
        return sorted(found)

    def _decisions(self, subject: Subject) -> list[str]:
        """Decisions that name the person or one of their records; people make few: all are read."""
        gone = {*subject.rcus, *(id for id, _, _ in subject.records)}
        found = self.documents.find(Ruling)
        return [id for id, one in found if not gone.isdisjoint(named_by(one.value))]

    def _keys(self, subject: Subject) -> dict[str, Stored[Key]]:
        """The keys one of the person's ids stands behind: of all their rows ever said."""
        held = Comparables(emails=subject.emails, phones=subject.phones)
        ids = {
            key_id(self.hash, key)
            for one in (held, *map(comparables_of, subject.said), _whole(subject))
            for key in blocking_keys(one)
        }
        gone = set(subject.rcus)
        found = self.documents.get_many(Key, sorted(ids))
        return {id: key for id, key in found.items() if gone.intersection(key.value.profiles)}

    def _let_go(self, subject: Subject) -> None:
        """Keys and related profiles forget the person's ids. Raises Conflict."""
        gone = set(subject.rcus)
        writes = [
            Write(Key, id, key_without(stored.value, gone), stored.version)
            for id, stored in self._keys(subject).items()
        ]
        profiles = self.documents.get_many(Profile, subject.rcus)
        related = {
            rcu
            for one in profiles.values()
            for rcu in (*one.value.households, *one.value.different)
            if rcu not in gone
        }
        for rcu, stored in self.documents.get_many(Profile, sorted(related)).items():
            writes.append(Write(Profile, rcu, apart(stored.value, gone), stored.version))
        for start in range(0, len(writes), PER_COMMIT):
            self.documents.commit(writes[start : start + PER_COMMIT])

    def _delete(self, kind: type[msgspec.Struct], ids: Collection[str]) -> None:
        writes = [Write(kind, id, None) for id in ids]
        for start in range(0, len(writes), PER_COMMIT):
            self.documents.commit(writes[start : start + PER_COMMIT])


def _all(said: Collection[Mapping[str, str]], field: str) -> Iterator[str]:
    return (one[field] for one in said if field in one)


def _words(name: Name) -> list[str]:
    return f"{name.given} {name.family}".split()


def _whole(subject: Subject) -> Comparables:
    """All values together: a profile stands behind the keys of every pair of them."""
    return reduce(union, map(comparables_of, subject.said), Comparables())
