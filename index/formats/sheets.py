"""Spreadsheets and CSV: values only, formulas and macros are never run."""

from __future__ import annotations

import csv
import datetime
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.plain import decoded
from index.formats.tables import row_blocks
from index.limits import MAX_CELLS, opened_archive, unpacked


def read_xlsx(content: bytes, name: str) -> Extract:
    """Read every sheet that is shown, row by row."""
    import openpyxl

    archive = opened_archive(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts openpyxl leaves out: drawings, macros
        book = openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        blocks: list[Block] = []
        left_out: list[str] = []
        cells = 0
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            # What a sheet says about its own size is not to be trusted: A1:XFD1048576.
            sheet.reset_dimensions()
            rows: list[list[str]] = []
            bold: list[bool] = []
            for row in sheet.iter_rows():
                cells += max(1, len(row))
                if cells > MAX_CELLS:
                    raise SeedError(
                        f"có hơn {MAX_CELLS} ô, quá giới hạn. Hãy chia thành nhiều tệp."
                    )
                rows.append([_cell(cell) for cell in row])
                if len(bold) < _MOST_TITLES:
                    bold.append(all(cell.font.b for cell in row if cell.value is not None))
            # What openpyxl leaves out when it reads row by row.
            written = unpacked(archive, sheet._worksheet_path)
            _repeat_merged(rows, written)
            place = f"trang tính «{sheet.title}»"
            if uncounted := _uncounted(written):
                left_out.append(
                    f"{place}: công thức ở ô {uncounted} chưa có giá trị. "
                    "Hãy mở bằng Excel hay LibreOffice và lưu lại."
                )
            if any(any(row) for row in rows):
                blocks.append(Block(sheet.title, "heading", place))
            blocks += row_blocks(rows, place, marked=_marked(rows, bold))
        book.close()
    return assemble(blocks, title=_stem(name), left_out=left_out)


_MOST_TITLES = 6  # rows in which the names of the columns stand


def _marked(rows: Sequence[Sequence[str]], bold: Sequence[bool]) -> int:
    """Count the rows at the top that alone are bold, to the first that has several cells."""
    for at, (row, is_bold) in enumerate(zip(rows, bold, strict=False)):
        if not is_bold:
            return 0
        if sum(map(bool, row)) > 1:
            return 0 if all(bold[at + 1 :]) else at + 1
    return 0


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*\bref="([A-Z]{1,3})(\d{1,7}):\1(\d{1,7})"')


def _repeat_merged(rows: list[list[str]], written: bytes) -> None:
    """Say what stands in a cell over several rows in each of them."""
    from openpyxl.utils import column_index_from_string

    for match in _MERGED.finditer(written):
        column = column_index_from_string(match[1].decode()) - 1
        first = int(match[2]) - 1
        said = rows[first][column] if first < len(rows) and column < len(rows[first]) else ""
        for row in rows[first + 1 : int(match[3])] if said else ():
            row += [""] * (column + 1 - len(row))
            row[column] = said


# A formula whose value is an empty text has one all the same: t="str".
_UNCOUNTED = re.compile(
    rb'<(?:\w+:)?c\s(?![^<>]*\bt="str")[^<>]*\br="([A-Z]+\d+)"[^<>]*>\s*<(?:\w+:)?f\b[^<]*'
    rb"(?:</(?:\w+:)?f>)?\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def _uncounted(written: bytes) -> str:
    """Name the cells with a formula whose value no program has written down."""
    names = [match[1].decode() for match in _UNCOUNTED.finditer(written)]
    shown = ", ".join(names[:5])
    return f"{shown}… ({len(names)} ô)" if len(names) > 5 else shown


def read_csv(content: bytes, name: str) -> Extract:
    """Read a table of any usual delimiter, in any encoding a text may have."""
    text = decoded(content).text.removeprefix("\ufeff")
    csv.field_size_limit(2**20)
    # Excel writes its delimiter above the table.
    told = re.match(r"\"?sep=([^\r\n\"])\"?(?:\r\n|\r|\n)", text)
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text)
    rows = list(_counted(_parsed(text, delimiter)))
    return assemble(row_blocks(rows), title=_stem(name))


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)


_SAMPLE = 20_000  # characters


def _delimiter(text: str) -> str:
    r"""Find what parts most rows into the same number of cells.

    >>> _delimiter("Xã;Giá\nA;1,5\nB;2,5\n")
    ';'
    """

    def agreeing(delimiter: str) -> int:
        widths = Counter(map(len, _parsed(text[:_SAMPLE], delimiter)))
        return max((count for width, count in widths.items() if width > 1), default=0)

    # The comma last, for it is in numbers and sentences too.
    best = max(";\t|,", key=agreeing)
    return best if agreeing(best) else ","


def _counted(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > MAX_CELLS:
            raise SeedError(f"có hơn {MAX_CELLS} ô, quá giới hạn. Hãy chia thành nhiều tệp.")
        yield row


def _cell(cell: Any) -> str:  # noqa: ANN401  (openpyxl has no types)
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # A percent sign in quotes or behind a backslash is a letter like others.
        shape = re.sub(r'"[^"]*"|\\.', "", cell.number_format or "")
        return _number(value, is_percent="%" in shape)
    return _shown(value)


def _number(value: float, *, is_percent: bool) -> str:
    """Write a number in the 15 digits that Excel keeps, without an exponent.

    >>> _number(14814814815.15, is_percent=False), _number(0.1 + 0.2, is_percent=True)
    ('14814814815.15', '30%')
    """
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    written = f"{exact * 100 if is_percent else exact:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return f"{written}%" if is_percent else written


def _shown(value: object) -> str:
    """Write a cell's value as people read it: dates as ngày/tháng/năm."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        day = value.strftime("%d/%m/%Y")
        return day if value.time() == datetime.time() else f"{value:%H:%M} {day}"
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value)


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
