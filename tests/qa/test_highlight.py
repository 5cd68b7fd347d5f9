"""Of several numbers, dates or names in a sentence, the one that answers is marked."""

import pytest

from qa.highlight import answering_words, reconciled


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Ông Lê Văn Tám góp 300 triệu đồng, bà Đỗ Thị Sáu góp 200 triệu đồng.",
            "Bà Đỗ Thị Sáu góp bao nhiêu tiền?",
            "200 triệu đồng",
        ),
        (
            "Hoãn ngày bàn giao cầu từ 20/5/2024 sang 03/6/2024.",
            "Bàn giao cầu ngày nào?",
            "03/6/2024",
        ),
        (
            "Hoãn ngày bàn giao cầu từ 20/5/2024 sang 03/6/2024.",
            "Ban đầu bàn giao cầu ngày nào?",
            "20/5/2024",
        ),
        (
            "Lớp 10A có 45 học sinh, lớp 10B có 42 học sinh.",
            "Lớp 10B có bao nhiêu học sinh?",
            "42 học sinh",
        ),
        (
            "Nguyên đơn: bà Lê Thị Hoa; bị đơn: ông Trần Văn Nam.",
            "Bị đơn là ai?",
            "Trần Văn Nam",
        ),
        (
            "Dự họp có: Lê Văn Tám, Giám đốc Sở Y tế; Vũ Toàn Thắng, Giám đốc Sở Nội vụ.",
            "Giám đốc Sở Y tế dự họp là ai?",
            "Lê Văn Tám",
        ),
        (
            "Ngày 15/8: ông Nguyễn Hữu Tâm trực; ngày 16/8: bà Lê Thị Hoa trực.",
            "Ngày 16/8 ai trực?",
            "Lê Thị Hoa",
        ),
        (
            "Cầu Bến Ngự dài 486 mét, rộng 12 mét và có chín nhịp.",
            "Cầu Bến Ngự rộng bao nhiêu mét?",
            "12 mét",
        ),
        (
            "Điểm trung bình xếp hạng như sau: hạng A từ 36 đến 40; hạng B từ 32 đến cận 36.",
            "Điểm trung bình xếp hạng B là bao nhiêu?",
            "32 đến cận 36",
        ),
        (
            "Hạng theo điểm trung bình như sau: hạng B từ 32 đến 36; hạng trung bình từ 20 đến 28.",
            "Muốn xếp hạng B cần điểm trung bình bao nhiêu?",
            "32 đến 36",
        ),
        (
            "Học phí: 14,1 triệu đồng với khối kỹ thuật; 12 triệu đồng với khối nông nghiệp.",
            "Học phí khối nông nghiệp là bao nhiêu?",
            "12 triệu đồng",
        ),
        (
            "Doanh thu: 7,8 tỷ đồng, tăng 12% so với năm 2022",
            "Doanh thu năm 2023 là bao nhiêu?",
            "7,8 tỷ đồng",
        ),
        (
            "Có mặt tại: phòng số 2, Tòa án huyện Đức Hòa",
            "Bà Sáu phải có mặt ở đâu?",
            "phòng số 2, Tòa án huyện Đức Hòa",
        ),
        (
            "Khoa Nhi có 40 giường, điện thoại 0292 3777 115.",
            "Số điện thoại của Khoa Nhi là bao nhiêu?",
            "0292 3777 115",
        ),
        (
            "Chương trình: Đồ len; Nhiệt độ: 30°C; Thời gian: 55 phút; Tải tối đa: 2,0 kg",
            "Giặt đồ len mất bao nhiêu phút?",
            "55 phút",
        ),
        (
            "Mã vị trí: K07; Chức danh: Thủ kho; Số lượng: 2; Lương (đồng/tháng): 9.300.000 đồng",
            "Lương thủ kho bao nhiêu tiền?",
            "9.300.000 đồng",
        ),
        (
            "Cầu Đá Mài khởi công tháng 9/2024, hoàn thành tháng 3/2025.",
            "Bao giờ làm xong cầu Đá Mài?",
            "tháng 3/2025",
        ),
        (
            "Thợ: Lê Văn Tám; Ca làm: 10:00-19:00; Ngày nghỉ: thứ Năm; Chi nhánh: 105 Âu Cơ",
            "Thợ Lê Văn Tám nghỉ ngày nào?",
            "thứ Năm",
        ),
        (
            "Điện thoại 0292 3777 115, phục vụ 40 giường ở Khoa Nhi.",
            "Điện thoại phục vụ bao nhiêu giường?",
            "40 giường",
        ),
    ],
)
def test_the_clause_that_says_most_of_the_question_answers(understood, sentence, question, words):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Hợp đồng có hiệu lực từ ngày 1/1/2023 đến ngày 31/12/2024.",
            "Hợp đồng hết hiệu lực ngày nào?",
            "1/1/2023 đến ngày 31/12/2024",
        ),
        (
            "Phạt tiền từ 200.000 đồng đến 400.000 đồng đối với học sinh không đội mũ.",
            "Học sinh không đội mũ bị phạt bao nhiêu tiền?",
            "200.000 đồng đến 400.000 đồng",
        ),
        ("Mức phạt là 5 đến 10 triệu đồng.", "Mức phạt là bao nhiêu?", "5 đến 10 triệu đồng"),
    ],
)
def test_a_range_is_one_answer(understood, sentence, question, words):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hội thảo có mấy phiên thảo luận?", "hai phiên thảo luận"),
        ("Hội thảo có bao nhiêu phiên?", "hai phiên"),
    ],
)
def test_what_is_numbered_is_not_counted(understood, question, words):
    sentence = "Hội thảo có hai phiên thảo luận: Phiên 1 về kho lạnh; Phiên 2 về giống chè mới."
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Hội nghị sơ kết giáo dục họp vào ngày nào?", "17/11"),
        ("Hội nghị về Nghị quyết 29 họp vào ngày nào?", "17/11"),
        ("Nghị quyết 29-NQ/TƯ ban hành ngày nào?", "4/11/2013"),
        ("Ngày ban hành Nghị quyết 29 là ngày nào?", "4/11/2013"),
        ("nghi quyet 29-NQ/TU ban hanh ngay nao", "4/11/2013"),
        ("Trung ương ban hành Nghị quyết số 29-NQ/TƯ khi nào?", "4/11/2013"),
    ],
)
@pytest.mark.parametrize("found", ["", "17/11", "4/11/2013"])
def test_the_day_of_a_text_that_is_mentioned_is_not_that_of_what_happened(
    understood, question, day, found
):
    sentence = (
        "Sáng 17/11, ông Lê Văn Tám đã chủ trì hội nghị sơ kết 5 năm thực hiện Nghị quyết số "
        "29-NQ/TƯ ngày 4/11/2013 về giáo dục."
    )
    asked, place = understood(question), sentence.index(found)
    by_network = (place, place + len(found))
    start, end = (
        reconciled(asked, sentence, by_network) if found else answering_words(asked, sentence)
    )
    assert sentence[start:end] == day


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Bà Đỗ Thị Sáu, trưởng ban quản lý đặc khu Gò Nhạn, xin thêm 20 chỗ neo thuyền.",
            "Ai xin thêm chỗ neo thuyền?",
            "Bà Đỗ Thị Sáu",
        ),
        (
            "Căn cứ Luật Thủy sản; xét đơn của ông Lữ Văn Quế, Trưởng thôn Đồng Cói.",
            "Trưởng thôn Đồng Cói là ai?",
            "Lữ Văn Quế",
        ),
        (
            "Đò dọc rời bến 6:15, chạy hết 2 giờ 40 phút, giá vé 95.000 đồng.",
            "Đò dọc chạy hết mấy tiếng?",
            "2 giờ 40 phút",
        ),
    ],
)
def test_an_island_a_law_and_a_price_are_no_person_and_no_hours(
    understood, sentence, question, words
):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Trả phòng trước ba ngày được hoàn 70%, nếu khách sạn mất điện thì hoàn đủ.",
            "Khách sạn mất điện thì được hoàn bao nhiêu?",
        ),
        (
            "Tuyên bố Cửa Tùng gồm 5 điểm, trong đó có quỹ cứu hộ do Hàn Quốc góp một nửa.",
            "Nước nào chưa ký Tuyên bố Cửa Tùng?",
        ),
        ("Buộc Pháp giảm thuế muối năm 1889.", "Ai hàng Pháp năm 1889?"),
    ],
)
def test_what_is_told_of_another_case_or_deed_leads_no_answer(understood, sentence, question):
    assert answering_words(understood(question), sentence) == (0, len(sentence))


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Bà Lụa hái 7,5 tạ cà chua, bán được 12 triệu đồng.",
            "Bà Lụa hái được bao nhiêu cà chua?",
            "7,5 tạ",
        ),
        (
            "Bà Lụa hái 7,5 tạ cà chua, bán được 12 triệu đồng.",
            "Bà Lụa bán được bao nhiêu?",
            "12 triệu đồng",
        ),
    ],
)
def test_a_little_word_does_not_say_which_number_is_asked_for(
    understood, sentence, question, words
):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Trường đạt 21 huy chương, trong đó 6 huy chương vàng.",
            "Trường đạt bao nhiêu huy chương?",
            "21 huy chương",
        ),
        (
            "Đội đạt 15 giải, trong đó 4 giải nhất.",
            "Đội đạt bao nhiêu giải nhất?",
            "4 giải nhất",
        ),
        (
            "Quán bán 30 lít dầu lạc và 8 lít mật mía.",
            "Quán bán bao nhiêu lít mật mía?",
            "8 lít mật mía",
        ),
        (
            "Lớp 10A có 45 người, lớp 10B có 42 người.",
            "Lớp 10B có bao nhiêu người?",
            "42 người",
        ),
        (
            "Có 45 người lớp 10A, còn lớp 10B có 42 người.",
            "Có bao nhiêu người lớp 10B?",
            "42 người",
        ),
        (
            "Có 31 phiếu đồng ý và 6 phiếu không đồng ý.",
            "Có bao nhiêu phiếu không đồng ý?",
            "6 phiếu không đồng ý",
        ),
        (
            "Vụ lở đất làm 4 người mất tích và 9 người bị thương.",
            "Có bao nhiêu người bị thương?",
            "9 người bị thương",
        ),
        ("Cụ Mão có 5 người con, 14 cháu.", "Cụ Mão có mấy người con?", "5 người con"),
        (
            "Xã có 478 m2 đất chợ và 12,5 km2 đất rừng.",
            "Xã có bao nhiêu đất rừng?",
            "12,5 km2",
        ),
        ("Sân bóng có diện tích 478 m2 và mái che.", "Sân bóng rộng bao nhiêu?", "478 m2"),
    ],
)
def test_a_number_counts_the_thing_by_all_its_words(understood, sentence, question, words):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Tỷ lệ hộ nghèo giảm còn bao nhiêu phần trăm?", "4,5%"),
        ("Tỷ lệ hộ nghèo giảm xuống bao nhiêu phần trăm?", "4,5%"),
        ("Tỷ lệ hộ nghèo giảm từ bao nhiêu phần trăm?", "12%"),
    ],
)
def test_what_something_fell_to_is_the_second_number(understood, question, words):
    sentence = "Tỷ lệ hộ nghèo giảm từ 12% xuống 4,5% sau ba năm."
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Triển lãm mở từ ngày 3 đến ngày 15/6/2024.",
            "Triển lãm mở từ ngày nào?",
            "3 đến ngày 15/6/2024",
        ),
        (
            "Hội thao diễn ra trong hai ngày 7 và 8/9/2024.",
            "Hội thao diễn ra ngày nào?",
            "7 và 8/9/2024",
        ),
        (
            "Phiên chợ họp các ngày 7, 8 và 9/9/2024.",
            "Phiên chợ họp ngày nào?",
            "7, 8 và 9/9/2024",
        ),
    ],
)
def test_days_share_the_month_of_the_last_of_them(understood, sentence, question, words):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Bể bơi mở cửa từ 7 giờ sáng đến 9 giờ tối.",
            "Bể bơi đóng cửa lúc mấy giờ?",
            "9 giờ tối",
        ),
        (
            "Bể bơi mở cửa từ 7 giờ sáng đến 9 giờ tối.",
            "Bể bơi mở cửa lúc mấy giờ?",
            "từ 7 giờ sáng đến 9 giờ tối",
        ),
        (
            "Bể bơi mở cửa từ 5 giờ và đóng cửa lúc 23 giờ.",
            "Bể bơi mở cửa lúc mấy giờ?",
            "từ 5 giờ",
        ),
        (
            "Bể bơi mở cửa từ 5 giờ và đóng cửa lúc 23 giờ.",
            "Bể bơi đóng cửa lúc mấy giờ?",
            "23 giờ",
        ),
        ("Lớp võ học lúc 8 giờ rưỡi sáng.", "Lớp võ học lúc mấy giờ?", "8 giờ rưỡi sáng"),
        ("Tàu rời ga lúc 8 giờ 5 phút.", "Tàu rời ga lúc mấy giờ?", "8 giờ 5 phút"),
        ("Tàu rời ga lúc 8:35 mỗi ngày.", "Tàu rời ga lúc mấy giờ?", "8:35"),
        ("Tàu rời ga lúc 8 giờ 12/3/2024.", "Tàu rời ga lúc mấy giờ?", "8 giờ"),
        (
            "Cuộc họp tan lúc 11 giờ 30 phút cùng ngày.",
            "Cuộc họp tan lúc mấy giờ?",
            "11 giờ 30 phút",
        ),
        (
            "Tàu có chuyến đầu lúc 5 giờ 05, chuyến cuối lúc 22 giờ 30.",
            "Chuyến cuối của tàu lúc mấy giờ?",
            "22 giờ 30",
        ),
    ],
)
def test_a_time_of_day_is_given_whole_and_of_the_end_asked_for(
    understood, sentence, question, words
):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        (
            "Vợ sinh con được nghỉ 5 ngày; trường hợp sinh mổ được nghỉ 7 ngày.",
            "Vợ sinh mổ được nghỉ mấy ngày?",
            "7 ngày",
        ),
        (
            "Trưởng ban không phải là ông Phạm Văn Đồng mà là bà Lê Thị Riêng.",
            "Trưởng ban là ai?",
            "Lê Thị Riêng",
        ),
        (
            "Hạn nộp không phải ngày 5/3/2024 mà là ngày 8/3/2024.",
            "Hạn nộp là ngày nào?",
            "8/3/2024",
        ),
        (
            "Xưởng ở số 15, phố Hàng Bè, quận Hoàn Kiếm, Hà Nội.",
            "Xưởng ở đâu?",
            "số 15, phố Hàng Bè, quận Hoàn Kiếm, Hà Nội",
        ),
    ],
)
def test_a_case_named_a_denial_and_an_address_are_understood(understood, sentence, question, words):
    start, end = answering_words(understood(question), sentence)
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("sentence", "question", "found", "words"),
    [
        # Of another kind, of another clause, denied, of the other end.
        ("Sáng 25/3, hội năm 2024 khai mạc.", "Hội khai mạc ngày nào?", "2024", "25/3"),
        (
            "Người lao động kết hôn được nghỉ 3 ngày, con kết hôn được nghỉ 1 ngày.",
            "Con kết hôn được nghỉ mấy ngày?",
            "3 ngày",
            "1 ngày",
        ),
        (
            "Tàu có chuyến đầu lúc 5 giờ 05, chuyến cuối lúc 22 giờ 30.",
            "Chuyến đầu lúc mấy giờ?",
            "22 giờ 30",
            "5 giờ 05",
        ),
        (
            "Trưởng ban không phải là ông Phạm Văn Đồng mà là bà Lê Thị Riêng.",
            "Trưởng ban là ai?",
            "ông Phạm Văn Đồng",
            "Lê Thị Riêng",
        ),
        (
            "Bể bơi mở cửa từ 5 giờ và đóng cửa lúc 23 giờ.",
            "Bể bơi mở cửa lúc mấy giờ?",
            "23 giờ",
            "từ 5 giờ",
        ),
        # One number of several, and one in full.
        (
            "Trạm có 2 bác sĩ và 5 y tá.",
            "Trạm có mấy y tá?",
            "2 bác sĩ và 5 y tá",
            "5 y tá",
        ),
        ("Đội đạt 15 giải, trong đó 4 giải nhất.", "Đội đạt mấy giải nhất?", "15", "4 giải nhất"),
        ("Lớp học lúc 8 giờ rưỡi tối.", "Lớp học lúc mấy giờ?", "8 giờ", "8 giờ rưỡi tối"),
        # The network's words stay where no rule knows better.
        (
            "Trạm có 2 bác sĩ và 5 y tá.",
            "Trạm có bao nhiêu bác sĩ và y tá?",
            "2 bác sĩ và 5 y tá",
            "2 bác sĩ và 5 y tá",
        ),
        (
            "Xe chạy hết 2 giờ 40 phút.",
            "Xe chạy hết bao nhiêu phút?",
            "2 giờ 40 phút",
            "2 giờ 40 phút",
        ),
        (
            "Thuê sạp 150.000 đồng một tháng.",
            "Thuê sạp hết bao nhiêu tiền?",
            "150.000 đồng một tháng",
            "150.000 đồng một tháng",
        ),
        (
            "Hợp đồng từ ngày 1/1/2023 đến ngày 31/12/2024.",
            "Hợp đồng đến ngày nào?",
            "31/12/2024",
            "31/12/2024",
        ),
        (
            "Ngày 5/3/2024, xã mở chợ mới, thay chợ cũ bị cháy ngày 2/1/2023.",
            "Xã mở chợ mới ngày nào?",
            "5/3/2024",
            "5/3/2024",
        ),
    ],
)
def test_the_networks_words_stay_unless_a_rule_knows_better(
    understood, sentence, question, found, words
):
    place = sentence.index(found)
    start, end = reconciled(understood(question), sentence, (place, place + len(found)))
    assert sentence[start:end] == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Giao cơm trễ 50 phút bị phạt bao nhiêu?", "30%"),
        ("Giao cơm trễ 20 phút bị phạt bao nhiêu?", "5%"),
        ("Giao cơm muộn 2 giờ thì bị phạt bao nhiêu?", "50%"),
    ],
)
def test_of_several_limits_the_nearest_one_that_takes_the_amount_in_is_meant(
    understood, question, words
):
    sentence = "Giao chậm quá 15 phút: phạt 5%; quá 45 phút: phạt 30%; quá 90 phút: phạt 50%."
    asked = understood(question)
    assert words in sentence[slice(*answering_words(asked, sentence))]
    for wrong in ("5%", "30%", "50%"):
        at = sentence.index(f"phạt {wrong}")
        found = reconciled(asked, sentence, (at, at + len(f"phạt {wrong}")))
        assert words in sentence[slice(*found)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Bãi giữ xe hoàn thành khi nào?", "quý III/2025"),
        ("Bãi giữ xe hoàn thành năm nào?", "2025"),
        ("Bao giờ nhà trẻ khởi công?", "6 tháng đầu năm 2026"),
    ],
)
def test_a_part_of_a_year_tells_when(understood, question, words):
    sentence = "Bãi giữ xe hoàn thành trong quý III/2025; nhà trẻ khởi công 6 tháng đầu năm 2026."
    assert sentence[slice(*answering_words(understood(question), sentence))] == words


