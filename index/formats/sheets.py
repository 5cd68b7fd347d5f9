"""Spreadsheets and CSV: values only, formulas and macros are never run."""

from __future__ import annotations

import csv
import datetime
import warnings
from collections.abc import Iterator
from io import BytesIO, StringIO

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.plain import decoded
from index.formats.tables import row_blocks
from index.limits import MAX_CELLS, opened_archive


def read_xlsx(content: bytes, name: str) -> Extract:
    """Read every sheet that is shown, row by row."""
    import openpyxl

    opened_archive(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts openpyxl leaves out: drawings, macros
        book = openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        blocks: list[Block] = []
        cells = 0
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            # What a sheet says about its own size is not to be trusted: A1:XFD1048576.
            sheet.reset_dimensions()
            rows = []
            for row in sheet.iter_rows(values_only=True):
                cells += max(1, len(row))
                if cells > MAX_CELLS:
                    raise SeedError(
                        f"có hơn {MAX_CELLS} ô, quá giới hạn. Hãy chia thành nhiều tệp."
                    )
                rows.append([_shown(value) for value in row])
            place = f"trang tính «{sheet.title}»"
            if any(any(row) for row in rows):
                blocks.append(Block(sheet.title, "heading", place))
            blocks += row_blocks(rows, place)
        book.close()
    return assemble(blocks, title=_stem(name))


def read_csv(content: bytes, name: str) -> Extract:
    """Read a table of any usual delimiter, in any encoding a text may have."""
    text = decoded(content).text.removeprefix("\ufeff")
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(2**20)
    rows = list(_counted(csv.reader(StringIO(text), dialect)))
    return assemble(row_blocks(rows), title=_stem(name))


def _counted(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > MAX_CELLS:
            raise SeedError(f"có hơn {MAX_CELLS} ô, quá giới hạn. Hãy chia thành nhiều tệp.")
        yield row


def _shown(value: object) -> str:
    """Write a cell's value as people read it: dates as ngày/tháng/năm, numbers without ".0"."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        day = value.strftime("%d/%m/%Y")
        return day if value.time() == datetime.time() else f"{value:%H:%M} {day}"
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    return str(value)


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
