"""BM25 over syllables, bigrams and tones: the scores of the textbook, and what they are for."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import FIELDS, K1, B, LexicalIndex, Term, terms_of
from index.text import fold, syllables

TEXTS = [
    "Hội nghị bàn việc bán cam",
    "Hội nghị bàn về hội nhập, hội nhập quốc tế",
    "Bán cam ở chợ",
    "123 !!!",
]
# The same cut by hand: folded syllables, their pairs, and the words that carry diacritics.
SYLLABLES = [
    "hoi nghi ban viec ban cam".split(),
    "hoi nghi ban ve hoi nhap hoi nhap quoc te".split(),
    "ban cam o cho".split(),
    ["123"],
]
TONED = [
    ["hội", "nghị", "bàn", "việc", "bán"],
    ["hội", "nghị", "bàn", "về", "hội", "nhập", "hội", "nhập", "quốc", "tế"],
    ["bán", "ở", "chợ"],
    [],
]


def pairs(words):
    return [f"{left} {right}" for left, right in itertools.pairwise(words)]


BIGRAMS = [pairs(words) for words in SYLLABLES]


def bm25(corpus, token, row):
    """Score a token by Lucene's formula: idf · tf / (tf + k1 (1 - b + b · length / mean))."""
    holding = sum(token in words for words in corpus)
    idf = math.log(1 + (len(corpus) - holding + 0.5) / (holding + 0.5))
    count, length = corpus[row].count(token), len(corpus[row])
    mean = sum(map(len, corpus)) / len(corpus)
    return idf * count / (count + K1 * (1 - B + B * length / mean))


def by_hand(corpus, tokens):
    return np.array([sum(bm25(corpus, t, row) for t in tokens) for row in range(len(corpus))])


@pytest.fixture(scope="module")
def lexical():
    return LexicalIndex.build(TEXTS)


@pytest.mark.parametrize(
    ("query", "folded", "toned"),
    [
        ("hội nghị", ["hoi", "nghi"], ["hội", "nghị"]),
        ("bán cam", ["ban", "cam"], ["bán"]),
        ("hoi nhap quoc te", ["hoi", "nhap", "quoc", "te"], []),
        ("hội hội hội", ["hoi", "hoi", "hoi"], ["hội", "hội", "hội"]),
        ("cam 123 xyz", ["cam", "123", "xyz"], []),
    ],
)
def test_scores_are_those_of_lucene_worked_by_hand(lexical, query, folded, toned):
    expected = (
        FIELDS["syllables"] * by_hand(SYLLABLES, folded)
        + FIELDS["bigrams"] * by_hand(BIGRAMS, pairs(folded))
        + FIELDS["toned"] * by_hand(TONED, toned)
    )
    np.testing.assert_allclose(lexical.scores(terms_of(query)), expected, rtol=1e-5, atol=1e-6)


def test_a_restored_tone_counts_as_far_as_it_is_trusted(lexical):
    (word,) = syllables("bán")
    half = lexical.scores([Term(word, trust=0.5)])
    expected = FIELDS["syllables"] * by_hand(SYLLABLES, ["ban"])
    expected += 0.5 * FIELDS["toned"] * by_hand(TONED, ["bán"])
    np.testing.assert_allclose(half, expected, rtol=1e-5, atol=1e-6)


def test_frequency_and_rarity_count_texts_not_words(lexical):
    assert [lexical.frequency(token) for token in ("hoi", "hoi nhap", "ban cam", "vàng")] == [
        2, 1, 2, 0,
    ]  # fmt: skip
    assert lexical.has("quoc te")
    assert not lexical.has("te quoc")
    assert lexical.rarity("hoi") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert lexical.rarity("nowhere") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_the_usual_form_is_the_one_in_most_texts(lexical):
    texts = ["bán", "bàn ghế", "bàn bạc", "bạn"]
    assert LexicalIndex.build(texts).usual_form("ban") == "bàn"
    assert lexical.usual_form("cam") == "cam"
    assert LexicalIndex.build([]).usual_form("ban") == "ban"


@pytest.mark.parametrize(("query", "first"), [("bán", 0), ("bàn", 1), ("bạn", 2)])
def test_the_tone_that_was_typed_decides_between_words_of_the_same_letters(query, first):
    scores = LexicalIndex.build(["ông bán cam", "ông bàn cam", "ông bạn cam"]).scores(
        terms_of(query)
    )
    assert np.argmax(scores) == first, scores
    assert np.count_nonzero(scores == scores.max()) == 1, scores


