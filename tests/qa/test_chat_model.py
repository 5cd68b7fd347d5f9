"""Which model may write: by name, by address, at hand; wrong names say what to do."""

import pytest

from index.errors import ChatModelError
from qa.__main__ import main
from qa.chat_model import DEADLINE, open_writer


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("HOIDAP_CHAT_MODEL", "HOIDAP_CHAT_URL", "HOIDAP_CHAT_DEADLINE", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_nobody_writes_unless_asked_to(environment):
    assert open_writer() is None
    environment.setenv("HOIDAP_CHAT_MODEL", "openai:gpt-4o-mini")
    assert open_writer("") is None, "the person says nobody, whatever the environment says"


def test_a_provider_and_a_name_open_that_providers_model(environment):
    environment.setenv("OPENAI_API_KEY", "sk-bi-mat")
    writer = open_writer("openai:gpt-4o-mini")
    assert (writer.name, writer.is_small, writer.deadline) == (
        "openai:gpt-4o-mini",
        False,
        DEADLINE,
    )
    model = writer.open()
    assert model.model_name == "gpt-4o-mini"
    assert model is writer.open()
    assert "bi-mat" not in repr(writer) + repr(model)


def test_an_address_is_enough(environment):
    environment.setenv("HOIDAP_CHAT_URL", "http://127.0.0.1:9/v1")
    model = open_writer().open()
    assert model.openai_api_base == "http://127.0.0.1:9/v1"


@pytest.mark.parametrize(
    ("name", "url", "deadline", "says"),
    [
        ("gpt", "", "", "nhà cung cấp:tên"),
        ("không:tồn tại", "", "", "nhà cung cấp:tên"),
        ("khongco:model", "", "", "Không mở được mô hình khongco:model"),
        ("mistralai:m", "", "", "pip install langchain-mistralai"),
        ("openai:gpt-4o-mini", "", "", "khóa truy cập"),
        ("m", "ftp://x", "", "không phải địa chỉ http"),
        ("openai:m", "", "chín", "không phải số giây"),
        ("openai:m", "", "-1", "không phải số giây"),
        ("local:/khong/co.gguf", "", "", "không phải tệp mô hình GGUF"),
        ("local:" + __file__, "", "", "không phải tệp mô hình GGUF"),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(environment, name, url, deadline, says):
    environment.setenv("HOIDAP_CHAT_URL", url)
    environment.setenv("HOIDAP_CHAT_DEADLINE", deadline)
    with pytest.raises(ChatModelError, match=says):
        open_writer(name)


def test_the_command_line_says_it_in_one_sentence(environment, collection_index_folder, capsys):
    environment.setenv("HOIDAP_CHAT_MODEL", "gpt")
    arguments = ["ask", "Cầu dài bao nhiêu?", "--index-dir", str(collection_index_folder)]
    assert main(arguments) == 2
    assert "nhà cung cấp:tên" in capsys.readouterr().err
