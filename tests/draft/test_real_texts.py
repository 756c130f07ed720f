"""The texts that drafters really write: a conclusion of 2023, and the example of this office."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.draft.markdown import read_markdown
from workflow.model.document import Draft, ParagraphKind, SignatureBlock
from workflow.model.vietnamese import nfc, squeeze

SAMPLE = Path(__file__).parent / "samples" / "ket-luan-chuyen-de-2023.md"
EXAMPLE = Path(__file__).parents[2] / "examples" / "ket-luan.md"
TEXT, CLAUSE, POINT, DASH, *_ = ParagraphKind


def read(file: Path) -> Draft:
    return read_markdown(file.read_text("utf-8"), "ket-luan", "KẾT LUẬN", file.name)


@pytest.fixture(scope="module")
def sample() -> Draft:
    return read(SAMPLE)


@pytest.fixture(scope="module")
def example() -> Draft:
    return read(EXAMPLE)


def body_lines(file: Path) -> list[str]:
    """The paragraphs between `-----` and Nơi nhận as the file has them, marks of style left out."""
    text = nfc(file.read_text("utf-8")).split("\n-----\n")[1].split("\nNơi nhận:\n")[0]
    return [squeeze(line.replace("*", "")) for line in text.split("\n") if line.strip()]


def test_the_type_of_the_sample_is_recognised_and_no_part_of_its_subject(sample: Draft) -> None:
    assert sample.type == "ket-luan"
    assert sample.author_line == ""
    assert "KẾT LUẬN" not in sample.subject_line


def test_the_subject_of_the_sample_has_its_four_lines(sample: Draft) -> None:
    assert sample.subject == (
        "Hội nghị nghiên cứu, học tập, quán triệt, triển khai chuyên đề năm 2023",
        '"Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
        "về xây dựng đội ngũ cán bộ tỉnh Tuyên Quang đủ phẩm chất, năng lực,",
        'uy tín, ngang tầm nhiệm vụ"',
    )


def test_the_sample_has_eleven_paragraphs_of_their_kinds(sample: Draft) -> None:
    assert [paragraph.kind for paragraph in sample.body] == [
        TEXT, TEXT, TEXT, CLAUSE, CLAUSE, CLAUSE, TEXT, TEXT, CLAUSE, CLAUSE, CLAUSE,
    ]  # fmt: skip


@pytest.mark.parametrize("file", [SAMPLE, EXAMPLE])
def test_every_word_of_the_body_is_kept(file: Path) -> None:
    assert [paragraph.text for paragraph in read(file).body] == body_lines(file)


def test_the_italics_of_the_sample_are_kept(sample: Draft) -> None:
    italics = [run.text for p in sample.body for run in p.runs if run.italic]
    assert [text[:40] for text in italics] == [
        "đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ ",
        "nâng cao năng lực lãnh đạo, sức chiến đấ",
        "xây dựng đội ngũ cán bộ các cấp, nhất là",
        "tăng cường củng cố, xây dựng tổ chức cơ ",
    ]
    assert italics[0].endswith('"tự diễn biến", "tự chuyển hoá"')
    assert not any(run.bold for p in sample.body for run in p.runs)


def test_words_around_italics_keep_their_spaces(sample: Draft) -> None:
    assert "khóa XIII về đẩy mạnh xây dựng" in sample.body[4].text
    assert '"tự chuyển hoá". Đẩy mạnh' in sample.body[4].text


def test_the_eight_recipients_of_the_sample_lose_dash_and_closing_mark(sample: Draft) -> None:
    assert sample.recipients == (
        "Ban Bí thư TW Đảng (B/c)",
        "Ban Tuyên giáo TW, Văn phòng TW Đảng",
        "Các đ/c Ủy viên BTV Tỉnh ủy",
        "Các huyện ủy, thành ủy, ĐUTT Tỉnh ủy",
        "Các cơ quan, ban, ngành cấp tỉnh",
        "Đ/c Chánh, Phó Chánh VPTU",
        "Chuyên viên VPTU",
        "Lưu Văn phòng Tỉnh ủy",
    )


def test_the_signature_block_of_the_sample_has_its_three_lines(sample: Draft) -> None:
    assert sample.signature == SignatureBlock(
        "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Lê Thị Kim Dung"
    )


def test_the_example_is_read_whole(example: Draft) -> None:
    assert example.subject == (
        "về đẩy mạnh chuyển đổi số trong các cơ quan đảng,",
        "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
        "tỉnh Lam Giang giai đoạn 2026 - 2030",
    )
    assert [p.kind for p in example.body] == [
        TEXT, TEXT, TEXT, CLAUSE, TEXT, CLAUSE, DASH, DASH, DASH, DASH, CLAUSE, TEXT, TEXT,
        CLAUSE, POINT, POINT, POINT, CLAUSE, TEXT, CLAUSE, CLAUSE, TEXT, TEXT, TEXT, TEXT,
    ]  # fmt: skip
    assert len(example.recipients) == 9
    assert example.recipients[0] == "Ban Bí thư Trung ương Đảng (để b/c)"
    assert example.recipients[-1] == "Lưu Văn phòng Tỉnh uỷ"
    assert example.signature == SignatureBlock("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Minh Khang")


@pytest.mark.parametrize("file", [SAMPLE, EXAMPLE])
def test_line_ends_of_windows_change_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    windows = text.replace("\n", "\r\n")
    assert read_markdown(windows, "ket-luan", "KẾT LUẬN") == read_markdown(
        text, "ket-luan", "KẾT LUẬN"
    )
