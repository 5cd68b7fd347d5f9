"""All that a mail says is read: every text part, forwarded mails, and what cannot be is named."""

from email.message import EmailMessage

import pytest
from corpus import picture

from index.formats import extract
from index.formats.mail import attachments
from index.load import read

BODY = "Kính gửi các xã, hội nghị thủy lợi họp lúc 8 giờ ngày 12-3-2024."
AFTER = "Đề nghị các xã đăng ký trước ngày 10-3-2024."


def mail(subject: str = "Hội nghị thủy lợi", text: str = BODY) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "van-phong@example.org"
    message.set_content(text)
    return message


def text_of(message: EmailMessage) -> str:
    return extract(bytes(message), "a.eml").text


@pytest.mark.parametrize(
    ("filename", "name"),
    [(None, "Biên bản 1-2024.eml"), ("cũ.eml", "cũ.eml"), ("Thư cũ", "Thư cũ.eml")],
)
def test_a_forwarded_mail_is_a_file_of_its_own(filename, name):
    message = mail()
    message.add_attachment(mail("Biên bản\u00a01/2024", AFTER), filename=filename)
    ((found, content),) = attachments(bytes(message))
    assert found == name
    assert AFTER in extract(content, found).text
    reading = read(bytes(message), "a.eml")
    assert [document.source for document in reading.documents] == ["a.eml", f"a.eml!/{name}"]


def test_files_of_one_name_are_told_apart():
    message = mail()
    for text in (BODY, AFTER):
        message.add_attachment(mail("Fwd", text))
    assert [name for name, _ in attachments(bytes(message))] == ["Fwd.eml", "Fwd (2).eml"]


def test_the_text_after_a_picture_is_read():
    message = mail()
    message.make_mixed()
    message.add_attachment(picture(), "image", "png", filename="a.png", disposition="inline")
    after = EmailMessage()
    after.set_content(AFTER)
    message.attach(after)
    assert text_of(message).endswith(f"{BODY}\n\n{AFTER}")
    assert [name for name, _ in attachments(bytes(message))] == ["a.png"]


@pytest.mark.parametrize("plain", ["", " \n", "---\n"])
def test_html_is_read_where_the_plain_part_says_nothing(plain):
    message = mail(text=plain)
    message.add_alternative(f"<p>{BODY}</p>", subtype="html")
    assert text_of(message).endswith(BODY)


def test_what_is_said_in_two_ways_is_read_once():
    message = mail()
    message.add_alternative(f"<p>{BODY}</p>", subtype="html")
    assert text_of(message).count(BODY) == 1


def test_an_attached_file_that_cannot_be_read_is_named():
    message = mail()
    message.add_attachment(b"\xd0\xcf", "application", "vnd.ms-excel", filename="bang.xls")
    message.add_attachment(b"\x30", "application", "pkcs7-signature", filename="smime.p7s")
    reading = read(bytes(message), "a.eml")
    assert [str(error) for error in reading.skipped] == [
        "a.eml: tệp đính kèm «bang.xls» thuộc loại chưa đọc được. "
        "Hãy lưu nó thành .docx, .xlsx hoặc .pdf."
    ]
