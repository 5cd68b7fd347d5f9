"""Presentations: each slide with its title, texts, tables and notes."""

from __future__ import annotations

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
        lines = [paragraph.text.replace("\v", "\n") for paragraph in shape.text_frame.paragraphs]
        text = "\n".join(line for line in lines if line.strip())
        return [Block(text, "text", place)]
    return []
