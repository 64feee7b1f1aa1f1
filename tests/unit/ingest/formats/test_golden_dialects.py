"""Files that readers of CSV are known to get wrong, as their users reported them.

Each is made anew after a report (named beside it), with nobody's data in it; the delimiter, the
header and the rows are what the reporter expected.
"""

from __future__ import annotations

import io
from typing import NamedTuple

import pytest

from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff


class Golden(NamedTuple):
    """A file, and what is in it."""

    text: str
    delimiter: str
    columns: tuple[str, ...]
    first: tuple[str, ...]
    """The cells of the first row."""

    rows: int
    rejected: int = 0
    encoding: str = "utf-8"


TIMES = "".join(f"bytearray(b'fake {n}'),20:53:0{n},2019-09-01T19:28:2{n}\n" for n in range(9))
JSON_CELLS = "".join(
    f'"{{""fake"": ""json"", ""n"": {n}}}",13:31:3{n},06:00:04+01:00\n' for n in range(9)
)
MARKDOWN = "".join(
    f'{n},Titre {n},"# Titre\n\n* un *mot*\n* **deux**, trois\n* * *\n",fr\n' for n in range(6)
)
LISTS = "".join(
    f"{n};False;;6{n}.25;['11{n}', '112'];['765', '76{n}'];UNKNOWN\n" for n in range(1, 7)
)
QUOTE_IN_ROW_5 = "".join(
    f"{n};{'' if n != 5 else chr(34)}Rue {n};Ville {n}\n" for n in range(1, 41)
)
WRAPPED = "".join(
    ['"id,""nom"",""ville"""\n', *(f'"{n},""Paz, A."",""Metz"""\n' for n in range(1, 31))]
)
PROSE = "".join(f"P{n};Programme {n};Un texte, long, avec, des, virgules {n}\n" for n in range(9))

