"""The reader network: numbers as the torch model gives them, places in the passage as given."""

import itertools
import json
import math
import re
import unicodedata

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoder import bundled
from index.errors import EncoderError
from qa.aloud import aloud
from qa.network import (
    LONGEST,
    MAX_TOKENS,
    QUESTION_TOKENS,
    TITLE_TOKENS,
    PassagePieces,
    PassageReading,
    ReaderNetwork,
    ScoredWindow,
    Window,
    passage_pieces,
    question_ids,
    reading_of,
    windows,
)

QUESTION = "Ai xây cầu Bến Ngự?"
PASSAGE = "Năm 1905, ông Trần Văn Giang xây cầu Bến Ngự. Cầu dài 486 mét, rộng 12 mét."


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer.from_file(str(bundled("encoder") / "tokenizer.json"))


def test_the_exported_network_agrees_with_torch(reader_folder, network, tokenizer):
    from models.reader.train import open_body, read_passage

    reader = open_body(reader_folder, "sdpa").eval()
    texts = [PASSAGE, "gia vang hom nay tang manh", "Điều 5. Hiệu lực thi hành " * 20]
    pairs = []
    for text, found in zip(texts, network.read(QUESTION, texts), strict=True):
        exact = read_passage(reader, tokenizer, QUESTION, text)
        assert found.answerable == pytest.approx(exact.answerable, abs=0.3)
        for part, other in zip(found.parts, exact.parts, strict=True):
            assert part.places == other.places
            here = np.isfinite(other.scores)
            assert (np.isfinite(part.scores) == here).all()
            pairs.append((part.scores[here], other.scores[here]))
    got, wanted = (np.concatenate(side) for side in zip(*pairs, strict=True))
    assert np.corrcoef(got, wanted)[0, 1] > 0.98


def test_what_is_shipped_can_be_trained_further(reader_folder):
    from models.reader.train import open_body

    exact, shipped = (open_body(reader_folder / name, "sdpa").state_dict() for name in ("", "onnx"))
    for name in ("span.weight", "span.bias", "answerable.weight", "answerable.bias"):
        assert exact[name].equal(shipped[name]), name


def test_the_same_weights_give_the_same_file(reader_folder, tmp_path):
    from models.reader.export import export

    export(reader_folder, tmp_path, "tiny")
    for file in ("model.onnx", "reader.json"):
        assert (tmp_path / file).read_bytes() == (reader_folder / "onnx" / file).read_bytes()


def test_a_tokenizer_that_is_not_shipped_is_refused(reader_folder, tmp_path):
    import shutil

    from models.reader.export import export

    shutil.copytree(reader_folder, tmp_path / "other", ignore=shutil.ignore_patterns("onnx"))
    (tmp_path / "other" / "tokenizer.json").write_text("{}")
    with pytest.raises(SystemExit, match="not the encoder's"):
        export(tmp_path / "other", tmp_path / "out", "x")


def test_a_tokenizer_that_only_pads_in_training_is_the_shipped_one(tmp_path):
    from models.reader.export import pieces_of

    shipped = bundled("encoder") / "tokenizer.json"
    padding = Tokenizer.from_file(str(shipped))
    padding.enable_padding(pad_id=1, pad_token="<pad>")
    padding.enable_truncation(224)
    padding.save(str(tmp_path / "tokenizer.json"))
    assert pieces_of(tmp_path / "tokenizer.json") == pieces_of(shipped)


def logits_of(part, seed=0):
    rng = np.random.default_rng(seed)
    starts, ends = rng.normal(size=(2, len(part.ids))).astype(np.float32)
    return starts, ends, float(rng.normal())


