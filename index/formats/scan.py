"""Pictures of pages, read by Tesseract."""

from __future__ import annotations

from io import BytesIO

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.tools import NO_TESSERACT, recognised, tesseract
from index.limits import MAX_PAGES, MAX_PIXELS


def read_image(content: bytes, _name: str) -> Extract:
    """Read a picture; one of several pages (TIFF) page by page."""
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # checked below, with a message of our own
    with Image.open(BytesIO(content)) as image:
        if not tesseract():
            raise SeedError(NO_TESSERACT)
        pages = getattr(image, "n_frames", 1)
        blocks = []
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            if frame.width * frame.height > MAX_PIXELS or number > MAX_PAGES:
                raise SeedError(
                    f"ảnh {frame.width}×{frame.height} điểm, quá giới hạn "
                    f"{MAX_PIXELS // 10**6} triệu. Hãy giảm độ nét."
                )
            place = f"tr. {number}" if pages > 1 else ""
            blocks.append(Block(recognised(as_png(frame)), "page", place))
    read = assemble(blocks)
    if not any(character.isalnum() for character in read.text):
        raise SeedError("không nhận ra chữ nào trong ảnh. Hãy quét lại rõ hơn.")
    return read


def as_png(image: object) -> bytes:
    """Write a picture in shades of grey, as PNG."""
    from PIL.Image import Image

    assert isinstance(image, Image)
    written = BytesIO()
    image.convert("L").save(written, "PNG")
    return written.getvalue()
