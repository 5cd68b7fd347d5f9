"""Indexing a folder: only what changed is encoded, and one bad file stops nobody else."""

import hashlib
import shutil
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from index.build import build, definitions, read
from index.document import Document
from index.errors import EmptyFolderError, EncoderError, IndexNotWritableError
from index.store import Index
from index.text import canonical

PARAGRAPHS = [
    "Hợp tác xã Sương Mai thu hoạch được 412 tấn chè trong năm vừa qua.",
    "Cầu Bến Ngự bắc qua sông Trà Linh dài 486 mét và có chín nhịp.",
    "Thư viện huyện Mường Khê mở cửa từ thứ hai đến thứ sáu hằng tuần.",
]


class Listening:
    """The real encoder, with an ear for what it is given."""

    def __init__(self, encoder):
        self.encoder = encoder
        self.heard: list[str] = []

    def __getattr__(self, name):
        return getattr(self.encoder, name)

    def encode_passages(self, texts, *, progress=None):
        self.heard += texts
        return self.encoder.encode_passages(texts, progress=progress)


@pytest.fixture
def listening(encoder):
    return Listening(encoder)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    for number, paragraph in enumerate(PARAGRAPHS):
        write(folder, f"{number}.txt", f"Văn bản số {number} của huyện\n\n{paragraph}\n")
    return folder


def write(folder, name, content):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def texts_of(index):
    return [passage.text for passage in index.passages]


def vectors_of(index):
    return index.vectors(range(len(index)))


