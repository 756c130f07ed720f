"""What the body says: documents cited, abbreviations, capitals."""

from __future__ import annotations

import pytest

from workflow.model.findings import Severity
from workflow.model.page import Part, Passage
from workflow.rules.rules import rules_of
from workflow.rules.wording import WordingFacts, check_passages


def found(*paragraphs: str, rule_set: str = "party-hd05") -> list[tuple[str, str]]:
    """Rule and what was found in a body of these paragraphs."""
    passages = [Passage(Part.BODY, text, line) for line, text in enumerate(paragraphs, 1)]
    findings = check_passages(passages, WordingFacts(), rules_of(rule_set))
    return [(f.rule, f.found) for f in findings if f.rule not in ("part-missing", "body-end")]


def rules(*paragraphs: str, rule_set: str = "party-hd05") -> list[str]:
    return [rule for rule, _ in found(*paragraphs, rule_set=rule_set)]


FULL = "Kết luận số 21-KL/TW, ngày 25/10/2021, của Ban Chấp hành Trung ương Đảng về chỉnh đốn Đảng"
CITATIONS = [
    FULL,
    FULL.replace(", ngày", " ngày").replace(", của", " của"),
    FULL.replace("25/10/2021", "25 tháng 10 năm 2021"),
    "Kết luận của Bộ Chính trị số 01-KL/TW, ngày 18/5/2021 về tiếp tục thực hiện Chỉ thị",
    "Kế hoạch số 08-KH/TU ngày 01/8/2018 của Ban Chấp hành Đảng bộ tỉnh thực hiện Nghị quyết",
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị khoá XIII, về khoa học",
    "Quyết định số 15/QĐ-UBND ngày 05/3/2026 của Uỷ ban nhân dân tỉnh phê duyệt Đề án",
    "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
    "các Quy định số 37-QĐ/TW, số 69-QĐ/TW và số 96-QĐ/TW của Ban Chấp hành Trung ương về kỷ luật",
    "Thông báo Kết luận số 173-TB/TW ngày 06/6/2025 của Bộ Chính trị về tổ chức bộ máy",
    "Luật Giao dịch điện tử số 20/2023/QH15 và Luật Lưu trữ",
    "văn bản số 812/VPCP-TH ngày 05/3/2026 của Văn phòng Chính phủ về lưu trữ",
    "Quyết định số 12-QĐ/TU ngày 05/3/2026 của Ban Thường vụ Tỉnh uỷ về thực hiện "
    "Kết luận số 21-KL/TW",
    "10/10 đảng bộ; tỷ lệ 5/7; ngày 05/8/2026; quý I/2027; 3-4 năm; số 15/2026",
    "Nghị quyết Trung ương 6 khoá XII",
]


@pytest.mark.parametrize("text", CITATIONS)
def test_a_complete_citation_is_left_alone(text: str) -> None:
    assert rules(f"Thực hiện {text}.") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Thực hiện Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị.", "citation-subject"),
        ("theo Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị, Chuyên đề năm 2023; kết quả",
         "citation-subject"),
        ("Thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021.", "citation-organ"),
        ("Thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 về học tập.", "citation-organ"),
        ("Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị về học tập.", "citation-day"),
        ("Thực hiện Kết luận số 01-KL/TW.", "citation-day"),
        ("Thực hiện số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về học tập.", "citation-type"),
        ("Theo Quyết định số 5/QĐ-UBND ngày 05/3/2026 của Uỷ ban nhân dân tỉnh.",
         "citation-subject"),
    ],
)  # fmt: skip
def test_a_first_citation_that_lacks_something_is_found(text: str, rule: str) -> None:
    assert rules(text) == [rule]


def test_later_the_type_and_number_are_enough() -> None:
    assert rules(f"Theo {FULL}.", "Thực hiện Kết luận số 21-KL/TW và các văn bản khác.") == []


def test_a_full_repetition_is_found() -> None:
    assert rules(f"Theo {FULL}.", f"Thực hiện {FULL}.") == ["citation-repeated"]


def test_one_document_has_one_date() -> None:
    other = FULL.replace("25/10/2021", "28/10/2021")
    [(rule, text)] = found(f"Theo {FULL}.", f"Thực hiện {other}.")
    assert rule == "citation-two-dates"
    assert "28/10/2021" in text


def test_one_document_has_one_date_also_where_the_first_place_has_none() -> None:
    other = FULL.replace("25/10/2021", "28/10/2021")
    texts = ("Theo Kết luận số 21-KL/TW.", f"Thực hiện {FULL}.", f"Thực hiện {other}.")
    assert rules(*texts) == ["citation-day", "citation-two-dates"]


def test_two_dates_are_an_error_and_a_missing_subject_a_warning() -> None:
    entries = rules_of("party-hd05")
    assert entries["citation-two-dates"].severity is Severity.ERROR
    assert entries["citation-subject"].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Numbers begin anew with each term of the Party's committees …
        ("Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về học tập",
         "Chỉ thị số 05-CT/TW, ngày 07/9/2021 của Bộ Chính trị về phòng cháy"),
        # … and with each year in the offices of the State.
        ("Quyết định số 15/QĐ-UBND ngày 05/3/2025 của Uỷ ban nhân dân tỉnh về giá đất",
         "Quyết định số 15/QĐ-UBND ngày 07/4/2026 của Uỷ ban nhân dân tỉnh về giá nước"),
        # The same number of two types.
        ("Quyết định số 37-QĐ/TW, ngày 25/10/2021 của Ban Bí thư về tổ chức",
         "Quy chế số 37-QC/TW, ngày 26/10/2021 của Ban Bí thư về làm việc"),
    ],
)  # fmt: skip
def test_the_same_number_may_be_another_document(one: str, other: str) -> None:
    assert rules(f"Theo {one}.", f"Thực hiện {other}.") == []


