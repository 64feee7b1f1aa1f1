"""Cells cleaned one by one in Python before Splink sees them, as carefully as ours are.

Run by the peer's own Python, it imports nothing of the product. Phones go through phonenumbers,
as dialled in the row's country, names through anyascii: what a careful user does who does not
clean in SQL, where neither is to be had.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import phonenumbers
from anyascii import anyascii

_NOT_LETTERS = re.compile("[^a-z]+")
_NOT_ALPHANUMERIC = re.compile("[^A-Z0-9]+")
_NOT_DIGITS = re.compile("[^0-9]+")


def clean_cells(records: Path, cleaned: Path, country: str) -> None:
    """Write the file again with clean cells; other columns stay as they are."""
    with (
        records.open(encoding="utf-8", newline="") as source,
        cleaned.open("w", encoding="utf-8", newline="") as target,
    ):
        reader = csv.DictReader(source)
        writer = csv.DictWriter(target, reader.fieldnames or ())
        writer.writeheader()
        rules: dict[str, Callable[[str], str]] = {
            "given_name": _letters,
            "family_name": _letters,
            "city": _letters,
            "email": lambda cell: cell.strip().lower(),
            "postal_code": lambda cell: _NOT_ALPHANUMERIC.sub("", cell.upper()),
            "birth_date": lambda cell: _NOT_DIGITS.sub("", cell),
        }
        for row in reader:
            for name, rule in rules.items():
                if row.get(name):
                    row[name] = rule(row[name])
            if row.get("phone"):
                row["phone"] = _dialled(row["phone"], row.get("country") or country)
            writer.writerow(row)


def _letters(cell: str) -> str:
    return _NOT_LETTERS.sub(" ", anyascii(cell).lower()).strip()


def _dialled(cell: str, country: str) -> str:
    try:
        number = phonenumbers.parse(cell, country.upper())
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