def test_a_first_build_encodes_every_passage_with_its_title(folder, tmp_path, listening):
    seen = []
    report = build(
        folder,
        into=tmp_path / "index",
        encoder=listening,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert report.changed
    assert report.skipped == ()
    assert report.encoded == len(report.index) == 6
    assert set(PARAGRAPHS) <= set(texts_of(report.index))
    assert listening.heard == [canonical(f"{p.title}\n{p.text}") for p in report.index.passages]
    assert seen[0] == (0, 6)
    assert seen[-1] == (6, 6)
    loaded = Index.load(tmp_path / "index", listening)
    assert loaded.passages == report.index.passages


def test_vectors_are_those_of_the_encoder_for_the_canonical_text(folder, tmp_path, encoder):
    write(folder, "nfd.txt", unicodedata.normalize("NFD", "Hoà bình ở vùng núi\n\nChúng tôi hoà."))
    index = build(folder, into=tmp_path / "index", encoder=encoder).index
    expected = encoder.encode_passages([canonical(f"{p.title}\n{p.text}") for p in index.passages])
    np.testing.assert_array_equal(vectors_of(index), expected)


def test_when_nothing_changed_nothing_is_encoded_or_written(folder, tmp_path, listening):
    into = tmp_path / "index"
    first = build(folder, into=into, encoder=listening)
    listening.heard.clear()
    before = {path: path.stat().st_mtime_ns for path in into.rglob("*")}
    second = build(folder, into=into, encoder=listening)
    assert (second.encoded, second.changed, listening.heard) == (0, False, [])
    assert {path: path.stat().st_mtime_ns for path in into.rglob("*")} == before
    assert second.index.passages == first.index.passages


def test_only_the_passages_of_a_changed_file_are_encoded(folder, tmp_path, listening):
    into = tmp_path / "index"
    build(folder, into=into, encoder=listening)
    listening.heard.clear()
    new = "Cầu Bến Ngự nay đã được nối dài thêm 20 mét về phía bờ nam."
    write(folder, "1.txt", f"Văn bản số 1 của huyện\n\n{PARAGRAPHS[1]}\n\n{new}\n")
    report = build(folder, into=into, encoder=listening)
    assert report.changed
    assert report.encoded == 1
    assert listening.heard == [f"Văn bản số 1 của huyện\n{new}"]
    fresh = build(folder, into=tmp_path / "fresh", encoder=listening).index
    assert report.index.passages == fresh.passages
    np.testing.assert_array_equal(vectors_of(report.index), vectors_of(fresh))
    np.testing.assert_array_equal(vectors_of(Index.load(into)), vectors_of(fresh))


def test_vectors_move_with_their_passages(folder, tmp_path, listening):
    into = tmp_path / "index"
    build(folder, into=into, encoder=listening)
    (folder / "0.txt").rename(folder / "9.txt")
    write(folder, "00.txt", "Văn bản đứng đầu của huyện\n\nChợ đêm họp vào tối thứ bảy.\n")
    report = build(folder, into=into, encoder=listening)
    assert [document.source for document in report.index.documents] == [
        "00.txt", "1.txt", "2.txt", "9.txt",
    ]  # fmt: skip
    assert report.encoded == 2
    fresh = build(folder, into=tmp_path / "fresh", encoder=listening).index
    assert [p.id for p in report.index.passages] == [p.id for p in fresh.passages]
    np.testing.assert_array_equal(vectors_of(report.index), vectors_of(fresh))


def test_a_changed_place_without_a_changed_word_is_a_new_version(folder, tmp_path, listening):
    into = tmp_path / "index"
    build(folder, into=into, encoder=listening)
    content = (folder / "0.txt").read_bytes()
    write(folder, "0.txt", content.replace(b"\n", b"\r\n"))
    report = build(folder, into=into, encoder=listening)
    assert (report.encoded, report.changed) == (0, True)
    (passage,) = [p for p in Index.load(into).passages if p.text == PARAGRAPHS[0]]
    text = (folder / "0.txt").read_bytes().decode()
    assert text[passage.start : passage.end] == PARAGRAPHS[0]


def test_a_removed_file_disappears(folder, tmp_path, encoder):
    into = tmp_path / "index"
    build(folder, into=into, encoder=encoder)
    (folder / "1.txt").unlink()
    report = build(folder, into=into, encoder=encoder)
    assert report.encoded == 0
    assert [document.source for document in Index.load(into).documents] == ["0.txt", "2.txt"]
    assert PARAGRAPHS[1] not in texts_of(report.index)


def test_a_damaged_index_is_built_anew(folder, tmp_path, encoder):
    into = tmp_path / "index"
    build(folder, into=into, encoder=encoder)
    for damage in ("current", "vectors.faiss"):
        path = next(into.rglob(damage))
        path.write_bytes(b"\xff")
        report = build(folder, into=into, encoder=encoder)
        assert report.encoded == len(report.index) == 6
        assert Index.load(into, encoder).passages == report.index.passages


def test_another_encoder_encodes_everything_again(folder, tmp_path, listening):
    into = tmp_path / "index"
    build(folder, into=into, encoder=listening)
    other = Listening(listening.encoder)
    other.fingerprint = "another"
    assert build(folder, into=into, encoder=other).encoded == 6
    assert Index.load(into).encoder_fingerprint == "another"


# -------------------------------------------------------------------------------------------- cache


def test_an_index_that_is_gone_or_elsewhere_costs_no_encoding(folder, tmp_path, listening):
    cache = tmp_path / "vectors"
    first = build(folder, into=tmp_path / "one", encoder=listening, cache=cache)
    assert first.encoded == len(listening.heard) == 6
    listening.heard.clear()
    shutil.rmtree(tmp_path / "one")
    moved = shutil.copytree(folder, tmp_path / "moved")
    for docs, into in ((folder, "one"), (moved, "another")):
        again = build(docs, into=tmp_path / into, encoder=listening, cache=cache)
        assert (again.encoded, again.changed, listening.heard) == (0, True, [])
        assert again.index.passages == first.index.passages
        np.testing.assert_array_equal(vectors_of(again.index), vectors_of(first.index))
    assert build(folder, into=tmp_path / "third", encoder=listening).encoded == 6


def test_encoded_says_what_neither_the_index_nor_the_cache_knew(folder, tmp_path, listening):
    cache, into = tmp_path / "vectors", tmp_path / "index"
    build(folder / "0.txt", into=tmp_path / "other", encoder=listening, cache=cache)
    (tmp_path / "second").mkdir()
    shutil.copy(folder / "1.txt", tmp_path / "second")
    build(tmp_path / "second", into=into, encoder=listening)
    listening.heard.clear()
    seen = []
    report = build(
        folder, into=into, encoder=listening, cache=cache, progress=lambda *n: seen.append(n)
    )
    new = [f"Văn bản số 2 của huyện\n{text}" for text in ("Văn bản số 2 của huyện", PARAGRAPHS[2])]
    assert (report.encoded, listening.heard) == (2, new)
    # Two from the index, two more from the cache, two encoded.
    assert list(dict.fromkeys(seen)) == [(2, 6), (4, 6), (6, 6)]
    fresh = build(folder, into=tmp_path / "fresh", encoder=listening).index
    np.testing.assert_array_equal(vectors_of(report.index), vectors_of(fresh))


def test_the_same_text_in_many_files_is_encoded_once(folder, tmp_path, listening):
    for name in ("a", "b", "c"):
        shutil.copy(folder / "1.txt", folder / f"{name}.txt")
    report = build(folder, into=tmp_path / "index", encoder=listening)
    assert (len(report.index), report.encoded, len(listening.heard)) == (12, 6, 6)
    expected = listening.encode_passages(
        [canonical(f"{p.title}\n{p.text}") for p in report.index.passages]
    )
    np.testing.assert_array_equal(vectors_of(report.index), expected)


def test_a_cache_that_cannot_be_used_stops_nothing(folder, tmp_path, listening):
    (tmp_path / "thesis").write_bytes("Luận văn".encode())
    for number, cache in enumerate((tmp_path, tmp_path / "thesis", tmp_path / "thesis" / "x")):
        report = build(folder, into=tmp_path / str(number), encoder=listening, cache=cache)
        assert (report.encoded, len(Index.load(tmp_path / str(number)))) == (6, 6)
    assert (tmp_path / "thesis").read_bytes() == "Luận văn".encode()


# ---------------------------------------------------------------------------------------- dimension


@pytest.fixture
def cuttable(listening):
    """The encoder, were it trained so that its vectors may be cut."""
    listening.dimensions = (384, 256, 128)
    return listening


def cut_by_hand(vectors, dimension):
    kept = vectors[:, :dimension].astype(np.float64)
    return kept / np.sqrt((kept**2).sum(axis=1, keepdims=True))


@pytest.fixture
def whole(folder, tmp_path_factory, encoder):
    return vectors_of(build(folder, into=tmp_path_factory.mktemp("whole"), encoder=encoder).index)


@pytest.mark.parametrize("dimension", [384, 256, 128])
def test_vectors_are_cut_to_the_dimension_and_of_unit_length(
    folder, tmp_path, cuttable, whole, dimension
):
    into = tmp_path / "index"
    report = build(folder, into=into, encoder=cuttable, dimension=dimension)
    for index in (report.index, Index.load(into, cuttable)):
        assert index.dimension == dimension
        np.testing.assert_allclose(vectors_of(index), cut_by_hand(whole, dimension), atol=1e-6)
    assert report.encoded == 6


def test_whole_vectors_are_the_default_and_stay_as_they_are(folder, tmp_path, cuttable, whole):
    for name, dimension in (("default", None), ("named", 384)):
        report = build(folder, into=tmp_path / name, encoder=cuttable, dimension=dimension)
        assert vectors_of(report.index).tobytes() == whole.tobytes()


def test_an_index_stays_as_short_as_it_is_until_another_length_is_named(folder, tmp_path, cuttable):
    into = tmp_path / "index"
    build(folder, into=into, encoder=cuttable, dimension=128)
    for dimension in (None, 128):
        assert not build(folder, into=into, encoder=cuttable, dimension=dimension).changed
    write(folder, "3.txt", "Văn bản số 3 của huyện\n\nChợ họp mỗi sáng chủ nhật hằng tuần.\n")
    report = build(folder, into=into, encoder=cuttable)
    assert (report.encoded, report.index.dimension) == (2, 128)
    report = build(folder, into=into, encoder=cuttable, dimension=384)
    assert (report.encoded, report.changed, report.index.dimension) == (8, True, 384)


@pytest.mark.parametrize("has_cache", [False, True], ids=["no_cache", "cache"])
def test_another_length_is_derived_where_it_can_be(folder, tmp_path, cuttable, whole, has_cache):
    into, cache = tmp_path / "index", tmp_path / "vectors" if has_cache else None
    encoded = []
    for dimension in (384, 256, 128, 256, 384):
        report = build(folder, into=into, encoder=cuttable, dimension=dimension, cache=cache)
        assert report.changed
        assert report.index.dimension == dimension
        np.testing.assert_allclose(
            vectors_of(report.index), cut_by_hand(whole, dimension), atol=1e-6
        )
        encoded.append(report.encoded)
    # Shorter: from the index. Longer: from the cache, or from the encoder.
    assert encoded == ([6, 0, 0, 0, 0] if has_cache else [6, 0, 0, 6, 6])


def test_vectors_cut_from_the_index_the_cache_and_the_encoder_are_the_same(
    folder, tmp_path, cuttable
):
    cache = tmp_path / "vectors"
    build(folder, into=tmp_path / "index", encoder=cuttable, cache=cache)
    made = [
        build(folder, into=tmp_path / into, encoder=cuttable, dimension=128, cache=cache)
        for into, cache in (("index", None), ("cache", cache), ("encoder", None))
    ]
    assert [report.encoded for report in made] == [0, 0, 6]
    assert len({vectors_of(report.index).tobytes() for report in made}) == 1


@pytest.mark.parametrize("dimension", [0, -1, 100, 385, 768])
def test_a_length_the_encoder_does_not_have_is_refused_with_those_it_has(
    folder, tmp_path, cuttable, dimension
):
    with pytest.raises(EncoderError, match=rf"dài {dimension}, chỉ có: 384, 256, 128\. Hãy"):
        build(folder, into=tmp_path / "index", encoder=cuttable, dimension=dimension)
    assert not (tmp_path / "index").exists()
    assert cuttable.heard == []


def test_an_encoder_that_says_nothing_of_lengths_has_its_own(folder, tmp_path, encoder):
    with pytest.raises(EncoderError, match=r"dài 100, chỉ có: 384"):
        build(folder, into=tmp_path / "index", encoder=encoder, dimension=100)


BAD = {
    "binary": b"%PDF-1.4\x00\x01",
    "empty": b"",
    "spaces": b" \n\n ",
    "not_utf8": "hội nghị".encode("cp1258", "replace") + b"\xff\xfe\xfa",
    "utf16": "hội nghị".encode("utf-16")[:-1],
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_file_is_named_and_the_others_are_indexed(folder, tmp_path, encoder, content):
    write(folder, "1-hỏng.txt", content)
    report = build(folder, into=tmp_path / "index", encoder=encoder)
    (error,) = report.skipped
    assert str(error).startswith("1-hỏng.txt: ")
    assert set(PARAGRAPHS) <= set(texts_of(report.index))


def test_a_folder_with_nothing_to_read_leaves_the_previous_index(folder, tmp_path, encoder):
    into = tmp_path / "index"
    build(folder, into=into, encoder=encoder)
    for path in folder.iterdir():
        path.write_bytes(b"\x00")
    with pytest.raises(EmptyFolderError, match=r"0\.txt.*1\.txt.*2\.txt"):
        build(folder, into=into, encoder=encoder)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(EmptyFolderError, match="không có tệp"):
        build(folder, into=into, encoder=encoder)
    assert len(Index.load(into, encoder)) == 6


def test_an_index_that_cannot_be_written_is_refused_and_the_folder_untouched(
    folder, tmp_path, encoder
):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(IndexNotWritableError):
        build(folder, into=tmp_path / "file" / "index", encoder=encoder)
    assert (tmp_path / "file").read_bytes() == b""
    assert sorted(path.name for path in folder.iterdir()) == ["0.txt", "1.txt", "2.txt"]


def test_one_file_is_indexed_alone(folder, tmp_path, encoder):
    report = build(folder / "2.txt", into=tmp_path / "index", encoder=encoder)
    assert [document.source for document in report.index.documents] == ["2.txt"]
    assert PARAGRAPHS[2] in texts_of(report.index)
    write(folder, "bad.txt", b"\x00")
    with pytest.raises(EmptyFolderError, match=r"bad\.txt.*nhị phân"):
        build(folder / "bad.txt", into=tmp_path / "index", encoder=encoder)
    assert len(Index.load(tmp_path / "index")) == 2


def test_files_are_read_in_the_order_of_their_paths_with_subfolders(folder):
    (folder / "xã").mkdir()
    write(folder / "xã", "a.md", "# Nội quy chợ\n\nChợ họp mỗi sáng chủ nhật hằng tuần.\n")
    documents, skipped = read(folder)
    assert [d.source for d in documents] == ["0.txt", "1.txt", "2.txt", "xã/a.md"]
    assert skipped == ()
    for document in documents:
        content = (folder / document.source).read_bytes()
        assert document.text == content.decode()
        assert document.sha256 == hashlib.sha256(content).hexdigest()


# -------------------------------------------------------------------------------------- definitions


def document_of(text):
    return Document(
        "a.txt", "Nhan đề", "a.txt", hashlib.sha256(text.encode()).hexdigest(), text, ()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ủy ban nhân dân (UBND) tỉnh", {"UBND": "Ủy ban nhân dân"}),
        ("do Uỷ ban nhân dân (UBND) tỉnh", {"UBND": "Ủy ban nhân dân"}),
        ("Ủy\u00a0ban nhân dân (“UBND”)", {"UBND": "Ủy ban nhân dân"}),
        (
            "Ban Chỉ đạo liên ngành (sau đây gọi tắt là BCĐLN) họp",
            {"BCĐLN": "Ban Chỉ đạo liên ngành"},
        ),
        ("Hợp tác xã (viết tắt: HTX)", {"HTX": "Hợp tác xã"}),
        ("Hợp tác xã (HTX) và Ban quản lý (BQL)", {"BQL": "Ban quản lý", "HTX": "Hợp tác xã"}),
        ("Hợp tác xã (HTX), rồi họp toàn xã (HTX)", {"HTX": "Hợp tác xã"}),
        ("Ủy ban nhân dân (TP Huế)", {}),
        ("Hội nghị toàn quốc (WTO)", {}),
        ("Đại hội đã bế mạc (XIII)", {}),
        ("(UBND)", {}),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_abbreviations_are_learned_where_initials_spell_them(form, text, found):
    assert definitions([document_of(unicodedata.normalize(form, text))]) == found


def test_definitions_of_a_folder_reach_its_index(folder, tmp_path, encoder):
    write(folder, "3.txt", "Nội quy của hợp tác xã\n\nBan quản trị (BQT) họp mỗi tháng một lần.\n")
    build(folder, into=tmp_path / "index", encoder=encoder)
    assert Index.load(Path(tmp_path / "index")).abbreviations == {"BQT": "Ban quản trị"}
