"""The index on disk: what is found, what comes back, and what a bad day can do to it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.build import build
from index.document import Document, Paragraph
from index.errors import (
    EncoderChangedError,
    IndexDamagedError,
    IndexNotBuiltError,
    IndexNotWritableError,
)
from index.lexical import terms_of
from index.passages import passages_of
from index.records import Source
from index.store import FORMAT, Index, best, check_writable, cut, recorded_folder, text_to_embed
from index.text import syllables

ROOT = Path(__file__).parents[2]
# What an index must bring back as it is: a byte order mark, CRLF, NFD, odd line separators.
TEXTS = [
    "\ufeffHội nghị họp ở Huế.\r\nAi cũng đến dự hội nghị.",
    unicodedata.normalize("NFD", "Cầu Bến Ngự thông xe ngày 22-12-2022."),
    "Chè Shan tuyết\u2028mọc trên núi cao\u0085và \u200bsương mù \U0001f375.",
    "Thư viện mở cửa cả tuần.",
]


@dataclass(frozen=True)
class WordEncoder:
    """Adds up a fixed random vector a word, so that texts with the same words are near."""

    name: str = "từ"
    dimension: int = 24

    @property
    def fingerprint(self):
        return f"{self.name}-{self.dimension}"

    def encode_queries(self, texts):
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in syllables(text):
                seed = int.from_bytes(hashlib.sha256(word.folded.encode()).digest()[:8])
                row += np.random.default_rng(seed).standard_normal(self.dimension)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def encode_passages(self, texts, *, progress=None):
        return self.encode_queries(texts)


ENCODER = WordEncoder()


def documents_of(texts):
    documents = []
    for number, text in enumerate(texts):
        body = text.removeprefix("\ufeff")
        start = len(text) - len(body)
        documents.append(
            Document(
                id=f"{number}.txt",
                title=f"Văn bản {number}",
                source=f"{number}.txt",
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                text=text,
                paragraphs=(Paragraph(start, len(text), "đoạn 1"),),
            )
        )
    return documents


def index_of(texts):
    documents = documents_of(texts)
    passages = [passage for document in documents for passage in passages_of(document)]
    vectors = ENCODER.encode_passages([text_to_embed(passage) for passage in passages])
    return Index.build(documents, passages, vectors, ENCODER, {"HTX": "hợp tác xã"}, "/tài liệu")


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("original") / "index"
    sources = [
        Source(f"{row}.txt", "0" * 64, len(text), "2026-11-28T09:30:00+00:00")
        for row, text in enumerate(TEXTS)
    ]
    index_of(TEXTS).save(folder, sources=sources, reading="bản đọc 1")
    return folder


@pytest.fixture
def saved(original, tmp_path):
    """A folder with an index of TEXTS that a test may spoil."""
    return shutil.copytree(original, tmp_path / "index")


def version_of(folder):
    return folder / (folder / "current").read_text("utf-8").split()[0]


# ------------------------------------------------------------------------------------------- search


@pytest.mark.parametrize("k", [1, 7, 50])
def test_search_finds_what_brute_force_finds(k):
    random = np.random.default_rng(42)
    vectors = random.standard_normal((50, 24)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    documents = documents_of([f"số {n}" for n in range(50)])
    passages = [passages_of(document)[0] for document in documents]
    index = Index.build(documents, passages, vectors, ENCODER)
    for query in vectors[:5] + random.standard_normal((5, 24)).astype(np.float32):
        cosines = vectors @ query
        order = np.argsort(-cosines, kind="stable")[:k]
        hits = index.search(query, k)
        assert [hit.passage.id for hit in hits] == [passages[row].id for row in order]
        assert [hit.score for hit in hits] == pytest.approx(cosines[order].tolist(), abs=1e-5)
        assert [hit.ranks for hit in hits] == [(("dense", n),) for n in range(1, k + 1)]
    assert index.vectors([49, 0, 7]).tolist() == vectors[[49, 0, 7]].tolist()


@pytest.mark.parametrize("dimension", [8, 16, 24, 100])
def test_a_cut_vector_has_unit_length_and_the_direction_of_its_first_numbers(dimension):
    random = np.random.default_rng(6)
    vectors = random.standard_normal((40, 24)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    shorter = cut(vectors, dimension)
    assert shorter.dtype == np.float32
    for row, vector in zip(shorter, vectors, strict=True):
        kept = vector[:dimension].astype(float)
        np.testing.assert_allclose(row, kept / np.sqrt(kept @ kept), atol=1e-6)
        np.testing.assert_array_equal(cut(vector, dimension), row)  # alone as among others
    if dimension >= 24:
        assert shorter is vectors
    assert cut(np.zeros((1, 24), dtype=np.float32), 8).tolist() == [[0.0] * 8]
    assert cut(vectors[:0], 8).shape == (0, 8)


@pytest.mark.parametrize("dimension", [4, 16, 24])
def test_an_index_of_cut_vectors_is_searched_with_whole_questions(tmp_path, dimension):
    random = np.random.default_rng(7)
    vectors = random.standard_normal((50, 24)).astype(np.float32)
    documents = documents_of([f"số {n}" for n in range(50)])
    passages = [passages_of(document)[0] for document in documents]
    kept = vectors[:, :dimension] / np.linalg.norm(vectors[:, :dimension], axis=1, keepdims=True)
    Index.build(documents, passages, kept, ENCODER).save(tmp_path / "index")
    index = Index.load(tmp_path / "index", ENCODER)
    assert index.dimension == dimension
    for question in random.standard_normal((5, 24)).astype(np.float32):
        question /= np.linalg.norm(question)
        short = question[:dimension] / np.linalg.norm(question[:dimension])
        cosines = kept @ short
        order = np.argsort(-cosines, kind="stable")[:7]
        hits = index.search(question, 7)
        assert [hit.passage.id for hit in hits] == [passages[row].id for row in order]
        assert [hit.score for hit in hits] == pytest.approx(cosines[order].tolist(), abs=1e-5)
        np.testing.assert_allclose(
            index.cosines(question, [49, 0, 7]), cosines[[49, 0, 7]], atol=1e-5
        )


def test_asking_for_more_than_there_is_gives_each_passage_once():
    index = index_of(TEXTS)
    (query,) = ENCODER.encode_queries(["hội nghị ở Huế"])
    hits = index.search(query, k=1000)
    assert sorted(hit.passage.id for hit in hits) == sorted(p.id for p in index.passages)
    words = index.search_words(terms_of("hội nghị mở cửa"), k=1000)
    assert [hit.passage.source for hit in words] == ["0.txt", "3.txt"]


def test_words_are_ranked_by_bm25_and_passages_without_any_left_out():
    index = index_of([*TEXTS, "Hội nghị", "hội nghị hội nghị"])
    scores = index.lexical.scores(terms_of("hội nghị"))
    hits = index.search_words(terms_of("hội nghị"), k=10)
    found = [(hit.passage, hit.score) for hit in hits]
    expected = [
        (index.passages[row], scores[row])
        for row in sorted(range(len(scores)), key=lambda row: -scores[row])
        if scores[row] > 0
    ]
    assert found == expected
    assert [hit.ranks for hit in hits] == [(("lexical", 1),), (("lexical", 2),), (("lexical", 3),)]


@given(
    arrays.arrays(np.float32, st.integers(0, 12), elements=st.sampled_from([-1, 0, 0.5, 2])),
    st.integers(0, 15),
)
def test_best_is_a_stable_sort_cut_at_k(scores, k):
    by_sorting = sorted(range(len(scores)), key=lambda row: (-scores[row], row))[:k]
    assert best(scores, k).tolist() == by_sorting


def test_vectors_that_are_not_one_a_passage_are_refused():
    (document,) = documents_of(TEXTS[:1])
    with pytest.raises(ValueError, match="2 vectors for 1 passages"):
        Index.build([document], passages_of(document), np.eye(2, 24, dtype=np.float32), ENCODER)


# --------------------------------------------------------------------------------------- save, load


def test_what_was_saved_comes_back_exactly(saved):
    index, loaded = index_of(TEXTS), Index.load(saved, ENCODER)
    assert [document.text for document in loaded.documents] == TEXTS
    assert loaded.documents == index.documents
    assert loaded.passages == index.passages
    assert loaded.abbreviations == {"HTX": "hợp tác xã"}
    assert loaded.encoder_name == "từ"
    assert loaded.folder == recorded_folder(saved) == "/tài liệu"
    rows = range(len(index))
    assert loaded.vectors(rows).tolist() == index.vectors(rows).tolist()
    (query,) = ENCODER.encode_queries(["cầu thông xe"])
    assert loaded.search(query, 3) == index.search(query, 3)
    terms = terms_of("chè trên núi")
    assert loaded.search_words(terms, 3) == index.search_words(terms, 3)
    assert loaded.document("2.txt") == index.documents[2]
    with pytest.raises(KeyError):
        loaded.document("nowhere.txt")


def test_trying_to_write_leaves_nothing(saved):
    before = sorted(saved.rglob("*"))
    check_writable(saved)
    assert sorted(saved.rglob("*")) == before


def test_where_nothing_is_recorded_no_folder_is_named(tmp_path, saved):
    assert recorded_folder(tmp_path / "nothing") == ""
    (saved / "current").write_bytes(b"\xff")
    assert recorded_folder(saved) == ""


def test_an_index_opens_without_its_encoder(saved):
    assert Index.load(saved).encoder_fingerprint == ENCODER.fingerprint


def test_a_new_version_replaces_the_old_and_only_one_older_is_kept(saved):
    versions = [version_of(saved)]
    for texts in (TEXTS[:1], TEXTS[1:], TEXTS[2:]):
        index_of(texts).save(saved)
        versions.append(version_of(saved))
        assert [document.text for document in Index.load(saved).documents] == texts
    left = sorted(path.name for path in saved.iterdir())
    assert left == sorted(["current", "previous", "lock", versions[-1].name, versions[-2].name])


def test_every_array_is_plain_numbers(saved):
    arrays_on_disk = sorted(version_of(saved).glob("*.npy"))
    assert {path.name for path in arrays_on_disk} >= {"passages.npy", "lexical.toned.scores.npy"}
    for path in arrays_on_disk:
        assert np.load(path, allow_pickle=False).dtype.kind in "if", path


def put_manifest(folder, manifest):
    """Put another manifest in the place of an index's own, with the sum that makes it pass."""
    content = manifest.encode()
    (version_of(folder) / "manifest.json").write_bytes(content)
    pointer = f"{version_of(folder).name} {hashlib.sha256(content).hexdigest()}"
    (folder / "current").write_text(pointer, "utf-8")


