"""Runs in the encodings from before Unicode are found and put right; nothing else is touched."""

import pytest
from corpus import tcvn3, vni, windows_1258

from index.legacy import legacy_edits
from index.repair import Repaired

TEXT = (
    "Điều 5. Trách nhiệm của Ủy ban nhân dân các cấp\n"
    "1. Tổ chức thực hiện Nghị định này; kiểm tra, hướng dẫn các đơn vị được hưởng phụ cấp.\n"
    "Ở nơi ấy kỹ sư Nguyễn Văn Đượm ăn trưa với 3 người."
)


def converted(text: str) -> str:
    return Repaired(text).edited(legacy_edits(text)).text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (tcvn3(TEXT.lower()).decode("latin-1"), "TCVN3 (ABC)"),
        (tcvn3(TEXT.lower()).decode("cp1252", "replace"), "TCVN3 (ABC)"),
        (vni(TEXT).decode("latin-1"), "VNI"),
        (windows_1258(TEXT).decode("latin-1"), "Windows-1258"),
    ],
    ids=["tcvn3", "tcvn3-as-windows-1252", "vni", "windows-1258"],
)
def test_a_text_in_an_old_encoding_is_read_as_it_was_meant(written, name):
    assert converted(written).lower() == TEXT.lower()
    assert {edit.reason for edit in legacy_edits(written)} == {f"mã {name}"}


def test_the_example_of_every_office_is_read():
    said = "Céng hßa X· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc"
    assert converted(said) == ("Cộng hòa Xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc")
    assert converted("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HÒA Xã HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_run_amid_unicode_is_converted_and_the_rest_is_not():
    old = tcvn3("quyết định của thủ tướng chính phủ có hiệu lực").decode("latin-1")
    said = f"Nghị định này có hiệu lực cã ngày; {old}, xem Điều 5."
    assert converted(said) == (
        "Nghị định này có hiệu lực cã ngày; quyết định của thủ tướng chính phủ có hiệu lực, "
        "xem Điều 5."
    )


def test_viqr_keeps_the_stops_of_its_sentences():
    said = "Co^.ng ho`a Xa~ ho^.i chu? nghi~a Vie^.t Nam. DDo^.c la^.p, tu+. do, ha.nh phu'c."
    assert converted(said) == "Cộng hòa Xã hội chủ nghĩa Việt Nam. Độc lập, tự do, hạnh phúc."


def test_units_amid_an_old_encoding_keep_their_powers():
    said = "diện tích đất vườn của hộ là 5 m², 6 m² và 7 m³; đất ở 8 m²."
    assert converted(tcvn3(said).decode("latin-1")) == said


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        "Où est la bibliothèque? Là où même les élèves étudient, où naît Noël, où l'été naïf.",
        "Müller und Söhne für Männer über Straße, größer, schön, übel.",
        "Diện tích 50 m², 5°C, «Điều 5» § 3 © 2020 km² · Hà Nội · 30 µm ½ ®",
        "f(x) = a^2 + b^2 và o(n) + u+v; x = a(b) ~ c",
        "São Paulo, Coração, Ação, não, é",
        "diện tích 120 m², trong đó đất ở 80 m² và đất vườn 40 m²; (m²): m².",
        "5 m³, 7 m³ và 9 m³; tính theo mét khối (m³)",
        "x² + y² = r² / v² = 2as / b² = c²",
        "",
    ],
    ids=[
        "vietnamese", "capitals", "french", "german", "signs", "formulas", "portuguese", "areas",
        "volumes", "squares", "empty",
    ],
)  # fmt: skip
def test_what_is_in_no_old_encoding_stays(text):
    assert legacy_edits(text) == []