def test_scores_are_log_probabilities_among_all_spans(tokenizer):
    pieces = passage_pieces(tokenizer, PASSAGE)
    (part,) = windows(tokenizer, question_ids(tokenizer, QUESTION), pieces)
    starts, ends, odds = logits_of(part)
    by_hand = {
        (i, j): float(starts[part.first + i]) + float(ends[part.first + j])
        for i in range(len(pieces.ids))
        for j in range(i, min(i + LONGEST, len(pieces.ids)))
    }
    total = math.log(sum(map(math.exp, by_hand.values())))
    reading = reading_of([part], [(starts, ends, odds)])
    against = [
        math.log(sum(math.exp(x) for x in ends_of[part.first : part.first + len(pieces.ids)]))
        - float(ends_of[0])
        for ends_of in (starts, ends)
    ]
    assert reading.answerable == pytest.approx((odds + sum(against) / 2) / 2)
    i, j = max(by_hand, key=by_hand.__getitem__)
    best = reading.spans[0]
    assert (best.start, best.end) == (pieces.places[i][0], pieces.places[j][1])
    assert best.score == pytest.approx(by_hand[i, j] - total, abs=1e-5)
    scores = [span.score for span in reading.spans]
    assert scores == sorted(scores, reverse=True)
    for one in reading.spans:
        for other in reading.spans:
            assert one is other or one.end <= other.start or other.end <= one.start
    # The second sentence: what is inside it, and the best of that.
    border = PASSAGE.index("Cầu dài")
    inside = {
        (i, j): value - total for (i, j), value in by_hand.items() if pieces.places[i][0] >= border
    }
    share = math.log(sum(map(math.exp, inside.values())))
    assert reading.share(border, len(PASSAGE)) == pytest.approx(share, abs=1e-5)
    i, j = max(inside, key=inside.__getitem__)
    within = reading.within(border, len(PASSAGE))
    assert (within.start, within.end) == (pieces.places[i][0], pieces.places[j][1])
    assert within.score == pytest.approx(inside[i, j], abs=1e-5)
    assert reading.within(3, 4) is None
    assert reading.share(3, 4) == -math.inf


def test_the_words_marked_are_those_that_all_spans_agree_on():
    """Three spans that overlap outvote the likeliest, which stands alone."""
    words = "ông Trần Văn Giang xây cầu Bến Ngự"
    places = tuple((m.start(), m.end()) for m in re.finditer(r"\S+", words))
    scores = np.full((len(places), LONGEST), -np.inf)
    for first, more, share in ((7, 0, 0.35), (0, 3, 0.2), (1, 2, 0.25), (1, 1, 0.2)):
        scores[first, more] = math.log(share)
    reading = PassageReading(0.0, (ScoredWindow(places, scores),))
    alone, agreed = reading.within(0, len(words)), reading.agreed(0, len(words))
    assert words[alone.start : alone.end] == "Ngự"
    assert words[agreed.start : agreed.end] == "Trần Văn Giang"
    assert agreed.score == pytest.approx(math.log(0.25))
    # Only what lies in the place asked has a voice.
    inside = reading.agreed(words.index("xây"), len(words))
    assert words[inside.start : inside.end] == "Ngự"
    assert reading.agreed(1, 2) is None


def test_the_dash_before_a_section_tells_nothing(tokenizer):
    """The network had seen "–" in the titles of wrong passages only."""
    asked, pieces = question_ids(tokenizer, QUESTION), passage_pieces(tokenizer, PASSAGE)
    (ours,) = windows(tokenizer, asked, pieces, "Hợp đồng thuê nhà – Điều 4. Đặt cọc")
    (trained_on,) = windows(tokenizer, asked, pieces, "Hợp đồng thuê nhà — Điều 4. Đặt cọc")
    (bare,) = windows(tokenizer, asked, pieces, "Hợp đồng thuê nhà Điều 4. Đặt cọc")
    assert ours == trained_on != bare


def test_capitals_are_read_as_small_letters_and_lead_back_to_capitals(tokenizer):
    """Of 220 questions in capitals the network told apart .64 (AUC), of the same in small .84."""
    asked, text = question_ids(tokenizer, QUESTION), "ĐIỀU 2. TIỀN CỌC: 54 triệu đồng."
    capitals = passage_pieces(tokenizer, text)
    small = passage_pieces(tokenizer, "Điều 2. Tiền cọc: 54 triệu đồng.")
    assert capitals == small
    assert [text[start:end] for start, end in capitals.places][:2] == ["ĐIỀU", "2."]
    assert question_ids(tokenizer, "TIỀN CỌC BAO NHIÊU?") == question_ids(
        tokenizer, "Tiền cọc bao nhiêu?"
    )
    (one,) = windows(tokenizer, asked, capitals, "HỢP ĐỒNG THUÊ NHÀ")
    (other,) = windows(tokenizer, asked, small, "Hợp đồng thuê nhà")
    assert one == other