def test_a_pickle_slipped_into_an_index_is_not_run(saved, tmp_path):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))

    folder = version_of(saved)
    np.save(folder / "passages.npy", np.array([Trap()], dtype=object), allow_pickle=True)
    content = (folder / "passages.npy").read_bytes()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"]["passages.npy"] = {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    put_manifest(saved, json.dumps(manifest))
    with pytest.raises(IndexDamagedError, match="hoidap index"):
        Index.load(saved, ENCODER)
    assert not (tmp_path / "sprung").exists()


# ----------------------------------------------------------------------------------------- bad days


FILES = [
    "manifest.json", "documents.jsonl", "texts.jsonl", "titles.jsonl", "passages.npy",
    "vectors.faiss", "sources.jsonl", "units.npy",
    "lexical.json", "lexical.syllables.scores.npy", "lexical.syllables.rows.npy",
    "lexical.syllables.columns.npy", "lexical.bigrams.scores.npy", "lexical.bigrams.rows.npy",
    "lexical.bigrams.columns.npy", "lexical.toned.scores.npy", "lexical.toned.rows.npy",
    "lexical.toned.columns.npy",
]  # fmt: skip


def flip(content, at):
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


DAMAGE = {
    "deleted": lambda path, content: path.unlink(),
    "empty": lambda path, content: path.write_bytes(b""),
    "cut": lambda path, content: path.write_bytes(content[: len(content) // 2]),
    "longer": lambda path, content: path.write_bytes(content + b"\x00"),
    "first_byte": lambda path, content: path.write_bytes(flip(content, 0)),
    "last_byte": lambda path, content: path.write_bytes(flip(content, -1)),
    "not_a_file": lambda path, content: (path.unlink(), path.mkdir()),
}


def test_the_list_of_files_is_complete(saved):
    assert sorted(path.name for path in version_of(saved).iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_noticed_and_the_remedy_given(saved, name, damage):
    path = version_of(saved) / name
    damage(path, path.read_bytes())
    with pytest.raises(IndexDamagedError, match="Hãy lập lại chỉ mục: hoidap index") as caught:
        Index.load(saved, ENCODER)
    assert str(version_of(saved)) in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"../elsewhere 00", b"v-../../x 00", b"v-0123456789ab", b"{} {}",
        b"v-0123456789ab " + b"0" * 64,
    ],
    ids=["empty", "no_text", "outside", "further_outside", "no_sum", "other", "gone"],
)  # fmt: skip
def test_a_damaged_pointer_is_noticed_and_mended_by_building_anew(saved, content):
    (saved / "current").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="hoidap index"):
        Index.load(saved, ENCODER)
    index_of(TEXTS[:2]).save(saved)
    assert [document.text for document in Index.load(saved).documents] == TEXTS[:2]


