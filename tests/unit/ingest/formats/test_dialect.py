"""Where the header is, how cells are cut, and what the columns are called."""

from __future__ import annotations

import io

import pytest

from shared.ingest.formats.dialect import Dialect, name_columns
from shared.ingest.reading import sniff
from shared.model.contract import Format


def dialect_of(text: str, *, header_row: int | None = None) -> Dialect:
    return sniff(io.BytesIO(text.encode()), hints=Format(header_row=header_row))


def test_columns_are_unique_and_blank_headers_are_named_by_their_place() -> None:
    assert name_columns(["A", " A ", "", "B", "A", "column_3"]) == (
        "A",
        "A#2",
        "column_3",
        "B",
        "A#3",
        "column_3#2",
    )


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("nom,ville\nRoy,Metz\nBel,Lyon\n", ","),
        ("nom;prix\nRoy;45,00\nBel;3,50\n", ";"),
        ("nom\tville\nRoy, A.\tMetz\n", "\t"),
        ("nom|ville|cp\nRoy|Metz|57000\n", "|"),
        ("email\na@example.org\n", ","),
        ("sep=|\nnom|ville\nRoy|Metz\n", "|"),
        ('nom;note\nRoy;"a, b, c\nd, e, f"\nBel;"g, h, i"\n', ";"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text: str, delimiter: str) -> None:
    assert dialect_of(text).delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "preamble", "columns"),
    [
        ("nom;cp\nRoy;57000\n", 0, ("nom", "cp")),
        ("sep=;\nnom;cp\nRoy;57000\n", 1, ("nom", "cp")),
        ('Notes:\n"Some, text"\n\na,b,c\n1,2,3\n4,5,6\n', 3, ("a", "b", "c")),
        ("Export 2024;;;\n;;;\nnom;rue;cp;x\nA;B;01000;C\nD;E;57000;F\n", 2, None),
        ("nom;cp;\nRoy;57000;\nBel;01000;\n", 0, ("nom", "cp")),
        ("nom;;cp\nRoy;a;57000\n", 0, ("nom", "column_2", "cp")),
    ],
)
def test_the_header_is_the_first_full_row_of_names(
    text: str, preamble: int, columns: tuple[str, ...] | None
) -> None:
    dialect = dialect_of(text)

    assert (dialect.preamble, dialect.header) == (preamble, True)
    assert dialect.columns == columns or (columns is None and len(dialect.columns) == 4)


def test_a_table_that_begins_with_values_has_no_header() -> None:
    dialect = dialect_of("1;Ann;a@example.org;57000\n2;Bob;b@example.org;01000\n")

    assert not dialect.header
    assert dialect.columns == ("column_1", "column_2", "column_3", "column_4")
    assert "there is no header" in dialect.evidence[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Dupont;Marie;Metz;marie@example.org\nBel;Anne;Lyon;anne@example.org\n",
        "Dupont;Marie;Metz;;57000\nBel;Anne;Lyon;anne@example.org;69001\n",
        "Dupont;Marie;N/A;57000\nBel;Anne;anne@example.org;69001\n",
        "Dupont;Marie;Metz\nBel;Anne;Lyon\nRoy;Jeanne;Metz\n",
        "Dupont;Marie;+33 6 39 98 00 01\nBel;Anne;+33 6 39 98 00 02\n",
        "Dupont;Marie\nBel;Anne;anne@example.org\nRoy;Luc;luc@example.org\n",
        "Dupont;Marie;marie@example.org\n",
    ],
)
def test_no_value_of_a_person_becomes_a_column_name(text: str) -> None:
    dialect = dialect_of(text)

    assert (dialect.header, dialect.preamble) == (False, 0)
    assert dialect.columns == tuple(f"column_{n + 1}" for n in range(len(dialect.columns)))
    assert dialect.issues == (
        f"no header row was found; its columns are called column_1 to {dialect.columns[-1]}",
    )


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("id;nom\n1;Dupont;more\n", ("id", "nom")),
        ("nom;ville\nDupont;Metz;more\n", ("nom", "ville")),
        ("id;nom\n1;Dupont;m\n2;Bel;n\n", ("id", "nom")),
        ("nom;ville\nDupont;Metz\nnom;ville\nBel;Metz\n", ("nom", "ville")),
        ("nom;email;Sport\nA;a@example.org;Sport\nB;b@example.org;\n", ("nom", "email", "Sport")),
        ("nom;ville;rue;2024\nA;B;C;1999\nD;E;F;2001\n", ("nom", "ville", "rue", "2024")),
    ],
    ids=["wider", "wider words", "all wider", "joined files", "ticked", "a year"],
)
def test_names_stay_the_header_whatever_is_below_them(text: str, columns: tuple[str, ...]) -> None:
    dialect = dialect_of(text)

    assert (dialect.header, dialect.preamble, dialect.columns) == (True, 0, columns)
    assert dialect.issues == ()


def test_a_person_can_say_where_the_header_is() -> None:
    text = "1;2\nunits;euros\nnom;prix\nRoy;3\n"

    assert dialect_of(text, header_row=3).columns == ("nom", "prix")
    assert dialect_of(text, header_row=3).preamble == 2
    assert dialect_of("nom;prix\nRoy;x\n", header_row=0).columns == ("column_1", "column_2")


def test_empty_nameless_columns_at_the_end_are_left_out_and_counted() -> None:
    dialect = dialect_of("nom;cp;;\nRoy;57000;;\n")

    assert (dialect.columns, dialect.trailing_empty) == (("nom", "cp"), 2)
    assert "2 nameless empty columns at the end are left out" in dialect.evidence


def test_quotes_may_be_single_or_escaped_by_a_backslash() -> None:
    single = dialect_of("'id','a, b'\n'1','x, y'\n'2','z'\n")
    escaped = dialect_of('id,note\n1,"so \\"big, wide\\" it is"\n2,"\\"a, b\\""\n')

    assert (single.quote, single.columns) == ("'", ("id", "a, b"))
    assert (escaped.quote, escaped.escape) == ('"', "\\")


def test_old_macintosh_line_ends_are_recognised() -> None:
    assert dialect_of("id,nom\r1,a\r2,b\r").line_end == "\r"


def test_a_form_above_the_header_is_no_table_and_people_are() -> None:
    table = "id;nom;mail\n" + "".join(f"{n};Roy;lou{n}@example.org\n" for n in range(20))
    form = "Export\nSite;Paris\nDu;2026-01-01\nTel;0145678901\nAide;ask@example.org\n\n"
    people = "1;lou@example.org\n2;ada@example.org\n3;eva@example.org\n\n"

    assert sniff(io.BytesIO((form + table).encode())).left_out == ()
    found = sniff(io.BytesIO(("Table un\n" + people + "Table deux\n" + table).encode()))
    assert found.left_out == (
        "the 5 lines above the header are not read, and look like rows of another table: send "
        "each table as a file of its own",
    )
