"""XML and HTML as lxml reads them when nothing may be looked up, expanded or fetched."""

from __future__ import annotations

from typing import Any

from index.errors import SeedError


def parse_xml(content: bytes) -> Any:  # noqa: ANN401  (lxml has no types)
    """Give the root of an XML file; entities stay as they are.

    Raises:
        SeedError: it is no XML.
    """
    from lxml import etree

    if b"<!ENTITY" in content[:20000]:
        raise SeedError("khai báo thực thể XML (có thể là bom XML). Hãy kiểm tra tệp.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SeedError(f"XML bị hỏng ({error}). Hãy mở và lưu lại tệp.") from error