TELLS_OF_KEYS = "Ông Khải giải thích rằng chìa khóa do tổ bảo vệ giữ."
TELLS_OF_POOL = "Ông Lê Văn Dũng khẳng định nhân viên vệ sinh sẽ dọn bể bơi vào thứ hai."
TELLS_OF_NIGHT = "Anh Tùng thông báo chị Lan sẽ trực đêm thứ bảy."


@pytest.mark.parametrize(
    ("sentence", "question", "found", "words"),
    [
        (TELLS_OF_KEYS, "Ai giữ chìa khóa?", "Ông Khải", "tổ bảo vệ"),
        (TELLS_OF_KEYS, "Chìa khóa do ai giữ?", "Ông Khải", "tổ bảo vệ"),
        (TELLS_OF_POOL, "Người nào dọn bể bơi?", "Ông Lê Văn Dũng", "nhân viên vệ sinh"),
        (TELLS_OF_NIGHT, "Ai trực đêm thứ bảy?", "Anh Tùng thông báo chị Lan", "chị Lan"),
        # Who tells is asked for, or does it himself, or nothing tells who else does.
        (TELLS_OF_KEYS, "Ai giải thích về chìa khóa?", "Ông Khải", "Ông Khải"),
        (TELLS_OF_POOL, "Ai là người khẳng định sẽ dọn bể bơi?", "Ông Lê Văn Dũng", None),
        ("Bà Hạnh nói rằng bà sẽ nộp tiền.", "Ai nộp tiền?", "Bà Hạnh", None),
        ("Ông Lân cho biết hằng tháng sẽ kiểm tra máy.", "Ai kiểm tra máy?", "Ông Lân", None),
        ("Cô Mai nói tiếng Anh dạy lớp 5.", "Ai dạy lớp 5?", "Cô Mai", None),
    ],
)
def test_who_does_it_is_marked_and_not_who_tells_it(understood, sentence, question, found, words):
    at = sentence.index(found)
    start, end = reconciled(understood(question), sentence, (at, at + len(found)))
    assert sentence[start:end] == (words or found)


def test_who_does_it_is_marked_where_only_the_rules_read(understood):
    asked = understood("Ai giữ chìa khóa?")
    assert TELLS_OF_KEYS[slice(*answering_words(asked, TELLS_OF_KEYS))] == "tổ bảo vệ"