def test_other_readings_of_the_same_words_count_as_much():
    """What one reading thinks likeliest the other hardly considers: they meet in the middle."""
    words = "ông Trần Văn Giang xây cầu Bến Ngự"
    places = tuple((m.start(), m.end()) for m in re.finditer(r"\S+", words))

    def reading(*spans):
        scores = np.full((len(places), LONGEST), -np.inf)
        for first, more, share in spans:
            scores[first, more] = math.log(share)
        return PassageReading(0.0, (ScoredWindow(places, scores),))

    def marked(*readings):
        first, *others = readings
        found = first.agreed(0, len(words), *others)
        return words[found.start : found.end]

    # The second gives its whole voice to what it saw, though that was not much of its passage.
    bridge = reading((5, 2, 0.6), (1, 2, 0.4))
    builder = reading((1, 2, 0.0003), (5, 2, 0.0001))
    assert marked(bridge) == "cầu Bến Ngự"
    assert marked(builder) == marked(bridge, builder) == marked(builder, bridge) == "Trần Văn Giang"
    nothing = PassageReading(0.0)
    assert marked(bridge, nothing) == marked(nothing, bridge) == "cầu Bến Ngự"
    assert nothing.agreed(0, len(words), nothing) is None


@pytest.mark.parametrize("seed", range(5))
def test_so_many_voices_are_as_good_as_all(tokenizer, seed):
    pieces = passage_pieces(tokenizer, PASSAGE)
    (part,) = windows(tokenizer, question_ids(tokenizer, QUESTION), pieces)
    starts, ends, odds = logits_of(part, seed)
    reading = reading_of([part], [(3 * starts, 3 * ends, odds)])
    (scored,) = reading.parts
    every = {
        (scored.places[i][0], scored.places[i + more][1]): math.exp(scored.scores[i, more])
        for i, more in zip(*np.nonzero(np.isfinite(scored.scores)), strict=True)
    }

    def expected(start, end):
        return sum(
            share * 2 * max(0, min(end, b) - max(start, a)) / (end - start + b - a)
            for (a, b), share in every.items()
        )

    agreed = reading.agreed(0, len(PASSAGE))
    best = max(expected(*place) for place in every)
    assert expected(agreed.start, agreed.end) == pytest.approx(best, rel=0.02)


def test_an_answer_is_at_most_so_long_and_never_ends_before_it_begins():
    part = Window((0,) * 100, 10, tuple((i, i + 1) for i in range(90)))
    starts, ends = np.zeros(100, np.float32), np.zeros(100, np.float32)
    starts[20], ends[15], ends[80] = 30, 30, 30
    for span in reading_of([part], [(starts, ends, 0.0)]).spans:
        assert 0 < span.end - span.start <= LONGEST


def test_what_stands_outside_the_passage_is_no_answer(tokenizer):
    (part,) = windows(
        tokenizer, question_ids(tokenizer, QUESTION), passage_pieces(tokenizer, "Hà Nội")
    )
    starts, ends, odds = logits_of(part)
    starts[: part.first], ends[-1] = 50, 50
    reading = reading_of([part], [(starts, ends, odds)])
    assert {(span.start, span.end) for span in reading.spans} <= {(0, 6), (0, 2), (3, 6)}
    assert reading.share(0, 6) == pytest.approx(0, abs=1e-9)


def test_what_it_is_fed(tokenizer):
    question = question_ids(tokenizer, "Hoà ở đâu?")
    (part,) = windows(tokenizer, question, passage_pieces(tokenizer, "Hoà ở Huế."))
    expected = (
        tokenizer.encode("query: Hòa ở đâu?").ids + tokenizer.encode("passage: Hòa ở Huế.").ids[1:]
    )
    assert list(part.ids) == expected
    assert [tokenizer.id_to_token(part.ids[0]), tokenizer.id_to_token(part.ids[-1])] == [
        "<s>",
        "</s>",
    ]
    assert part.ids[part.first : -1] == tuple(tokenizer.encode("passage: Hòa ở Huế.").ids[3:-1])


