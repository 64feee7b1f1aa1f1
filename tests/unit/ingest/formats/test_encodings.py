from __future__ import annotations

import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.encodings import detect_encoding

FRENCH = "Élodie habite à Évreux, près de la forêt; son frère François préfère Besançon. HÉLÈNE"


@pytest.mark.parametrize(
    ("content", "name", "bom"),
    [
        (FRENCH.encode(), "utf-8", False),
        (FRENCH.encode("utf-8-sig"), "utf-8", True),
        (FRENCH.encode("utf-16"), "utf-16-le", True),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), "utf-16-be", True),
        (FRENCH.encode("utf-16-le"), "utf-16-le", False),
        (FRENCH.encode("utf-16-be"), "utf-16-be", False),
        (FRENCH.encode("cp1252"), "cp1252", False),
        (FRENCH.encode("mac_roman"), "mac_roman", False),
        (FRENCH.encode("cp850"), "cp850", False),
        ("Jürgen Müller, Straße 5, Köln, Ärzte".encode("cp1252"), "cp1252", False),
        ("José Muñoz, Peña, Ángel, año, corazón".encode("cp1252"), "cp1252", False),
        ("Łódź, Gdańsk, święta, żółty, Paweł".encode("cp1250"), "cp1250", False),
    ],
)
def test_the_encoding_is_told_from_the_bytes(content: bytes, name: str, bom: bool) -> None:
    encoding = detect_encoding(content, whole=True)

    assert (encoding.name, encoding.bom) == (name, bom)
    assert encoding.evidence


def test_a_character_cut_at_the_end_of_the_head_does_not_spoil_utf_8() -> None:
    head = ("é" * 100).encode()[:-1]

    assert detect_encoding(head, whole=False).name == "utf-8"
    assert detect_encoding(head, whole=True).name != "utf-8"


def test_one_damaged_line_does_not_make_a_utf_8_file_another() -> None:
    content = "Éloïse\n".encode() * 30 + "François\n".encode("cp1252")

    assert detect_encoding(content, whole=True).name == "utf-8"


def test_plain_ascii_leaves_open_how_later_accents_are_written() -> None:
    encoding = detect_encoding(b"id,name\n1,Ann\n", whole=False)

    assert (encoding.name, encoding.second) == ("utf-8", "cp1252")


def test_a_few_stray_nul_bytes_do_not_make_a_text_binary() -> None:
    assert detect_encoding(b"id,name\n1,A\x00nn\n", whole=True).name == "utf-8"


def test_a_hint_overrules_but_must_name_an_encoding() -> None:
    assert detect_encoding(b"abc", whole=True, hint="Windows-1252").name == "cp1252"
    with pytest.raises(InvalidInput, match="unknown encoding 'cp99'"):
        detect_encoding(b"abc", whole=True, hint="cp99")
