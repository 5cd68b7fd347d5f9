"""How near a question and a text are, on one scale for all encoders.

Every encoder has cosines of its own: e5 gives unrelated texts 0.75 and related ones 0.85, another
model 0.1 and 0.6. What is fitted on the cosines of one would refuse everything, or nothing, with
another. So all cosines are moved and stretched to where the untuned base model has those of a few
pairs of question and answer, and of the same questions with the other answers; weights are fitted
on that scale.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.encoder import Encoder

# Of these pairs, by the encoder that the scale is named after.
REFERENCE = "hoidap-encoder-base"
UNRELATED, RELATED = 0.7875, 0.8925

PAIRS = (
    ("Ai ký quyết định này?", "Quyết định do Chủ tịch Ủy ban nhân dân tỉnh Nguyễn Văn An ký."),
    ("Hội nghị họp khi nào?", "Hội nghị diễn ra sáng ngày 12 tháng 3 năm 2019 tại hội trường lớn."),
    ("Cây cầu dài bao nhiêu mét?", "Cầu mới có chiều dài 486 mét, rộng 12 mét."),
    ("Vì sao trường học đóng cửa?", "Trường tạm đóng cửa do mưa lũ làm sập tường rào."),
    ("Học phí mỗi tháng là bao nhiêu?", "Mức học phí là 150.000 đồng một học sinh mỗi tháng."),
    ("Thủ đô của nước Pháp là gì?", "Paris là thủ đô và thành phố lớn nhất của Pháp."),
    ("Doanh nghiệp nào trúng thầu?", "Gói thầu thuộc về Công ty cổ phần Xây dựng Sông Đà."),
    ("Bệnh nhân có triệu chứng gì?", "Người bệnh sốt cao, ho khan và khó thở trong ba ngày đầu."),
    ("Hồ sơ gồm những giấy tờ nào?", "Hồ sơ gồm đơn đề nghị, bản sao căn cước và ảnh 4x6."),
    ("Đội nào vô địch giải bóng đá?", "Đội tuyển Việt Nam giành chức vô địch sau trận chung kết."),
    ("Ca sĩ sinh ra ở đâu?", "Nữ ca sĩ sinh tại thành phố Huế trong một gia đình nghèo."),
    ("Giá gạo xuất khẩu tăng thế nào?", "Giá gạo xuất khẩu tăng thêm 20 đô la Mỹ mỗi tấn."),
)


@lru_cache(maxsize=4)
def scale_of(encoder: Encoder) -> tuple[float, float]:
    """Give the mean cosine of unrelated and of related pairs."""
    questions = encoder.encode_queries([question for question, _ in PAIRS])
    answers = encoder.encode_passages([answer for _, answer in PAIRS])
    cosines = questions @ answers.T
    related = float(np.diagonal(cosines).mean())
    others = float(cosines[~np.eye(len(PAIRS), dtype=bool)].mean())
    return others, related


def as_fitted(cosine: float, encoder: Encoder) -> float:
    """Give what the reference encoder's cosine would be where this one's is `cosine`."""
    if encoder.name == REFERENCE:
        return cosine
    unrelated, related = scale_of(encoder)
    if related - unrelated < 0.01:  # a model that tells nothing apart
        return UNRELATED
    return UNRELATED + (cosine - unrelated) / (related - unrelated) * (RELATED - UNRELATED)
