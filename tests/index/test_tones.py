"""Restoring diacritics: what comes back, what is left alone, and how sure the restorer is."""

import itertools
import time
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import HoiDapError
from index.text import canonical, fold, syllables
from index.tones import BORDER, FIRST_FORM, SOFTENED, UNSEEN, ToneRestorer, ngram_keys

MODEL = Path(__file__).parents[2] / "models" / "tones"


@pytest.fixture(scope="module")
def restorer():
    return ToneRestorer.load(MODEL)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoi nhap quoc te la gi", "hội nhập quốc tế là gì"),
        ("Hoi nhap quoc te la gi?", "Hội nhập quốc tế là gì?"),
        ("HOI NHAP QUOC TE LA GI?", "HỘI NHẬP QUỐC TẾ LÀ GÌ?"),
        ("thu tuong la ai", "thủ tướng là ai"),
        ("Chu tich nuoc la ai?", "Chủ tịch nước là ai?"),
        ("tp Ho Chi Minh o dau", "tp Hồ Chí Minh ở đâu"),
        ("duong loi doi ngoai cua Dang", "đường lối đối ngoại của Đảng"),
        ("muc tieu den nam 2030,tam nhin 2045", "mục tiêu đến năm 2030,tầm nhìn 2045"),
    ],
)
def test_a_toneless_question_gets_its_diacritics(restorer, typed, meant):
    assert restorer.restore(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Hội nhập quốc tế là gì?",
        "Ông Nguyễn Văn A cho biết ai sẽ ở trong ban?",
        "Ban Chấp hành Trung ương họp ngày nào, ai chủ trì?",
        "Theo Nghị quyết 22-NQ/TW, hội nhập kinh tế là trọng tâm.",
        "Mùi hôi ở kênh do đâu mà có?",
        "Luật Đất đai quy định ra sao về thu hồi đất?",
    ],
)
def test_a_toned_question_is_not_touched(restorer, text):
    assert restorer.restore(text) == text
    assert not any(word.changed for word in restorer.restore_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "Who chaired the conference?",
        "What is the name of the president?",
        "How long can he be in the house?",
        "Where is Da Nang?",
        "The EU and Vietnam signed a free trade agreement in Ha Noi",
        "",
        " \n\t",
        "?!… 22/12/1944 – 50%",
        "https://chinhphu.vn/tin-tuc/hoi-nhap",
        "lien.he@quoc-te.vn",
    ],
)
def test_what_is_not_vietnamese_is_not_touched(restorer, text):
    assert restorer.restore(text) == text


@pytest.mark.parametrize(
    "kept", ["22-NQ/TU", "COVID-19", "Facebook", "UBND", "EU", "Kim Jong Un", "19.5.2018", "10h30"]
)
def test_codes_names_and_numbers_stay_inside_a_restored_question(restorer, kept):
    restored = restorer.restore(f"Quyet dinh ve {kept} la gi?")
    assert restored == f"Quyết định về {kept} là gì?"


def test_spaces_and_punctuation_stay(restorer):
    assert restorer.restore("  hoi nhap\t«quoc te» …\nla gi ?? ") == (
        "  hội nhập\t«quốc tế» …\nlà gì ?? "
    )


def test_toned_words_are_kept_and_help_their_neighbours(restorer):
    meant = ("hỏi đáp", "bàn đạp", "đánh đập")
    assert tuple(restorer.restore(text.split()[0] + " dap") for text in meant) == meant
    assert restorer.restore("Hội nghị lần thứ sáu ban chap hanh trung uong") == (
        "Hội nghị lần thứ sáu ban chấp hành trung ương"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hôi nhâp quôc tê la gi", "hội nhập quốc tế là gì"),
        ("đương lôi đôi ngoai", "đường lối đối ngoại"),
        ("Viêt Nam ơ đâu", "Việt Nam ở đâu"),
    ],
)
def test_half_toned_words_are_completed_where_tones_are_left_off(restorer, typed, meant):
    assert restorer.restore(typed) == meant


def test_decomposed_input_is_read_like_composed(restorer):
    for text in ("Hội nhập quốc tế là gì?", "hội nhập quoc te la gi"):
        decomposed = unicodedata.normalize("NFD", text)
        assert restorer.restore(decomposed) == restorer.restore(text)


def test_restoring_again_changes_nothing(restorer):
    for typed in ("hoi nhap quoc te la gi", "nuoc Y co thu do o dau", "an", "ban la ai"):
        once = restorer.restore(typed)
        assert restorer.restore(once) == once


def test_words_lead_back_to_what_was_typed(restorer):
    typed = "COVID-19 lay qua duong nao?"
    words = restorer.restore_words(typed)
    assert [typed[w.start : w.end] for w in words] == [w.typed for w in words]
    assert [w.form for w in words if w.changed] == ["lây", "đường", "nào"]


