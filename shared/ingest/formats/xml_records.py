"""An XML record as cells: child elements, nested ones by dotted path, and attributes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from shared.ingest.formats.dialect import unique_name
from shared.ingest.formats.flattening import encode_json, join_scalars

_TEXT: Final = "#text"
_TECHNICAL: Final = ("xmlns", "xlink:", "xsi:", "xml:")


def is_data_attribute(name: str) -> bool:
    """Tell an attribute that says something of the record from XML's own machinery."""
    return not name.startswith(_TECHNICAL)


def find_labels(records: Iterable[Element]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Find the elements that repeat within records: those an attribute tells apart, the others.

    `<FL val="Email">`, `<FL val="Phone">` give `{"FL": "val"}`. Paths are dotted, below the
    record.
    """
    candidates: dict[str, list[str]] = {}
    for record in records:
        _note_repeated(record, "", candidates)
    labels = {path: attributes[0] for path, attributes in candidates.items() if attributes}
    return labels, tuple(path for path in candidates if path not in labels)


def _note_repeated(parent: Element, prefix: str, candidates: dict[str, list[str]]) -> None:
    siblings: dict[str, list[Element]] = {}
    for child in parent:
        siblings.setdefault(child.tag, []).append(child)
    for tag, group in siblings.items():
        path = f"{prefix}{tag}"
        if len(group) > 1:
            telling = [
                name
                for name in group[0].attrib
                if is_data_attribute(name)
                and len({child.get(name) for child in group} - {None}) == len(group)
            ]
            earlier = candidates.get(path, telling)
            candidates[path] = [name for name in earlier if name in telling]
        for child in group:
            _note_repeated(child, f"{path}.", candidates)


class XmlFlattener:
    """Flatten the records of one file, naming the same thing alike in all of them."""

    def __init__(self, *, labels: Mapping[str, str], repeated: Collection[str]) -> None:
        self._labels = labels
        self._repeated = frozenset(repeated)
        self._repeats: dict[str, int] = {}
        """Of the record in progress: how often each name was met."""

    def cells(self, record: Element) -> dict[str, str]:
        """Return the record's cells: `email`, `address.city`, `@id`, `FL[@val='Email']` -> text."""
        cells: dict[str, str] = {}
        around, self._repeats = self._repeats, {}
        try:
            self._put(cells, record, name="", path="")
        finally:
            self._repeats = around
        return cells

    def _put(
        self, cells: dict[str, str], element: Element, *, name: str, path: str, label: str = ""
    ) -> None:
        for attribute, value in element.attrib.items():
            if attribute != label and is_data_attribute(attribute):
                self._set(cells, f"{name}@{attribute}", value)
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        if text.strip() or (name and not len(element)):
            self._set(cells, name or _TEXT, text)
        repeated: dict[str, list[Element]] = {}
        for child in element:
            child_path = f"{path}.{child.tag}" if path else child.tag
            child_name = f"{name}.{child.tag}" if name else child.tag
            is_plain = not child.attrib and not len(child) and child_path not in self._repeated
            if is_plain and child_name not in cells:
                cells[child_name] = child.text or ""
                continue
            label = self._labels.get(child_path, "")
            if label in child.attrib:
                child_name = f"{child_name}[@{label}='{child.attrib[label]}']"
            if child_path in self._repeated:
                repeated.setdefault(child_name, []).append(child)
            else:
                self._put(cells, child, name=child_name, path=child_path, label=label)
        for child_name, children in repeated.items():
            self._put_repeated(cells, children, name=child_name)

    def _put_repeated(self, cells: dict[str, str], children: list[Element], *, name: str) -> None:
        if any(len(child) or any(map(is_data_attribute, child.attrib)) for child in children):
            self._set(cells, f"{name}[]", encode_json([self.cells(child) for child in children]))
        else:
            self._set(cells, name, join_scalars([child.text or "" for child in children]))

    def _set(self, cells: dict[str, str], name: str, value: str) -> None:
        cells[unique_name(name, cells, self._repeats) if name in cells else name] = value
