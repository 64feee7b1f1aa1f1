"""What infra zips: the same for the same sources, and only what a function needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from modulefinder import ModuleFinder
from pathlib import Path

import pytest

from tests.bundling import ROOT, bundle

NAMES = sorted(path.parent.name for path in (ROOT / "functions").glob("*/main.py"))
LARGEST = 5_000_000
"""Bytes of an archive before it is packed."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One function, and a `shared/` of which it reaches a part."""
    write(
        tmp_path,
        {
            "functions/greet/main.py": "from shared.words import hello\nimport msgspec\n",
            "functions/greet/requirements.txt": "msgspec==0.22.0\n",
            "functions/greet/greet_pages/page.py": "from .parts import part\n",
            "functions/greet/greet_pages/parts.py": "def part(): import shared.late.one as one\n",
            "functions/greet/greet_pages/page.html": "<p>\n",
            "shared/__init__.py": "",
            "shared/words/__init__.py": "",
            "shared/words/hello.py": "from shared.tongues import FRENCH\n",
            "shared/words/hello.json": "{}\n",
            "shared/words/unread.py": "",
            "shared/tongues.py": (
                "from typing import TYPE_CHECKING\n"
                "if TYPE_CHECKING:\n    from shared.typed import T\n"
                "FRENCH = 'fr'\n"
            ),
            "shared/typed.py": "",
            "shared/late/__init__.py": "",
            "shared/late/one.py": "",
            "shared/local/command.py": "",
            "shared/local/sample.json": "[]\n",
        },
    )
    return tmp_path


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def hash_of(root: Path) -> str:
    return str(bundle.hash_of(bundle.files_of(root, "greet")))


def test_an_archive_holds_the_folder_and_what_its_code_reaches(repository: Path) -> None:
    assert list(bundle.files_of(repository, "greet")) == [
        "greet_pages/page.html",
        "greet_pages/page.py",
        "greet_pages/parts.py",
        "main.py",
        "requirements.txt",
        "shared/__init__.py",
        "shared/late/__init__.py",
        "shared/late/one.py",
        "shared/tongues.py",
        "shared/words/__init__.py",
        "shared/words/hello.json",
        "shared/words/hello.py",
    ]


def test_what_is_imported_from_elsewhere_is_known_though_it_is_not_installed(
    repository: Path,
) -> None:
    write(repository, {"functions/greet/main.py": "from nowhere.known import thing\nimport os\n"})

    assert bundle.reached(repository, "greet").outside == {"nowhere.known.thing", "os"}


@pytest.mark.parametrize(
    "unread",
    [
        "shared/words/unread.py",
        "shared/typed.py",
        "shared/local/command.py",
        "shared/local/sample.json",
        "functions/greet/__pycache__/main.cpython-311.pyc",
        "functions/greet/.main.py.swp",
        "functions/greet/main.py~",
        "functions/greet/.env",
        "functions/other/main.py",
        "tests/test_greet.py",
    ],
)
def test_a_file_the_function_does_not_reach_changes_nothing(repository: Path, unread: str) -> None:
    before = hash_of(repository)

    write(repository, {unread: "changed = True\n"})

    assert hash_of(repository) == before


@pytest.mark.parametrize(
    "read",
    [
        "functions/greet/main.py",
        "functions/greet/requirements.txt",
        "functions/greet/greet_pages/page.html",
        "shared/tongues.py",
        "shared/words/hello.json",
        "shared/late/one.py",
        "shared/words/more.json",
    ],
)
def test_a_file_it_reaches_changes_the_hash(repository: Path, read: str) -> None:
    before = hash_of(repository)

    write(repository, {read: "# changed\n"})

    assert hash_of(repository) != before


def test_a_hash_knows_names_from_contents(repository: Path, tmp_path: Path) -> None:
    write(tmp_path, {"ab": "c", "a": "bc"})

    assert bundle.hash_of({"a": tmp_path / "a"}) != bundle.hash_of({"ab": tmp_path / "ab"})


def test_neither_place_nor_time_nor_order_change_the_hash(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "clone"
    shutil.copytree(repository, elsewhere)
    for path in elsewhere.rglob("*.py"):
        os.utime(path, (0, 0))
    files = bundle.files_of(elsewhere, "greet")

    assert hash_of(repository) == bundle.hash_of(files)
    assert hash_of(repository) == bundle.hash_of(dict(reversed(files.items())))


def test_an_import_that_leads_nowhere_is_refused(repository: Path) -> None:
    write(repository, {"shared/tongues.py": "from shared.dialects import BRETON\n"})

    with pytest.raises(FileNotFoundError, match=r"tongues\.py imports shared\.dialects, and there"):
        bundle.files_of(repository, "greet")


def test_a_function_there_is_not_is_refused(repository: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no function 'leave': expected"):
        bundle.files_of(repository, "leave")


@pytest.mark.parametrize("function", NAMES)
def test_every_archive_of_ours_is_complete_and_small(function: str) -> None:
    files = bundle.files_of(ROOT, function)

    assert {"main.py", "requirements.txt", "shared/__init__.py"} <= files.keys()
    assert list(files) == sorted(files)
    assert sum(path.stat().st_size for path in files.values()) < LARGEST


@pytest.mark.parametrize("function", NAMES)
def test_pythons_own_finder_of_modules_says_the_same(function: str) -> None:
    finder = ModuleFinder(path=[str(ROOT)])
    finder.run_script(str(ROOT / "functions" / function / "main.py"))

    # It follows what stands under `if TYPE_CHECKING:` too; no module of shared/ stands only there.
    found = {name for name in finder.modules if name.partition(".")[0] == "shared"}
    assert bundle.reached(ROOT, function).modules.keys() == found


@pytest.mark.parametrize("function", NAMES)
def test_no_archive_holds_tests_samples_secrets_or_the_local_platform(function: str) -> None:
    names = bundle.files_of(ROOT, function)

    unwanted = ("test", "sample", ".env", ".pem", "__pycache__", "shared/local", "credential")
    assert [name for name in names if any(one in name for one in unwanted)] == []


def test_a_python_with_nothing_installed_says_the_same() -> None:
    program = (
        "import sys; sys.path.insert(0, 'infra')\n"
        "import bundle, pathlib\n"
        "for name in sys.argv[1:]:\n"
        "    print(bundle.hash_of(bundle.files_of(pathlib.Path.cwd(), name)))\n"
    )
    bare = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, *NAMES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    here = [bundle.hash_of(bundle.files_of(ROOT, name)) for name in NAMES]
    assert bare.stdout.split() == here
