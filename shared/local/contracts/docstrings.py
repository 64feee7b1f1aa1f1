"""What the contract's model says of each setting: the docstrings under its fields.

Python keeps no docstring of a field, so they are read from the model's source.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from shared.model import contract


def said_of_settings() -> dict[str, dict[str, str]]:
    """Class of the model -> setting -> what it means, paragraphs apart."""
    tree = ast.parse(inspect.getsource(contract))
    return {one.name: dict(_of_fields(one)) for one in tree.body if isinstance(one, ast.ClassDef)}


def _of_fields(model: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(model.body, model.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            paragraphs = inspect.cleandoc(str(below.value.value)).split("\n\n")
            yield field.target.id, "\n\n".join(" ".join(one.split()) for one in paragraphs)