@pytest.mark.parametrize(
    "manifest",
    [
        "null",
        "[]",
        "{}",
        '{"format": 99}',
        f'{{"format": {FORMAT}}}',
        f'{{"format": {FORMAT}, "encoder": {{"fingerprint": "từ-24"}}, "files": []}}',
        f'{{"format": {FORMAT}, "encoder": {{"fingerprint": "từ-24"}}, "files": {{"gone": 1}}}}',
    ],
)
def test_a_manifest_of_another_kind_is_damage(saved, manifest):
    put_manifest(saved, manifest)
    with pytest.raises(IndexDamagedError, match="hoidap index"):
        Index.load(saved, ENCODER)


def test_a_manifest_that_was_touched_is_damage_though_it_reads_well(saved):
    path = version_of(saved) / "manifest.json"
    path.write_bytes(path.read_bytes().replace("hợp tác xã".encode(), "hợp tác xa".encode()))
    with pytest.raises(IndexDamagedError, match=r"manifest\.json đã bị thay đổi"):
        Index.load(saved, ENCODER)


def test_another_encoder_is_named_with_the_one_that_built_the_index(saved):
    other = WordEncoder(name="khác")
    with pytest.raises(EncoderChangedError, match=r"“từ”.*“khác”.*hoidap index"):
        Index.load(saved, other)


