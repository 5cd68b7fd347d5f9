"""Questions to begin with: those known to fit the sample documents, else the first titles."""

from collections.abc import Sequence

from index.document import Document

# Question -> the seed that answers it; shown when that seed is in the index.
_OF_SEEDS = {
    "Ai chủ trì Hội nghị trực tuyến toàn quốc về hội nhập quốc tế?": "002_4c8f4751c704f2bd.txt",
    "Ban chi dao lien nganh phai kien toan xong truoc ngay nao?": "004_f3a2eb2b02236d08.txt",
    "Yếu tố nào là then chốt của chuyển đổi số?": "003_04326397ba80ffa3.txt",
    "Hội thảo ngày 25/5 có bao nhiêu đại biểu tham dự?": "001_d001d31c2c28c4b5.txt",
}


def examples(documents: Sequence[Document]) -> list[str]:
    """Give questions that fit the documents."""
    sources = {document.source for document in documents}
    fitting = [question for question, source in _OF_SEEDS.items() if source in sources]
    return fitting or [f"“{document.title[:90]}” nói về điều gì?" for document in documents[:3]]
