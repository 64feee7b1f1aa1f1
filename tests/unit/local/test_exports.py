"""Files on their way into landing: whole, and under a free name."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.errors import InvalidInput, NotFound
from shared.local.loading.exports import checked, put_down

CSV = 'id,note\n1,"two\nlines"\n2,b\n3,c\n'


def a_file(folder: Path, name: str = "export.csv", content: bytes = CSV.encode()) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_a_file_is_put_down_whole_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    landing = tmp_path / "landing"

    name, _ = put_down(a_file(tmp_path), landing, name="export.csv")

    assert name == "export.csv"
    assert {one.name: one.read_text() for one in landing.iterdir()} == {"export.csv": CSV}


def test_another_file_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    put_down(a_file(tmp_path, content=b"id\n9\n"), landing, name="export.csv")

    name, _ = put_down(a_file(tmp_path), landing, name="export.csv")

    assert name == "export-2.csv"
    assert (landing / "export.csv").read_text() == "id\n9\n"


def test_the_same_bytes_take_the_place_of_their_first_copy(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    first = put_down(a_file(tmp_path), landing, name="export.csv")

    again = put_down(a_file(tmp_path), landing, name="export.csv")

    assert again == first


def test_only_one_visible_file_can_be_dropped(tmp_path: Path) -> None:
    hidden = a_file(tmp_path, ".export.csv")

    with pytest.raises(NotFound, match="does not exist"):
        checked(tmp_path / "missing.csv")
    with pytest.raises(InvalidInput, match="is not a file"):
        checked(tmp_path)
    with pytest.raises(InvalidInput, match="hidden or temporary"):
        checked(hidden)