def test_an_open_choice_is_less_sure_than_a_clear_one(restorer):
    (unclear,) = restorer.restore_words("co")
    clear = restorer.restore_words("hoi nhap quoc te")[0]
    assert unclear.probability < 0.7 < 0.99 < clear.probability <= 1.0


def test_a_long_paste_takes_seconds_not_minutes(restorer):
    for piece in ("hoi nhap quoc te la gi, ", "do ", "a", "ô", "?", "Who is it? La ai? "):
        text = (piece * 50_000)[:50_000]
        begin = time.process_time()
        assert len(restorer.restore(text)) == len(text)
        # 0.7 s for the first, 1.9 s for "do", which has the most forms.
        assert time.process_time() - begin < 6, piece[:10]


@given(
    st.lists(
        st.one_of(
            st.text(max_size=8),
            st.sampled_from(
                ["hoi", "nhap", "te", "la", "gi", "đương", "Hội", "QUY", "Đ", "9/TW", "the", "?\n"]
            ),
        ),
        max_size=12,
    ).map(" ".join)
)
def test_only_diacritics_of_words_change(restorer, text):
    restored = restorer.restore(text)
    assert fold(restored) == fold(text)
    assert _between_words(restored) == _between_words(text)


def _between_words(text: str) -> list[str]:
    places = [0, *(at for word in syllables(text) for at in (word.start, word.end)), len(text)]
    return [text[a:b] for a, b in zip(places[::2], places[1::2], strict=True)]


def test_probabilities_are_those_of_all_readings_added_up(tmp_path):
    """Enumerate every reading of three words under a small random model."""
    random = np.random.default_rng(0)
    forms = {"ba": ["ba", "bà", "bá"], "la": ["là", "la"], "ma": ["ma", "mà", "má", "mã"]}
    size = FIRST_FORM + 9
    ids = range(FIRST_FORM, size)
    everything = [BORDER, *ids]
    seen = {pair: int(random.integers(0, 48)) for pair in itertools.product(everything, repeat=2)}
    seen |= {
        triple: int(random.integers(0, 48))
        for triple in itertools.product(everything, ids, everything)
        if random.random() < 0.5
    }
    unigrams = random.integers(16, 80, size)
    _write_model(tmp_path, forms, unigrams, seen)

    def weight(reading: tuple[int, ...]) -> float:
        path = (BORDER, *reading, BORDER)
        total = np.exp(-seen[path[:2]] / 16)
        for a, b, c in zip(path, path[1:], path[2:], strict=False):
            unseen = UNSEEN * np.exp(-seen[b, c] / 16)
            found = np.exp(-seen[a, b, c] / 16) if (a, b, c) in seen else unseen
            total *= found**SOFTENED
        return total

    names = dict(zip(ids, (form for group in forms.values() for form in group), strict=True))
    groups = {"ba": ids[:3], "la": ids[3:5], "ma": ids[5:]}
    typed = "ma ba la"
    readings = {r: weight(r) for r in itertools.product(*(groups[w] for w in typed.split()))}
    for i, word in enumerate(ToneRestorer.load(tmp_path).restore_words(typed)):
        shares = {
            names[g]: sum(w for r, w in readings.items() if r[i] == g) / sum(readings.values())
            for g in groups[word.typed]
        }
        assert word.form == max(shares, key=shares.__getitem__), shares
        assert word.probability == pytest.approx(shares[word.form]), shares


def _write_model(directory, forms, unigrams, seen):
    column = {n: [np.array([k[i] for k in seen if len(k) == n]) for i in range(n)] for n in (2, 3)}
    keys = np.concatenate([ngram_keys(None, *column[2]), ngram_keys(*column[3])]).astype(np.int64)
    scores = np.array([s for n in (2, 3) for k, s in seen.items() if len(k) == n], np.uint8)
    order = np.argsort(keys)
    lines = (" ".join([folded, *group]) for folded, group in forms.items())
    (directory / "syllables.txt").write_text("\n".join(lines), encoding="utf-8")
    np.savez(
        directory / "ngrams.npz",
        unigrams=unigrams.astype(np.uint8),
        back_off=np.zeros(len(unigrams), np.uint8),
        gaps=np.diff(keys[order], prepend=0),
        scores=scores[order],
    )


def test_a_missing_or_cut_model_says_where_and_what_to_do(tmp_path):
    with pytest.raises(HoiDapError, match=r"train\.py") as error:
        ToneRestorer.load(tmp_path)
    assert str(tmp_path) in str(error.value)
    for name in ("syllables.txt", "ngrams.npz"):
        (tmp_path / name).write_bytes((MODEL / name).read_bytes()[:20_000])
    with pytest.raises(HoiDapError, match=r"train\.py"):
        ToneRestorer.load(tmp_path)


def test_the_model_is_small():
    size = sum((MODEL / name).stat().st_size for name in ("syllables.txt", "ngrams.npz"))
    assert size <= 8_000_000


def test_old_tone_placement_is_no_change(restorer):
    (word,) = restorer.restore_words("hoà")
    assert word.form == canonical("hoà") == "hòa"
    assert not word.changed