def test_without_a_tone_words_of_the_same_letters_are_level():
    scores = LexicalIndex.build(["ông bán cam", "ông bàn cam"]).scores(terms_of("ban cam"))
    assert scores[0] == scores[1] > 0


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì Hội nghị trực tuyến toàn quốc về hội nhập quốc tế?",
        "Các địa phương đã ký bao nhiêu thỏa thuận quốc tế?",
        "Diễn đàn Đối thoại phát triển địa phương năm 2021 có chủ đề gì?",
        "Đào tạo, bồi dưỡng cán bộ làm việc trong môi trường quốc tế",
    ],
)
def test_a_toneless_query_finds_the_same_passage_first(seeds_index, question):
    toned = seeds_index.search_words(terms_of(question), k=1)
    toneless = seeds_index.search_words(terms_of(fold(question)), k=1)
    assert toneless[0].passage == toned[0].passage


@pytest.mark.parametrize("query", ["04-12-2018", "4-12-2018", "4/12/2018", "04.12.2018"])
def test_leading_zeros_of_a_date_do_not_count(query):
    lexical = LexicalIndex.build(["họp ngày 04-12-2018", "họp ngày 4/12/2018", "họp ngày 5/2/2018"])
    scores = lexical.scores(terms_of(query))
    assert scores[0] == scores[1] > scores[2], scores


def test_zero_itself_is_a_number():
    lexical = LexicalIndex.build(["còn 0 đồng", "còn 00 đồng", "còn 10 đồng"])
    assert lexical.frequency("0") == 2


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="no_texts"),
        pytest.param(["", "!!!", "\n"], id="no_words"),
        pytest.param(["một"], id="no_bigram"),
        pytest.param(["abc def", ""], id="no_tones"),
    ],
)
def test_texts_without_words_are_indexed_saved_and_loaded(texts, tmp_path):
    lexical = LexicalIndex.build(texts)
    lexical.save(tmp_path)
    for index in (lexical, LexicalIndex.load(tmp_path)):
        assert len(index) == len(texts)
        assert index.scores(terms_of("hội nghị vàng")).tolist() == [0.0] * len(texts)
        assert index.scores([]).tolist() == [0.0] * len(texts)
    if texts == ["một"]:
        assert lexical.scores(terms_of("mot")).tolist() == pytest.approx(
            [bm25([["mot"]], "mot", 0)]
        )


def test_what_was_saved_scores_the_same(lexical, tmp_path):
    lexical.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    for query in ("hội nghị", "ban cam o cho", "hội nhập quốc tế 123", "không có"):
        assert loaded.scores(terms_of(query)).tolist() == lexical.scores(terms_of(query)).tolist()
    assert loaded.rarity("hoi") == lexical.rarity("hoi")
    assert loaded.usual_form("ban") == lexical.usual_form("ban")


words = st.text(alphabet="abđáàộ -", max_size=30)


@given(st.lists(words, max_size=6), words)
def test_a_text_scores_above_zero_exactly_when_it_shares_a_word(texts, query):
    scores = LexicalIndex.build(texts).scores(terms_of(query))
    asked = {word.folded for word in syllables(query)}
    shared = [bool(asked & {word.folded for word in syllables(text)}) for text in texts]
    assert (scores > 0).tolist() == shared, scores


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("hội nghị", [0, 1]),
        ("hội nhập quốc tế", [1]),
        ("hoi nhap quoc te", [1]),  # pairs are folded
        ("quốc nhập", []),
        ("bàn", [0, 1]),  # a word alone has its tones: not "bán"
        ("cam", [0, 2]),
        ("vàng", []),
    ],
)
def test_a_text_says_a_phrase_when_it_has_each_two_neighbours_of_it(lexical, phrase, rows):
    assert lexical.saying(syllables(phrase)).tolist() == rows


@given(st.lists(st.sampled_from("hội nghị bàn bán cam quốc tế xyz".split()), min_size=1))
def test_scores_at_some_rows_are_those_of_all(words):
    index = LexicalIndex.build(TEXTS)
    asked = syllables(" ".join(words))
    every = index.scores([Term(word) for word in asked])
    for rows in ([0, 1, 2, 3], [1, 3], []):
        found = index.scores_at(np.array(rows, dtype=np.int32), asked)
        np.testing.assert_allclose(found, every[rows], rtol=1e-5, atol=1e-6)