@pytest.mark.parametrize("where", ["nothing", "0.txt", "0.txt/under"])
def test_where_there_is_no_index_the_message_says_how_to_build_one(tmp_path, where):
    (tmp_path / "0.txt").write_text("một tệp", "utf-8")
    with pytest.raises(IndexNotBuiltError, match="hoidap index") as caught:
        Index.load(tmp_path / where)
    assert str(tmp_path / where) in str(caught.value)


@pytest.mark.parametrize("where", ["file", "file/under", "file/under/deeper"])
def test_a_folder_that_cannot_be_made_is_refused_with_the_remedy(tmp_path, where):
    (tmp_path / "file").write_text("không phải thư mục", "utf-8")
    for write in (index_of(TEXTS).save, check_writable):
        with pytest.raises(IndexNotWritableError, match=r"tệp thường.*--index-dir") as caught:
            write(tmp_path / where)
        assert str(tmp_path / where) in str(caught.value)
    assert (tmp_path / "file").read_text("utf-8") == "không phải thư mục"


def test_a_full_disk_leaves_the_previous_index_and_no_litter(saved):
    before = sorted(saved.rglob("*"))
    # A limit on the size of files is the full disk that a test can have for itself.
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from index.store import Index; from index.errors import IndexNotWritableError\n"
        "index = Index.load(Path(sys.argv[1]))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))\n"
        "try: index.save(Path(sys.argv[1]))\n"
        "except IndexNotWritableError as error: print(error)\n"
    )
    printed = run(program, saved)
    assert "kiểm tra quyền ghi và chỗ trống" in printed
    assert sorted(saved.rglob("*")) == before
    assert [document.text for document in Index.load(saved).documents] == TEXTS


