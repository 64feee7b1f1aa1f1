"""A cell of a workbook as the text a person sees: dates, zeros in front, numbers without noise."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook import Workbook

_ZEROS: Final = re.compile(r"^0{2,20}$")


class CellTexts:
    """Write the cells of one workbook, as openpyxl's parser gives them."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook: Any = workbook
        self._formats: dict[int, str] = {}

    def of(self, cell: dict[str, Any]) -> str:
        """The text of a cell; a number that is no date stays the number, whatever its format."""
        value = cell["value"]
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        style: int = cell["style_id"]
        if isinstance(value, int | float):
            if style not in self._workbook._date_formats:
                return _number_text(value, self._format(style))
            value = self._date(value, style)
        if isinstance(value, datetime.datetime):
            is_date = value.time() == datetime.time.min and "h" not in self._format(style).lower()
            return value.date().isoformat() if is_date else value.isoformat(sep=" ")
        return str(value)

    def _date(self, value: float, style: int) -> Any:
        is_duration = style in self._workbook._timedelta_formats
        try:
            return from_excel(value, self._workbook.epoch, timedelta=is_duration)
        except (OverflowError, ValueError):
            return _number_text(value, "")

    def _format(self, style: int) -> str:
        known = self._formats.get(style)
        if known is None:
            number: int = self._workbook._cell_styles[style].numFmtId
            if number < BUILTIN_FORMATS_MAX_SIZE:
                known = BUILTIN_FORMATS.get(number, "General")
            else:
                known = self._workbook._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
            self._formats[style] = known
        return known


def _number_text(value: float, number_format: str) -> str:
    text = str(int(value)) if isinstance(value, int) or value.is_integer() else f"{value:.15g}"
    if _ZEROS.match(number_format) and text.isdigit():
        return text.zfill(len(number_format))  # 01000 is a postal code shown by such a format
    return text
