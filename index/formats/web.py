"""HTML pages: the article without its page, found by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.plain import decoded
from index.formats.tables import row_blocks

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MOST_DEPTH = 400  # elements in one another; browsers stop at 512


def read_html(content: bytes, _name: str) -> Extract:
    """Read the main text of a page, its headings, lists and tables; scripts never run."""
    import trafilatura

    markup = decoded_html(content)
    tree = parse_html(markup)
    found = trafilatura.bare_extraction(
        _spread(tree) or markup,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    blocks = list(_article(found.body)) if found is not None and found.body is not None else []
    words = sum(len(block.text.split()) for block in blocks)
    if words < 15:  # too short for an article: then all that the page shows
        whole = list(html_blocks(tree))
        blocks = whole if sum(len(block.text.split()) for block in whole) > words else blocks
    blocks += _tables_beside(tree, blocks)
    return assemble(blocks, title=_title(tree), is_page=True)


def decoded_html(content: bytes) -> str:
    """Decode a page by its own words on its encoding, or by what it is."""
    declared = _CHARSET.search(content[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and name not in ("utf-8", "utf8", "iso-8859-1", "windows-1252", "us-ascii"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass  # it says what it is not
    return decoded(content, name).text


def parse_html(markup: str) -> Any:  # noqa: ANN401  (lxml has no types)
    """Give the tree of a page.

    Raises:
        SeedError: there is nothing in it, or it nests too deep.
    """
    from lxml import etree, html

    try:
        # A declared encoding is done with: the text is decoded.
        without = re.sub(r"<\?xml[^>]{0,200}\?>", "", markup, count=1)
        tree = html.document_fromstring(without, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SeedError(f"HTML trống hoặc bị hỏng ({error}). Hãy lưu lại trang.") from error
    deepest = 0
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > _MOST_DEPTH:
            raise SeedError(f"HTML lồng nhau hơn {_MOST_DEPTH} tầng. Hãy kiểm tra tệp.")
    return tree


def _spread(tree: Any) -> str:  # noqa: ANN401
    """Write a page again with the cells over several rows in each of them; empty if none is.

    The extractor of articles gives rows without what the row above says for them.
    """
    from lxml import html

    reaching = tree.xpath("//table[not(.//table)][.//*[@rowspan > 1 or @colspan > 1]]")
    if not reaching:
        return ""
    spread = deepcopy(tree)
    for table in spread.xpath("//table[not(.//table)][.//*[@rowspan > 1 or @colspan > 1]]"):
        lines = list(table.iter("tr"))
        cells = [line.xpath("./td | ./th") for line in lines]
        for line, own, row in zip(lines, cells, _grid(cells), strict=True):
            for cell in own:
                line.remove(cell)
            for cell in row:
                copied = deepcopy(cell) if cell is not None else html.Element("td")
                for span in ("rowspan", "colspan"):
                    copied.attrib.pop(span, None)
                line.append(copied)
    return str(html.tostring(spread, encoding="unicode"))


def _title(tree: Any) -> str:  # noqa: ANN401
    for path in ("//meta[@property='og:title']/@content", "//h1", "//title"):
        for found in tree.xpath(path):
            text = found if isinstance(found, str) else found.text_content()
            text = " ".join(text.split())
            if len(text) >= 4:
                return (
                    text if path != "//title" else re.sub(r"\s+[|–»-]\s+[^|–»-]{2,40}$", "", text)
                )
    return ""


def _article(body: Any) -> Iterator[Block]:  # noqa: ANN401
    """Walk what trafilatura found: head, p, list and item, table, quote."""
    for child in body:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "head":
            yield Block(_inline(child), "heading")
        elif child.tag == "table":
            rows = [list(row.iter("cell")) for row in child.iter("row")]
            heads = [all(c.get("role") == "head" for c in row if _inline(c)) for row in rows]
            yield from row_blocks(
                [[_inline(cell) for cell in row] for row in rows], marked=_leading(heads)
            )
        elif child.tag == "list":
            yield from _items(child)
        elif child.tag in ("div", "quote", "body") and len(child):
            yield Block(child.text or "")
            yield from _article(child)
        else:
            yield Block(_inline(child))
        yield Block(child.tail or "")


def _items(listed: Any) -> Iterator[Block]:  # noqa: ANN401
    """Give each item of a list with its own words; the items in it follow."""
    for child in listed:
        if child.tag == "item":
            own = _inline(child, without="list")
            yield Block(f"- {own}" if own else "", "row")
            for inner in _outermost(child, "list"):
                yield from _items(inner)
        elif child.tag == "list":
            yield from _items(child)


def _outermost(element: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


# What stands on lines of its own in what trafilatura found.
_APART = ("p", "div", "item", "list", "head", "quote", "table", "row", "cell")


def _inline(element: Any, *, without: str = "") -> str:  # noqa: ANN401
    lines = _flowing(element, without).split("\v")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _flowing(element: Any, without: str) -> str:  # noqa: ANN401
    parts = [element.text or ""]
    for child in element:
        if child.tag in ("lb", "br"):
            parts.append("\v")
        if isinstance(child.tag, str):
            around = " " if child.tag in _APART else ""
            within = "" if child.tag == without else _flowing(child, without)
            parts += [around, within, around]
        parts.append(child.tail or "")
    return "".join(parts)


def _leading(marks: Sequence[bool]) -> int:
    """Count the marks that are set before the first that is not."""
    return next((at for at, mark in enumerate(marks) if not mark), len(marks))


def _tables_beside(tree: Any, blocks: list[Block]) -> Iterator[Block]:  # noqa: ANN401
    """Give the tables that a page has outside of its main text.

    Price lists, timetables and the annexes of decisions often stand beside the article, in an
    element of their own, and an extractor of articles leaves them out.
    """
    said = {word for block in blocks for word in _WORD.findall(block.text)}
    above = ""
    for element in tree.iter("h2", "h3", "h4", "table"):
        if element.tag != "table":
            above = _shown(element)
            continue
        if element.xpath("boolean(.//table or .//h1 or .//form or ancestor::nav)"):
            continue  # it lays the page out
        rows = _html_table(element, "")
        words = _WORD.findall(" ".join(block.text for block in rows))
        linked = [word for link in element.iter("a") for word in _shown(link).split()]
        unsaid = sum(word not in said for word in words)
        written = [block.text for block in rows if block.kind == "row"]
        tells = len(written) > 1 or any(": " in text for text in written)
        # What the article has needs no second place; what is mostly links is a menu.
        if tells and 20 * unsaid > len(words) and 2 * len(linked) < len(words):
            if element.find("caption") is None:
                yield Block(above, "heading")
            yield from rows


def _shown(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(element.itertext()).split())


_WORD = re.compile(r"\w+")
_HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"}
_BLOCKS = {
    "p", "div", "section", "article", "li", "blockquote", "pre", "td", "th", "dt", "dd", "address",
    "figcaption", "caption", "main", "aside", "header", "footer", "nav", "ul", "ol", "dl", "body",
    "center", "form", "fieldset", "hr", "html", "table", "tr",
}  # fmt: skip


def html_blocks(tree: Any, place: str = "") -> Iterator[Block]:  # noqa: ANN401
    """Give everything a page shows, block by block: for mails and the chapters of books."""
    line: list[str] = []

    def flush(kind: str = "text") -> Iterator[Block]:
        text = "\n".join(" ".join(part.split()) for part in "".join(line).split("\v"))
        line.clear()
        if text.strip():
            yield Block(text.strip("\n"), "heading" if kind == "heading" else "text", place)

    def walk(element: Any) -> Iterator[Block]:  # noqa: ANN401
        tag = _tag(element)
        if tag and tag not in _HIDDEN:
            heading = re.fullmatch(r"h[1-6]", tag) is not None
            is_block = heading or tag in _BLOCKS
            if is_block:
                yield from flush()
            # A table in a table lays the page out, in mails above all.
            if tag == "table" and not any(_tag(e) == "table" for e in element.iterdescendants()):
                yield from _html_table(element, place)
            else:
                if tag == "br":
                    line.append("\v")
                line.append((element.text or "").replace("\v", " "))
                for child in element:
                    yield from walk(child)
            if is_block:
                yield from flush("heading" if heading else "text")
        line.append((element.tail or "").replace("\v", " "))

    yield from walk(tree)
    yield from flush()


def _html_table(table: Any, place: str) -> list[Block]:  # noqa: ANN401
    """Write a table that holds no other, its caption first."""
    captions = [_shown(child) for child in table if _tag(child) == "caption"]
    lines = [element for element in table.iter() if _tag(element) == "tr"]
    cells = [[cell for cell in line if _tag(cell) in ("td", "th")] for line in lines]
    heads = [
        _tag(line.getparent()) == "thead" or all(_tag(cell) == "th" for cell in row)
        for line, row in zip(lines, cells, strict=True)
    ]
    said: dict[Any, str] = {None: ""}
    for cell in (cell for row in cells for cell in row):
        said[cell] = "\n".join(block.text for block in html_blocks(cell))
    rows = [[said[cell] for cell in row] for row in _grid(cells)]
    return [
        *(Block(caption, "heading", place) for caption in captions),
        *row_blocks(rows, place, marked=_leading(heads)),
    ]


def _grid(lines: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Lay cells on a grid: one over several rows stands in each, over columns before None."""
    rows: list[list[Any]] = []
    reaching: dict[int, tuple[int, Any]] = {}  # by column: for how many rows more, and what
    for line in lines:
        row: list[Any] = []
        cells = list(line)[::-1]
        while cells or len(row) in reaching:
            if len(row) in reaching:
                left, above = reaching.pop(len(row))
                if left > 1:
                    reaching[len(row)] = (left - 1, above)
                row.append(above)
                continue
            cell = cells.pop()
            for one in [cell, *[None] * (_span(cell, "colspan") - 1)]:
                if _span(cell, "rowspan") > 1:
                    reaching[len(row)] = (_span(cell, "rowspan") - 1, one)
                row.append(one)
        rows.append(row)
    return rows


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    value = cell.get(name) or ""
    return min(int(value), _MOST_SPAN) if value.isdecimal() and len(value) < 6 else 1


_MOST_SPAN = 100


def _tag(element: Any) -> str:  # noqa: ANN401
    # Comments and processing instructions have a function for a tag.
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