def test_a_title_is_read_before_the_passage_and_is_no_part_of_it(tokenizer, network):
    question, pieces = question_ids(tokenizer, QUESTION), passage_pieces(tokenizer, PASSAGE)
    (bare,) = windows(tokenizer, question, pieces)
    (titled,) = windows(tokenizer, question, pieces, "Cầu ở Huế")
    title = tokenizer.encode("passage: Cầu ở Huế").ids[3:-1]
    assert titled.ids == (*bare.ids[: bare.first], *title, *bare.ids[bare.first :])
    assert titled.ids[titled.first : -1] == bare.ids[bare.first : -1]
    assert titled.places == bare.places
    (long,) = windows(tokenizer, question, pieces, "Cầu " * 200)
    assert long.first - bare.first == TITLE_TOKENS
    one, other = network.read(QUESTION, [PASSAGE, PASSAGE], ["", "Cầu ở Huế"])
    assert one == network.read(QUESTION, [PASSAGE])[0]
    assert other != one


def test_places_are_counted_from_wherever_one_looks(network):
    (reading,) = network.read(QUESTION, [PASSAGE])
    origin = PASSAGE.index("Cầu dài")
    moved = reading.seen_from(origin)
    assert moved.answerable == reading.answerable
    assert [(a.start + origin, a.end + origin) for a in moved.spans] == [
        (a.start, a.end) for a in reading.spans
    ]
    end = len(PASSAGE)
    assert moved.share(0, end - origin) == reading.share(origin, end)
    assert moved.share(-origin, 0) == reading.share(0, origin)


def test_a_long_question_loses_its_end(tokenizer):
    ids = question_ids(tokenizer, "vì sao " * 200)
    assert len(ids) == QUESTION_TOKENS
    assert ids[-1] == tokenizer.token_to_id("</s>")


@pytest.mark.parametrize("count", [0, 1, 251, 252, 253, 500, 1000])
def test_windows_overlap_and_leave_nothing_out(tokenizer, count):
    pieces = PassagePieces(tuple(range(count)), tuple((i, i + 1) for i in range(count)))
    question = (0, *[7] * (QUESTION_TOKENS - 2), 2)
    parts = windows(tokenizer, question, pieces)
    seen = [place for part in parts for place in part.places]
    assert set(seen) == set(pieces.places)
    for part in parts:
        assert len(part.ids) <= MAX_TOKENS
        assert part.ids[part.first : -1] == tuple(place[0] for place in part.places)
    for left, right in itertools.pairwise(parts):
        assert len(set(left.places) & set(right.places)) == 64


def test_an_answer_in_a_late_window_is_found_in_its_place(tokenizer):
    passage = "và " * 600 + "Hà Nội"
    parts = windows(
        tokenizer, question_ids(tokenizer, QUESTION), passage_pieces(tokenizer, passage)
    )
    assert len(parts) > 2
    logits = [logits_of(part, seed) for seed, part in enumerate(parts)]
    logits[-1][0][parts[-1].first + len(parts[-1].places) - 2] = 40
    logits[-1][1][parts[-1].first + len(parts[-1].places) - 1] = 40
    reading = reading_of(parts, logits)
    assert passage[reading.spans[0].start : reading.spans[0].end] == "Hà Nội"
    alone = [reading_of([part], [one]) for part, one in zip(parts, logits, strict=True)]
    assert reading.answerable == max(one.answerable for one in alone)


ODD = [
    PASSAGE,
    unicodedata.normalize("NFD", PASSAGE),
    "Hoà\u00a0bình\u200b, thuỷ\u00adđiện\r\n\r\n\tqúa “½ ﬁ ①” … ",
    "A\u200bB न\u093c ี\u0301 \u0323x 👩‍👩‍👧 e\u0301\u0323",
    "",
    " \n ",
    "\ufeffỦY BAN",
]


