"""The readers of each file format: bytes in, Extract out; the libraries they need stay in here.

A reader is imported when a file of its kind is read, and that happens in `index.sandbox`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Container

from index.errors import SeedError
from index.extract import Extract

Reader = Callable[[bytes, str], Extract]

# The reader of each kind of file: a module of this package and a function in it.
_READERS = {
    ".txt": ("plain", "read_text"),
    ".md": ("plain", "read_text"),
    ".html": ("web", "read_html"),
    ".htm": ("web", "read_html"),
    ".pdf": ("pdf", "read_pdf"),
    ".docx": ("word", "read_docx"),
    ".doc": ("word", "read_doc"),
    ".odt": ("word", "read_odt"),
    ".rtf": ("word", "read_rtf"),
    ".xlsx": ("sheets", "read_xlsx"),
    ".xlsm": ("sheets", "read_xlsx"),
    ".csv": ("sheets", "read_csv"),
    ".pptx": ("slides", "read_pptx"),
    ".epub": ("books", "read_epub"),
    ".eml": ("mail", "read_eml"),
    ".png": ("scan", "read_image"),
    ".jpg": ("scan", "read_image"),
    ".jpeg": ("scan", "read_image"),
    ".tif": ("scan", "read_image"),
    ".tiff": ("scan", "read_image"),
    ".bmp": ("scan", "read_image"),
    ".webp": ("scan", "read_image"),
}
PLAIN = (".txt", ".md")
"""What is read without a library and so without a sandbox."""
ARCHIVES = (".zip",)
HOLDERS = (*ARCHIVES, ".eml")
"""Files that may hold other files."""
SUFFIXES = (*_READERS, *ARCHIVES)


def extract(content: bytes, name: str) -> Extract:
    """Read a file by the ending of its name.

    Raises:
        SeedError: it cannot be read; the message says why and what to do, without the name.
    """
    suffix = suffix_of(name)
    module, function = _READERS[suffix]
    reader: Reader = getattr(importlib.import_module(f"index.formats.{module}"), function)
    if suffix in PLAIN:
        return reader(content, name)
    try:
        return reader(content, name)
    except SeedError:
        raise
    except MemoryError:
        raise SeedError("cần quá nhiều bộ nhớ. Hãy chia nhỏ tệp.") from None
    except RecursionError:
        raise SeedError("lồng nhau quá sâu. Hãy mở và lưu lại tệp.") from None
    # A library meets what its writers did not think of in any way it likes; the file is at fault.
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        raise SeedError(
            f"tệp bị hỏng hoặc không đúng định dạng {suffix} ({said}). "
            "Hãy mở bằng phần mềm của nó và lưu lại."
        ) from error


def suffix_of(name: str) -> str:
    """Give the ending that says what kind of file a name is of, in lower case.

    >>> suffix_of("kho.zip!/Báo cáo.PDF")
    '.pdf'
    """
    last = name.rsplit("/", 1)[-1]
    dot = last.rfind(".")
    return last[dot:].lower() if dot >= 0 else ""


def unlike(name: str, taken: Container[str]) -> str:
    """Give a file's name, numbered when another file in the same holder has it.

    >>> unlike("a/thư.txt", {"a/thư.txt", "a/thư (2).txt"})
    'a/thư (3).txt'
    """
    stem = name[: len(name) - len(suffix_of(name))]
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{stem} ({number}){name[len(stem) :]}"
    return found
