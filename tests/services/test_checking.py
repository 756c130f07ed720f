"""Check: what is right is left alone, and every mistake is found where it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE
from tests.rules.seeds.planting import filled
from tests.services.stages import conclusion
from workflow.draft.markdown import read_markdown
from workflow.model.errors import (
    DraftError,
    NotFound,
    RenderError,
    TemplateBroken,
    UnknownDocumentType,
    UnreadableDraft,
    VanbanError,
)
from workflow.model.findings import Severity
from workflow.render.fonts import text_width
from workflow.render.template_builder import build_template
from workflow.services.checked import Checked, corrected
from workflow.services.checking_files import check_file
from workflow.services.checking_pages import check_pdf
from workflow.services.office import OpenOffice, open_office
from workflow.services.rendering import render, word_file

pytestmark = pytest.mark.slow

DAY = date(2026, 8, 5)
NOON = datetime(2026, 8, 5, 5, tzinfo=UTC)
RIGHT = conclusion().replace("VỤ  \nPHÓ BÍ THƯ**", "VỤ**\n\nPHÓ BÍ THƯ")
BODY = "Ban Thường vụ Tỉnh uỷ kết luận như sau."
LONG = RIGHT.replace(BODY, "\n\n".join([BODY * 6] * 3).replace(".Ban", ". Ban"))


@pytest.fixture
def office(reading_office: Path) -> OpenOffice:
    """The office as it is on a day of 2026; not to be changed."""
    return open_office(reading_office, clock=lambda: NOON)


@pytest.fixture
def own(directory: Path) -> OpenOffice:
    """An office that a test may change."""
    return open_office(directory, clock=lambda: NOON)


def checked(office: OpenOffice, folder: Path, text: str, day: date | None = None) -> Checked:
    file = folder / "d.md"
    file.write_text(text, "utf-8")
    return check_file(office, file, "", day)


def found(result: Checked) -> list[tuple[str, str]]:
    return [(finding.severity.value, finding.rule) for finding in result.findings]


# -- texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [RIGHT, LONG, EXAMPLE.read_text("utf-8")])
def test_a_right_text_gives_nothing(office: OpenOffice, tmp_path: Path, text: str) -> None:
    assert checked(office, tmp_path, text).findings == ()


SEEDED = [
    ("double-space", "warning", BODY, BODY.replace("vụ Tỉnh", "vụ  Tỉnh")),
    ("space-before-mark", "warning", BODY, BODY.replace(" như sau.", " như sau .")),
    ("subject-full-stop", "warning", "**về công tác văn thư**", "**về công tác văn thư.**"),
    ("authority-form", "error", "T/M BAN", "TM. BAN"),
    ("title-listed", "warning", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
    ("title-written-bold", "warning", "PHÓ BÍ THƯ", "**PHÓ BÍ THƯ**"),
    ("body-end", "error", BODY, BODY.rstrip(".")),
    ("body-slash", "error", BODY, f"{BODY}/."),
    ("hidden-character", "error", BODY, BODY.replace("Ban ", "Ban\u200b ")),
    ("recipients-archive", "error", "- Lưu Văn phòng Tỉnh uỷ;\n", ""),
    ("citation-subject", "warning", BODY,
     "Thực hiện Quyết định số 204-QĐ/TW, ngày 29/11/2024 của Ban Bí thư."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "severity", "right", "wrong"), SEEDED, ids=[s[0] for s in SEEDED])
def test_a_mistake_is_found_and_nothing_else(
    office: OpenOffice, tmp_path: Path, rule: str, severity: str, right: str, wrong: str
) -> None:
    assert right in RIGHT
    result = checked(office, tmp_path, RIGHT.replace(right, wrong, 1))
    assert found(result) == [(severity, rule)]
    (finding,) = result.findings
    assert result.errors == ((finding,) if severity == "error" else ())
    assert result.warnings == ((finding,) if severity == "warning" else ())
    assert finding.source


@pytest.mark.parametrize(
    "name", ["Trần Khang", "Y Biêr Niê", "Nguyễn Thị Minh Thuỷ Hương", "Lò Văn Ớ"]
)
def test_any_name_is_the_signers(office: OpenOffice, tmp_path: Path, name: str) -> None:
    assert checked(office, tmp_path, RIGHT.replace("Trần Minh Khang", name)).findings == ()


@pytest.mark.parametrize("name", ["Điểu K’ré", "H’Yim Kđoh", "K'sor Phước", "Ksor H’Bơ Khắp"])
def test_a_name_of_the_central_highlands_is_the_signers(
    office: OpenOffice, tmp_path: Path, name: str
) -> None:
    assert checked(office, tmp_path, RIGHT.replace("Trần Minh Khang", name)).errors == ()


def test_the_signers_name_is_not_corrected_mechanically(office: OpenOffice, tmp_path: Path) -> None:
    text = RIGHT.replace("Trần Minh Khang", "Cao Thị Hòa")
    assert corrected(checked(office, tmp_path, text)) == text


def test_errors_come_first_and_each_by_its_line(office: OpenOffice, tmp_path: Path) -> None:
    text = RIGHT.replace(BODY, f"Ban  Thường vụ.\n\nĐoạn  hai.\n\n{BODY}/.")
    result = checked(office, tmp_path, text.replace("T/M", "TM."))
    assert [f.severity for f in result.findings] == [Severity.ERROR] * 2 + [Severity.WARNING] * 2
    assert [f.spot.line for f in result.findings] == [11, 20, 7, 9]


def test_a_place_is_that_of_the_file(office: OpenOffice, tmp_path: Path) -> None:
    text = "---\nDự thảo: 2\n---\n" + RIGHT.replace("vụ Tỉnh uỷ kết", "vụ  Tỉnh uỷ kết")
    (finding,) = checked(office, tmp_path, text).findings
    assert (finding.spot.line, finding.spot.column) == (10, BODY.index(" Tỉnh") + 1)


@pytest.mark.parametrize(
    ("wrong", "line"),
    [(RIGHT.replace("văn thư**", "văn thư.**"), 3),
     (RIGHT.replace("PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC"), 18)],
)  # fmt: skip
def test_the_line_of_a_part_is_where_it_stands(
    office: OpenOffice, tmp_path: Path, wrong: str, line: int
) -> None:
    (finding,) = checked(office, tmp_path, wrong).findings
    assert finding.spot.line == line


@pytest.mark.parametrize(
    ("day", "rules"),
    [(date(2023, 5, 1), "party-hd36"), (date(2026, 5, 26), "party-hd36"),
     (date(2026, 5, 27), "party-hd05"), (None, "party-hd05")],
)  # fmt: skip
def test_the_rules_are_those_of_the_day(
    office: OpenOffice, tmp_path: Path, day: date | None, rules: str
) -> None:
    assert checked(office, tmp_path, RIGHT, day).rules.id == rules


def test_a_text_may_name_its_type_or_be_told_it(office: OpenOffice, tmp_path: Path) -> None:
    letter = "Về công tác văn thư\n\n-----\n" + RIGHT.split("-----\n", 1)[1]
    file = tmp_path / "d.md"
    file.write_text(letter, "utf-8")
    told, untold = check_file(office, file, "Kết luận", DAY), check_file(office, file, "", DAY)
    assert told.pdf != untold.pdf
    with pytest.raises(UnknownDocumentType):
        check_file(office, file, "kết lụân", DAY)


# -- correcting ------------------------------------------------------------------------------------


def test_what_is_mechanical_is_corrected_and_nothing_else(
    office: OpenOffice, tmp_path: Path
) -> None:
    wrong = RIGHT.replace("vụ Tỉnh uỷ kết", "vụ  Tỉnh   uỷ kết").replace("như sau", "như\u200b sau")
    result = checked(office, tmp_path, wrong.replace("văn thư**", "văn thư.**"))
    assert corrected(result) == RIGHT.replace("văn thư**", "văn thư.**")
    assert found(checked(office, tmp_path, corrected(result))) == [("warning", "subject-full-stop")]


def test_the_text_of_a_right_draft_stays_as_it_is(office: OpenOffice, tmp_path: Path) -> None:
    """With its hard line breaks, which are two spaces at the end of a line."""
    text = EXAMPLE.read_text("utf-8")
    assert "  \n" in text
    assert corrected(checked(office, tmp_path, text)) == text


def test_the_ends_of_lines_stay_as_they_are(office: OpenOffice, tmp_path: Path) -> None:
    file = tmp_path / "d.md"
    file.write_bytes(RIGHT.replace("vụ Tỉnh uỷ k", "vụ  Tỉnh uỷ k").replace("\n", "\r\n").encode())
    assert corrected(check_file(office, file, "", DAY)) == RIGHT.replace("\n", "\r\n")


# -- files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [("d.md", b"\xff\xfe", UnreadableDraft), ("d.md", b"", DraftError),
     ("d.docx", b"x", TemplateBroken),
     ("d.docx", b"", TemplateBroken), ("d.pdf", b"nope", RenderError), ("d.pdf", b"", RenderError),
     ("d.odt", b"x", RenderError), ("d.PDF", b"%PDF-1.7\n", RenderError)],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(
    office: OpenOffice, tmp_path: Path, name: str, data: bytes, expected: type[VanbanError]
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(expected):
        check_file(office, file, "", None)


@pytest.mark.parametrize("name", ["d.md", "d.docx", "d.pdf"])
def test_a_file_that_is_not_there_is_missed(office: OpenOffice, tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        check_file(office, tmp_path / name, "", None)


def test_the_issued_pdf_alone_gives_nothing(issued_pdf: tuple[Path, Path]) -> None:
    result = check_pdf(issued_pdf[0].read_bytes(), DAY)
    assert result.findings == ()
    assert (result.rules.id, result.text) == ("party-hd05", "")


def test_the_date_on_the_page_counts_before_the_day_that_is_told(
    issued_pdf: tuple[Path, Path],
) -> None:
    assert check_pdf(issued_pdf[0].read_bytes(), date(2023, 1, 1)).rules.id == "party-hd05"


def with_page(office: OpenOffice, **figures: float) -> bytes:
    """The pages of the long text in a template with other margins."""
    rules = office.rules
    data = {**rules.data, "page": {**rules.data["page"], **figures}}
    built = build_template(type(rules)(**{**vars(rules), "data": data}), "named", text_width)
    (office.directory / "templates" / "party-named.docx").write_bytes(built)
    return render(office, read_markdown(LONG, "ket-luan", "KẾT LUẬN")).pdf


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({}, []),
        ({"margin_left": 22.0}, ["margin-left"]),
        ({"margin_right": 25.0}, ["margin-right"]),
    ],
)
def test_a_page_with_other_margins_is_found_out(
    own: OpenOffice, figures: dict[str, float], expected: list[str]
) -> None:
    result = check_pdf(with_page(own, **figures), DAY)
    assert [f.rule for f in result.findings if f.rule.startswith("margin-")] == expected
    assert bool(result.errors) is bool(expected)
    assert all(f.spot.page == 1 and f.fix is None for f in result.findings)


def word(office: OpenOffice, place: Path, text: str = RIGHT) -> Path:
    place.write_bytes(filled(word_file(office, read_markdown(text, "ket-luan", "KẾT LUẬN")), DAY))
    return place


def test_a_word_file_is_laid_out_and_measured(office: OpenOffice, tmp_path: Path) -> None:
    result = check_file(office, word(office, tmp_path / "d.docx"), "", None)
    assert result.pdf.startswith(b"%PDF-")
    assert result.text == ""
    wrong = RIGHT.replace(BODY, f"{BODY}/.")
    result = check_file(office, word(office, tmp_path / "e.docx", wrong), "", None)
    assert ("error", "body-slash") in found(result)


def test_a_right_word_file_gives_nothing(office: OpenOffice, tmp_path: Path) -> None:
    assert check_file(office, word(office, tmp_path / "d.docx"), "", None).findings == ()