@pytest.mark.parametrize("passage", ODD)
def test_places_lead_back_to_the_passage_as_given(tokenizer, passage):
    pieces = passage_pieces(tokenizer, passage)
    assert len(pieces.ids) == len(pieces.places)
    for start, end in pieces.places:
        assert 0 <= start <= end <= len(passage)
        assert passage[start:end] == passage[start:end].strip()
    if pieces.places:
        first, last = pieces.places[0][0], pieces.places[-1][1]
        assert passage[:first].strip("\ufeff\u200b \n") == ""
        assert passage[last:].strip() == ""


def test_the_same_words_are_found_in_any_normal_form(network):
    for form in ("NFC", "NFD"):
        passage = unicodedata.normalize(form, f"  Hoà thuỷ.\u00a0{PASSAGE}")
        (reading,) = network.read(QUESTION, [passage])
        said = [passage[span.start : span.end] for span in reading.spans]
        said = [unicodedata.normalize("NFC", text) for text in said]
        if form == "NFC":
            first = said
    assert said == first


def test_every_passage_is_read_by_itself(network):
    texts = [PASSAGE, "Hà Nội", PASSAGE + " " + PASSAGE * 12]
    alone = [network.read(QUESTION, [text])[0] for text in texts]
    assert network.read(QUESTION, texts) == alone
    assert network.read(QUESTION, []) == []


def test_text_without_words_answers_nothing(network):
    for text in ("", " \n", "\u200b"):
        (reading,) = network.read(QUESTION, [text])
        assert reading.spans == ()
        assert math.isfinite(reading.answerable)


def test_what_is_damaged_is_said(reader_folder, tmp_path):
    with pytest.raises(EncoderError, match="thiếu tệp"):
        ReaderNetwork.open(tmp_path)
    (tmp_path / "model.onnx").write_bytes((reader_folder / "onnx" / "model.onnx").read_bytes()[:-1])
    (tmp_path / "reader.json").write_bytes((reader_folder / "onnx" / "reader.json").read_bytes())
    with pytest.raises(EncoderError, match="bị hỏng: dài"):
        ReaderNetwork.open(tmp_path)


def test_the_fingerprint_is_of_the_weights_not_of_the_name(reader_folder, tmp_path, network):
    (tmp_path / "model.onnx").write_bytes((reader_folder / "onnx" / "model.onnx").read_bytes())
    card = json.loads((reader_folder / "onnx" / "reader.json").read_text("utf-8"))
    (tmp_path / "reader.json").write_text(json.dumps({**card, "name": "other"}))
    other = ReaderNetwork.open(tmp_path)
    assert (network.name, other.name) == ("tiny", "other")
    assert other.fingerprint == network.fingerprint


TABLE = "| Bộ phận | Thời gian |\n|---|---|\n| Động cơ | 36 tháng |\n| Bộ sạc | 12 tháng |"


def test_the_answer_from_a_table_is_words_of_one_cell(network):
    read = aloud(TABLE, 0, len(TABLE))
    (reading,) = network.read("Động cơ được bảo hành bao lâu?", [read.text])
    led = reading.led_back(read)
    assert led.answerable == reading.answerable
    cells = [(TABLE.index(cell), cell) for cell in ("Động cơ", "36 tháng", "Bộ sạc", "12 tháng")]
    for span in led.spans:
        assert any(a <= span.start < span.end <= a + len(cell) for a, cell in cells)
    row = TABLE.index("| Động cơ"), TABLE.index("| Bộ sạc")
    best = led.within(*row)
    assert TABLE[best.start : best.end] in "Động cơ | 36 tháng"
    assert led.within(0, TABLE.index("|---")) is None  # the names of columns answer nothing


def test_prose_read_aloud_is_read_as_it_stands(network):
    text = f"Mở đầu. {PASSAGE}"
    start = text.index(PASSAGE)
    (reading,) = network.read(QUESTION, [PASSAGE])
    led = reading.led_back(aloud(text, start, len(text)))
    assert led.seen_from(start) == reading
    assert led.share(start, len(text)) == reading.share(0, len(PASSAGE))