def test_a_day_that_does_not_exist_is_found() -> None:
    assert rules(f"Theo {FULL.replace('25/10', '31/9')}.") == ["citation-date"]


def test_the_symbol_belongs_to_the_type() -> None:
    assert rules(f"Theo {FULL.replace('Kết luận', 'Nghị quyết')}.") == ["citation-symbol"]


def test_a_verb_is_no_type() -> None:
    assert rules(f"Ban đã báo cáo việc thực hiện {FULL.removeprefix('Kết luận ')}.") == []


ABBREVIATED = "Uỷ ban nhân dân (UBND) tỉnh báo cáo."


@pytest.mark.parametrize(
    "texts",
    [
        (ABBREVIATED, "UBND tỉnh thực hiện."),
        (
            "Trung tâm tích hợp (sau đây viết tắt là Trung tâm) của tỉnh.",
            "Trung tâm được nâng cấp.",
        ),
        ("Báo cáo số 9 (sau đây gọi tắt là Báo cáo).", "Sau khi nghe Báo cáo, thống nhất."),
        ("Các huyện (sau đây gọi chung là cấp huyện) chủ động.", "Uỷ ban cấp huyện rà soát."),
        ("Ban Bí thư Trung ương Đảng (B/c), Liên hợp quốc (UN), (TW), tỷ lệ (GRDP).",),
    ],
)
def test_abbreviations_explained_and_used_are_left_alone(texts: tuple[str, ...]) -> None:
    assert rules(*texts) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((ABBREVIATED,), ("abbreviation-unused", "UBND")),
        ((ABBREVIATED, "UBND tỉnh.", ABBREVIATED), ("abbreviation-twice", "UBND")),
        (("UBND tỉnh.", ABBREVIATED, "UBND tỉnh."), ("abbreviation-late", "UBND")),
        (("Đề án (sau đây viết tắt là Đề án 06).",), ("abbreviation-unused", "Đề án 06")),
        ((ABBREVIATED, "Quyết định 15/QĐ-UBND."), ("abbreviation-unused", "UBND")),
    ],
)
def test_an_abbreviation_that_is_not_as_it_should_be(
    texts: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert expected in found(*texts)
    assert len([rule for rule in rules(*texts) if rule.startswith("abbreviation")]) == 1


def test_an_abbreviation_may_be_used_in_the_recipients() -> None:
    passages = [
        Passage(Part.BODY, ABBREVIATED, 1),
        Passage(Part.RECIPIENT, "- UBND tỉnh;", 2),
        Passage(Part.RECIPIENT, "- Lưu Văn phòng.", 3),
    ]
    findings = check_passages(passages, WordingFacts(), rules_of("party-hd05"))
    assert "abbreviation-unused" not in [finding.rule for finding in findings]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Đã xong. tiếp tục thực hiện.", "capital-sentence"),
        ("phục vụ nhân dân tốt hơn.", "capital-people"),
        ("cán bộ, đảng viên và nhân dân trong tỉnh", "capital-people"),
        ("chủ trương của Đảng và nhà nước", "capital-people"),
        ("tại quận 1, Thành phố Hồ Chí Minh", "capital-district"),
        ("theo khoản 2 điều 5 của Luật", "capital-article"),
        ("Điều 103 mục 5 của Bộ luật", "capital-article"),
        ("họp vào sáng thứ hai hằng tuần", "capital-day"),
        ("làm việc cả ngày chủ nhật", "capital-day"),
        ("hoàn thành trong tháng tám", "capital-day"),
    ],
)
def test_a_capital_that_is_missing_is_found(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Hội đồng nhân dân, Uỷ ban nhân dân, Toà án nhân dân, lực lượng vũ trang nhân dân",
        "quản lý nhà nước, bí mật nhà nước, cơ quan nhà nước, phục vụ Nhân dân",
        "phục vụ nhân dân thế giới; 5 triệu nhân dân tệ",
        "các quận 1, 3 và 5; xã, phường; quận 1 và 3; 05 phường",
        "khoản 2 Điều 5; điểm a khoản 1 Điều 24 Mục 1 Chương III; theo điều đó",
        "TP. Hồ Chí Minh, v.v. và các nơi khác; ThS. nguyên; UBND. nguyên; 1.248 văn bản",
        "chờ đợi... rồi làm; lần thứ hai; mỗi tháng một lần; tháng, năm; quý II",
        "theo lời dặn “phục vụ nhân dân. hết lòng” của Bác",
        "Đã xong. Ứng dụng mới. Đổi mới. Ổn định.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert rules(text) == []


def test_a_paragraph_after_a_full_stop_begins_with_a_capital() -> None:
    assert rules("Đã xong.", "tiếp tục thực hiện.") == ["capital-sentence"]
    assert rules("Đã xong.", "Ứng dụng.", "a) về hạ tầng;", "- về dữ liệu.") == []
    assert rules("Như sau:", "tiếp tục thực hiện.") == []


def test_capitals_are_only_good_practice_in_the_party() -> None:
    assert rules_of("party-hd05")["capital-people"].source.startswith("thông lệ")
    assert rules_of("state-nd30")["capital-people"].source == "NĐ30 PL II V.1"