def run(program, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Forks from a process that has everything loaded, so that twenty kills cost little.
KILLER = """
import os, random, signal, sys, time
from pathlib import Path
from index.store import Index

folder, first, second = (Path(argument) for argument in sys.argv[1:])
indexes = [Index.load(first), Index.load(second)]
indexes[0].save(folder)
moments = random.Random(7)
for round in range(20):
    child = os.fork()
    if child == 0:
        while True:
            for index in indexes[round % 2 :] + indexes[: round % 2]:
                index.save(folder)
    time.sleep(moments.uniform(0, 0.15))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    loaded = Index.load(folder)
    print([index.documents for index in indexes].index(loaded.documents))
"""


def test_an_index_killed_while_it_is_saved_still_loads(tmp_path):
    index_of(TEXTS).save(tmp_path / "one")
    index_of(TEXTS[1:]).save(tmp_path / "other")
    loaded = run(KILLER, tmp_path / "index", tmp_path / "one", tmp_path / "other").split()
    assert len(loaded) == 20
    assert set(loaded) == {"0", "1"}, "the kills did not come while it was being saved"


def test_what_kills_left_behind_does_not_stop_the_next_save(saved):
    (saved / "v-killed").mkdir()
    for name in ("new", "old"):
        (saved / f".draft-{name}").mkdir()
        (saved / f".draft-{name}" / "texts.jsonl").write_text("{", "utf-8")
    two_hours_ago = time.time() - 7200
    os.utime(saved / ".draft-old", (two_hours_ago, two_hours_ago))
    index_of(TEXTS[:1]).save(saved)
    assert [document.text for document in Index.load(saved).documents] == TEXTS[:1]
    assert not (saved / "v-killed").exists()
    assert not (saved / ".draft-old").exists()
    assert (saved / ".draft-new").exists(), "another process may be writing it"


# Three write and one reads, all at once.
CROWD = """
import os, sys
from pathlib import Path
from index.store import Index

folder, *others = (Path(argument) for argument in sys.argv[1:])
indexes = [Index.load(other) for other in others]
indexes[0].save(folder)
writers = []
for index in indexes:
    writers.append(os.fork())
    if writers[-1] == 0:
        for _ in range(6):
            index.save(folder)
        os._exit(0)
for _ in range(20):
    loaded = Index.load(folder).documents
    assert loaded in [index.documents for index in indexes]
print(*(os.waitpid(writer, 0)[1] for writer in writers))
"""


def test_writers_and_a_reader_at_once_do_not_hurt_each_other(tmp_path):
    names = [tmp_path / "one", tmp_path / "two", tmp_path / "three"]
    for number, name in enumerate(names):
        index_of(TEXTS[number:]).save(name)
    assert run(CROWD, tmp_path / "index", *names).split() == ["0", "0", "0"]
    left = [path.name for path in (tmp_path / "index").iterdir()]
    assert not [name for name in left if name.startswith((".draft-", ".current-"))]


def test_vectors_are_in_faiss_own_format(saved):
    index = faiss.deserialize_index(np.fromfile(version_of(saved) / "vectors.faiss", np.uint8))
    assert (index.ntotal, index.d) == (len(index_of(TEXTS)), ENCODER.dimension)


def test_what_is_loaded_is_what_was_built(saved, tmp_path):
    text = "Điều 5. Mức phạt\n\nPhạt tiền 500.000 đồng.\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/luat.txt").write_text("NGHỊ ĐỊNH\n\n" + text * 3, "utf-8")
    report = build(tmp_path / "docs", into=tmp_path / "index", encoder=ENCODER)
    assert any("Điều 5" in passage.title for passage in report.index.passages)
    assert Index.load(tmp_path / "index").passages == report.index.passages
    again = build(tmp_path / "docs", into=tmp_path / "index", encoder=ENCODER)
    assert (again.changed, again.encoded) == (False, 0)
