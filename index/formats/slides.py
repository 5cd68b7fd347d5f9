"""Presentations: each slide with its title, texts, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from index.extract import Block, Extract, assemble
from index.formats.tables import row_blocks
from index.formats.titles import own_title
from index.limits import MAX_NESTING, opened_archive


def read_pptx(content: bytes, _name: str) -> Extract:
    """Read the slides in their order."""
    from pptx import Presentation

    opened_archive(content)
    presentation = Presentation(BytesIO(content))
    blocks: list[Block] = []
    for number, slide in enumerate(presentation.slides, start=1):
        place = f"trang chiếu {number}"
        title = slide.shapes.title
        named = title.text_frame.text.strip() if title is not None else ""
        if named:
            blocks.append(Block(" ".join(named.split()), "heading", place))
        for shape in _shapes(slide.shapes):
            if title is not None and shape.shape_id == title.shape_id:
                continue
            blocks += _shape_blocks(shape, place)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            notes = slide.notes_slide.notes_text_frame.text
            blocks += [Block(f"Ghi chú: {notes}", "text", place)] if notes.strip() else []
    first = next((block.text for block in blocks if block.kind == "heading"), "")
    return assemble(blocks, title=own_title(presentation.core_properties.title or "") or first)


def _shapes(shapes: Iterable[Any], depth: int = 0) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < 8 * MAX_NESTING:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _shape_blocks(shape: Any, place: str) -> list[Block]:  # noqa: ANN401  (pptx has no types)
    if getattr(shape, "has_table", False):
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        return row_blocks(rows, place)
    if getattr(shape, "has_text_frame", False):
        named = [one for one in shape.text_frame.paragraphs if one.text.strip()]
        lines = [_line(one, listed=_is_listed(shape) and len(named) > 1) for one in named]
        return [Block("\n".join(lines), "text", place)]
    return []


def _is_listed(shape: Any) -> bool:  # noqa: ANN401
    """Say whether the layout gives each paragraph of a shape a bullet, as the body of a slide."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    return shape.is_placeholder and shape.placeholder_format.type in (
        PP_PLACEHOLDER.BODY,
        PP_PLACEHOLDER.OBJECT,
    )


def _line(paragraph: Any, *, listed: bool) -> str:  # noqa: ANN401
    """Give a paragraph as a line; with a dash where the slide shows a bullet or a number.

    Else it would read as one sentence with the line below it. What leads into a list keeps its own.
    """
    text = str(paragraph.text).strip().replace("\v", "\n")
    marks = {child.tag.rpartition("}")[2] for child in paragraph._p.pPr or ()}
    shown = marks & {"buChar", "buAutoNum", "buBlip"} or (listed and "buNone" not in marks)
    return f"- {text}" if shown and not (text.endswith(":") or _MARKED.match(text)) else text


_MARKED = re.compile(r"[-–—•*+▪●◦➢✓]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[ivxIVX]{1,5})[.)](?!\d)")
