"""Small exports for journeys: the shipped sources' own layouts, with synthetic people."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence

PERSON = {
    "subscriber_id": "M1",
    "first_name": "Camille",
    "last_name": "Quesnoy",
    "email_address": "camille.quesnoy@example.org",
    "phone": "06 39 98 11 22",
    "zip": "69004",
    "country": "FR",
    "newsletter": "yes",
}

CLIENT = {
    "N° client": "E1",
    "Nom": "QUESNOY",
    "Prénom": "Camille",
    "E-mail": "Camille.Quesnoy@Example.org",
    "Téléphone": "+33 6 39 98 11 22",
    "Code postal": "69004",
    "Pays": "France",
    "Refus SMS": "1",
    "Places achetées": "4",
    "Zone préférée": "balcon",
}


def subscribers(*people: Mapping[str, str]) -> bytes:
    """A `mediapulse.crm` export: commas, UTF-8. Each person is `PERSON` but for what is given."""
    return _csv([{**PERSON, **one} for one in people], delimiter=",").encode("utf-8")


def clients(*people: Mapping[str, str]) -> bytes:
    """An `eventclick.crm` export: semicolons, Windows encoding."""
    return _csv([{**CLIENT, **one} for one in people], delimiter=";").encode("cp1252")


def tickets(*rows: Mapping[str, str]) -> bytes:
    """An `eventclick.tickets` export."""
    ticket = {
        "N° billet": "B1",
        "N° commande": "CMD1",
        "N° client": "E1",
        "Événement": "Nuit du jazz",
        "Montant": "45,00",
        "Devise": "EUR",
        "Date d'achat": "12/03/2026 20:30",
        "Porte": "B",
    }
    return _csv([{**ticket, **one} for one in rows], delimiter=";").encode("cp1252")


def distinct_people(count: int, *, seed: int = 1) -> list[dict[str, str]]:
    """People nobody could take for one another: every pair of rows is clear.

    Keys are those of `PERSON`; e-mails, phones, names and postal codes are all different.
    """
    rng = random.Random(seed)
    heads = _syllables(rng, 40)
    tails = _syllables(rng, 40)
    people = []
    for number in range(count):
        given = (heads[number % 40] + tails[(number * 7) % 40]).title()
        family = (tails[(number // 40) % 40] + heads[(number * 11) % 40] + "ier").title()
        people.append(
            {
                "subscriber_id": f"M{number}",
                "first_name": given,
                "last_name": family,
                "email_address": f"{given}.{family}.{number}@example.org".lower(),
                "phone": f"+336399{number:05d}",
                "zip": f"{1000 + (number * 89) % 94000:05d}",
            }
        )
    return people


def as_clients(people: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """The same people as `eventclick.crm` would write them."""
    return [
        {
            "N° client": one["subscriber_id"].replace("M", "E"),
            "Nom": one["last_name"].upper(),
            "Prénom": one["first_name"],
            "E-mail": one["email_address"],
            "Téléphone": one["phone"],
            "Code postal": one["zip"],
        }
        for one in people
    ]


def _syllables(rng: random.Random, count: int) -> list[str]:
    onsets, vowels, codas = "bdfgjklmprstvz", "aeiou", "lmnrst"
    made: dict[str, None] = {}
    while len(made) < count:
        made[rng.choice(onsets) + rng.choice(vowels) + rng.choice(codas) + rng.choice(vowels)] = (
            None
        )
    return list(made)


def _csv(rows: Sequence[Mapping[str, str]], *, delimiter: str) -> str:
    text = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator="\r\n", restval="")
    out.writeheader()
    out.writerows(rows)
    return text.getvalue()