CASES = {
    # CleverCSV 35, 37, 52, 58, 69, 99
    "colons of times": Golden(
        TIMES, ",", ("column_1", "column_2", "column_3"),
        ("bytearray(b'fake 0')", "20:53:00", "2019-09-01T19:28:20"), 9,
    ),
    "json in cells": Golden(
        JSON_CELLS, ",", ("column_1", "column_2", "column_3"),
        ('{"fake": "json", "n": 0}', "13:31:30", "06:00:04+01:00"), 9,
    ),
    "stars of a product": Golden(
        "id,nom,vu le,article\n"
        + "".join(f'{n},Nom {n},2022-03-28 17:24:1{n},"* *COFFRET* n° {n}"\n' for n in range(6)),
        ",", ("id", "nom", "vu le", "article"),
        ("0", "Nom 0", "2022-03-28 17:24:10", "* *COFFRET* n° 0"), 6,
    ),
    "bars beside blanks": Golden(
        '"Company Type"|"Street Name"\n' + '"Private Company"|"Point Rd"\n' * 9,
        "|", ("Company Type", "Street Name"), ("Private Company", "Point Rd"), 9,
    ),
    "underscores": Golden(
        "user_id,first_name,last_name\n" + "u_1_a,an_na,pa_z\n" * 5,
        ",", ("user_id", "first_name", "last_name"), ("u_1_a", "an_na", "pa_z"), 5,
    ),
    "markdown in cells": Golden(
        "id,titre,texte,langue\n" + MARKDOWN,
        ",", ("id", "titre", "texte", "langue"),
        ("0", "Titre 0", "# Titre\n\n* un *mot*\n* **deux**, trois\n* * *\n", "fr"), 6,
    ),
    # cpython 97611, 119123, 88843
    "tabs inside quotes": Golden(
        'Surname;First Name;Year of birth\n"\tDoe;Jane"\t;Ann;1971\nRoe;Richard;1980\n',
        ";", ("Surname", "First Name", "Year of birth"), ("\tDoe;Jane\t", "Ann", "1971"), 2,
    ),
    "lists in cells": Golden(
        "id;has_data;a;cost;group;sub_group;merge\n" + LISTS,
        ";", ("id", "has_data", "a", "cost", "group", "sub_group", "merge"),
        ("1", "False", "", "61.25", "['111', '112']", "['765', '761']", "UNKNOWN"), 6,
    ),
    "blanks are no delimiter": Golden(
        "nom complet,ville de residence\nAnne Paz,Metz la Ville\nLuc Mai,Aix en Est\n",
        ",", ("nom complet", "ville de residence"), ("Anne Paz", "Metz la Ville"), 2,
    ),
    # COW 59
    "a blank after the comma": Golden(
        'numero, note\n0, "a, b"\n1, "c"\n2, "d, e"\n',
        ",", ("numero", "note"), ("0", "a, b"), 3,
    ),
    # frictionless 803, 1048, 1384
    "line feeds in cells of a file with carriage returns": Golden(
        'Cariche;Competenze\r\nPrésident;"Finances\nCulture"\r\nMaire;"Écoles\nSports"\r\n',
        ";", ("Cariche", "Competenze"), ("Président", "Finances\nCulture"), 2,
        encoding="iso-8859-1",
    ),
    "a stray quote swallows nobody": Golden(
        "id;rue;ville\n" + QUOTE_IN_ROW_5,
        ";", ("id", "rue", "ville"), ("1", "Rue 1", "Ville 1"), 40, 1,
    ),
    "prose with commas": Golden(
        "Code unique;Programme;Description du programme\n" + PROSE,
        ";", ("Code unique", "Programme", "Description du programme"),
        ("P0", "Programme 0", "Un texte, long, avec, des, virgules 0"), 9,
    ),
    # csvlint 149, csvlint.rb 198
    "line breaks inside quotes": Golden(
        'a,b,c\nA,"B\nC",D\nE,F,G\n', ",", ("a", "b", "c"), ("A", "B\nC", "D"), 2,
    ),
    "a line feed before a closing quote": Golden(
        '"Foo","Bsr","Baz"\r\n"Biff","Baff","Boff\n"\r\n"Qux","Teaspoon","Doge"\r\n',
        ",", ("Foo", "Bsr", "Baz"), ("Biff", "Baff", "Boff\n"), 2,
    ),
    # mindsdb 347, rows 214
    "doubled quotes only": Golden(
        'PronounceGIF,n\n"With a hard ""g,"" like ""gift""",1\n"With a soft ""g""",2\n',
        ",", ("PronounceGIF", "n"), ('With a hard "g," like "gift"', "1"), 2,
    ),
    "doubled quotes that come late": Golden(
        "nom,note\n" + "Paz,plain\n" * 2000 + 'Mai,"so ""big"""\n',
        ",", ("nom", "note"), ("Paz", "plain"), 2001,
    ),
    # frictionless-darwin-core 1
    "a single quote mark in a tabbed file": Golden(
        "id\tnom\ttaille\n" + "".join(f'{n}\tNom {n}\t{n}" de haut\n' for n in range(1, 9)),
        "\t", ("id", "nom", "taille"), ("1", "Nom 1", '1" de haut'), 8,
    ),
    # arnio 2446
    "one column of prose": Golden(
        "notes\nlikes apples, bananas\nx, y, z\nnothing\n",
        ",", ("notes",), ("likes apples, bananas",), 3,
    ),
    # Excel's own
    "each line in quotes as a whole": Golden(
        '"id,""nom"",""ville"""\n"1,""Paz, A."",""Metz"""\n"2,""Mai"",""Aix"""\n',
        ",", ("id", "nom", "ville"), ("1", "Paz, A.", "Metz"), 2,
    ),
    "each line in quotes as a whole, one left open": Golden(
        WRAPPED.replace('""Metz""\"', '""Metz', 1),
        ",", ("id", "nom", "ville"), ("2", "Paz, A.", "Metz"), 30, 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_file_others_get_wrong_is_read_as_its_reporter_expected(name: str) -> None:
    golden = CASES[name]
    stream = io.BytesIO(golden.text.encode(golden.encoding))

    dialect = sniff(stream)
    rows = list(read_rows(stream, dialect))

    good = [row for row in rows if isinstance(row, Row)]
    assert dialect.columns == golden.columns
    assert len(golden.columns) == 1 or dialect.delimiter == golden.delimiter
    assert tuple(good[0].cells.values()) == golden.first
    refused = [row for row in rows if isinstance(row, RejectedRow)]
    assert (len(rows), len(refused)) == (golden.rows, golden.rejected)
