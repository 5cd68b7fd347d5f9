"""EPUB: the chapters in the order of reading."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import unquote

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.web import decoded_html, html_blocks, parse_html
from index.formats.xml import parse_xml
from index.limits import MAX_TEXT, opened_archive, progressed, unpacked


def read_epub(content: bytes, _name: str) -> Extract:
    """Read a book; citations name the chapter."""
    archive = opened_archive(content)
    container = parse_xml(unpacked(archive, "META-INF/container.xml"))
    package_path = next(
        (e.get("full-path", "") for e in container.iter() if _is(e, "rootfile")), ""
    )
    package = parse_xml(unpacked(archive, package_path))
    folder = posixpath.dirname(package_path)
    files = {e.get("id"): e.get("href", "") for e in package.iter() if _is(e, "item")}
    spine = [e.get("idref") for e in package.iter() if _is(e, "itemref")]
    title = next((e.text or "" for e in package.iter() if _is(e, "title")), "")
    blocks: list[Block] = []
    characters = 0
    for number, name in enumerate(spine, start=1):
        path = posixpath.normpath(posixpath.join(folder, unquote(files.get(name, ""))))
        if path not in archive.namelist():
            continue
        try:
            chapter = list(html_blocks(parse_html(decoded_html(unpacked(archive, path)))))
        except SeedError:
            continue  # a cover without a word in it
        heading = next((block.text for block in chapter if block.kind == "heading"), "")
        place = f"phần «{' '.join(heading.split())[:80]}»" if heading else f"phần {number}"
        blocks += [Block(block.text, block.kind, place) for block in chapter]
        characters += sum(len(block.text) for block in chapter)
        if characters > MAX_TEXT:
            raise SeedError(f"có hơn {MAX_TEXT} ký tự, quá giới hạn. Hãy chia nhỏ sách.")
        progressed()
    if not blocks:
        raise SeedError("sách không có chương nào đọc được. Hãy mở và lưu lại tệp.")
    return assemble(blocks, title=title)


def _is(element: Any, name: str) -> bool:  # noqa: ANN401
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name
