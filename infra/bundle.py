"""What a function ships: its own folder, and what its code reaches of `shared/`. No more.

Code is read and never run, and nothing need be installed: the same sources give the same files and
the same hash on any machine. Read are import statements, those inside functions too; what stands
under `if TYPE_CHECKING:` is never imported, and a module named only at run time is not found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.util import resolve_name
from pathlib import Path
from typing import Final, NamedTuple

SHARED: Final = "shared"

_CODE: Final = ".py"
_DATA: Final = frozenset(
    {".css", ".csv", ".html", ".ico", ".js", ".json", ".png", ".svg", ".txt", ".woff2", ".yaml"}
)


class Reached(NamedTuple):
    """What the code of a function imports, directly or not."""

    modules: dict[str, Path]
    """The modules of `shared/`, with their files."""

    outside: frozenset[str]
    """What is of neither, as `google.cloud.storage.Client`; the standard library too."""


def files_of(root: Path, function: str) -> dict[str, Path]:
    """The archive of `functions/<function>` in this repository: path inside it -> file, in order.

    Raises FileNotFoundError for a function there is not, or an import that leads to no file.
    """
    folder = _folder(root, function)
    shipped = {path.relative_to(folder).as_posix(): path for path in _own_files(folder)}
    modules = reached(root, function).modules.values()
    for path in [*modules, *_data_beside(modules)]:
        shipped[path.relative_to(root).as_posix()] = path
    return dict(sorted(shipped.items()))


def hash_of(files: Mapping[str, Path]) -> str:
    """16 hex digits that change with any name or byte of these files, and with nothing else."""
    found = sha256()
    for name, path in sorted(files.items()):
        content = path.read_bytes()
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()[:16]


def reached(root: Path, function: str) -> Reached:
    """What the code of this function imports. Raises FileNotFoundError as `files_of` does."""
    folder = _folder(root, function)
    modules: dict[str, Path] = {}
    outside: set[str] = set()
    followed: set[tuple[str, str]] = set()
    waiting = [
        (path, ".".join(path.relative_to(folder).parent.parts))
        for path in _own_files(folder)
        if path.suffix == _CODE
    ]
    while waiting:
        path, package = waiting.pop()
        for module, name in _imports(path.read_bytes()):
            wanted = resolve_name(module, package or None)
            if (wanted, name) in followed:
                continue
            followed.add((wanted, name))
            top = wanted.partition(".")[0]
            if top == SHARED:
                for one, file in _modules(root, wanted, name, named_in=path):
                    if one not in modules:
                        modules[one] = file
                        waiting.append((file, _package_of(one, file)))
            elif not _is_own(folder, top):
                outside.add(f"{wanted}.{name}" if name else wanted)
    return Reached(modules, frozenset(outside))


def _folder(root: Path, function: str) -> Path:
    folder = root / "functions" / function
    if not (folder / "main.py").is_file():
        raise FileNotFoundError(f"no function {function!r}: expected {folder / 'main.py'}")
    return folder


def _own_files(folder: Path) -> Iterator[Path]:
    """Code and data; not what editors, Python and the system leave beside them."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_left_over = any(part.startswith((".", "__pycache__")) for part in parts)
        if not is_left_over and path.suffix in {_CODE, *_DATA} and path.is_file():
            yield path


def _data_beside(modules: Iterable[Path]) -> list[Path]:
    """The data files in the folders of these modules."""
    return [
        path
        for folder in {module.parent for module in modules}
        for path in folder.iterdir()
        if path.suffix in _DATA and not path.name.startswith(".") and path.is_file()
    ]


def _is_own(folder: Path, top: str) -> bool:
    return (folder / top).is_dir() or (folder / f"{top}{_CODE}").is_file()


def _modules(root: Path, module: str, name: str, *, named_in: Path) -> Iterator[tuple[str, Path]]:
    """What `from module import name` runs: the packages it lies in, it, and `name` if a module."""
    names = module.split(".")
    for length in range(1, len(names) + 1):
        one = ".".join(names[:length])
        file = _file(root, one)
        if file is None:
            raise FileNotFoundError(f"{named_in} imports {module}, and there is no {one}")
        yield one, file
    below = _file(root, f"{module}.{name}") if name else None
    if below:
        yield f"{module}.{name}", below


def _package_of(module: str, file: Path) -> str:
    """What its relative imports start from."""
    return module if file.name == "__init__.py" else module.rpartition(".")[0]


def _file(root: Path, module: str) -> Path | None:
    place = root.joinpath(*module.split("."))
    for path in (place / "__init__.py", place.with_suffix(_CODE)):
        if path.is_file():
            return path
    return None


@cache
def _imports(source: bytes) -> tuple[tuple[str, str], ...]:
    """What this source imports, each once: (module, name in it or nothing)."""
    return tuple(dict.fromkeys(_found_in(ast.parse(source))))


def _found_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names=names):
                yield from ((one.name, "") for one in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                yield from (("." * level + (module or ""), one.name) for one in names)
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=orelse):
                for statement in orelse:
                    yield from _found_in(ast.Module([statement], []))
            case ast.stmt() | ast.excepthandler() | ast.match_case():
                yield from _found_in(child)
