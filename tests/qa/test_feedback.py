"""What readers say is kept, one line each."""

import json

import pytest

from index.errors import HoiDapError
from qa.feedback import MAX_COMMENT, feedback_file, record


def test_what_is_said_is_kept_in_order(tmp_path, assistant):
    file = feedback_file(tmp_path / "new")
    answer = assistant.ask("Cầu Bến Ngự dài bao nhiêu mét?").to_dict()
    record(file, verdict="right", comment="tốt\nlắm", answer=answer)
    record(file, verdict="wrong", comment="", answer=answer)
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [(row["verdict"], row["comment"]) for row in rows] == [
        ("right", "tốt\nlắm"),
        ("wrong", ""),
    ]
    assert rows[0]["answer"]["question"] == "Cầu Bến Ngự dài bao nhiêu mét?"


@pytest.mark.parametrize(("verdict", "comment"), [("tốt", ""), ("right", "x" * (MAX_COMMENT + 1))])
def test_what_cannot_be_used_is_not_kept(tmp_path, verdict, comment):
    with pytest.raises(HoiDapError):
        record(feedback_file(tmp_path), verdict=verdict, comment=comment, answer={})
    assert not feedback_file(tmp_path).exists()
