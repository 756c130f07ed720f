"""`draft new --from body.docx`: the text stays as it is set in Word, the rest becomes the draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.shared import Cm, Pt
from lxml import etree

from tests.conftest import DRAFTER
from tests.draft.word_files import BODY, PARTY, SIGNED, STATE, Page, bare_body, dashed, in_tables
from tests.services.stages import RECIPIENTS, At, Standing, assert_sound, take_on
from workflow.model.errors import (
    ChangesUndecided,
    DraftError,
    FontNotVietnamese,
    PartsMissing,
    PartsNotCarried,
    UnsupportedFeatures,
    WordFileBroken,
)
from workflow.model.lifecycle import Act
from workflow.render.measure import measure
from workflow.services import drafting
from workflow.services.checking import check_document
from workflow.services.rendering import render
from workflow.services.word_bodies import TakenBody, create_from_word

pytestmark = pytest.mark.slow

FRAME = (
    "**KẾT LUẬN**\n\n**về công tác văn thư**\n\n-----\n\nNơi nhận:\n\n- Lưu Văn phòng Tỉnh uỷ.\n\n"
    "**T/M BAN THƯỜNG VỤ**  \nPHÓ BÍ THƯ\n\n**Trần Minh Khang**\n"
)


@pytest.fixture
def standing(at: At) -> Standing:
    return at("empty")


def taken(
    standing: Standing, data: bytes, name: str = "than bài.docx", *, frame: str = "",
    accept: bool = False,
) -> TakenBody:  # fmt: skip
    source = standing.directory / name
    source.write_bytes(data)
    parts = standing.directory / "parts.md"
    parts.write_text(frame, "utf-8")
    office = standing.acting(DRAFTER)
    try:
        return create_from_word(office, "ket-luan", source, parts if frame else None, accept=accept)
    finally:
        office.close()
        source.unlink()


def whole(recipients: tuple[str, ...] = RECIPIENTS, body: tuple[str, ...] = BODY) -> Page:
    page = Page()
    page.columns(*PARTY)
    page.title("KẾT LUẬN", ("về công tác văn thư",))
    page.lines(body)
    page.columns(dashed(recipients), SIGNED)
    return page


def test_it_tells_what_it_recognised(standing: Standing) -> None:
    found = taken(standing, in_tables())
    assert found.subject.startswith("Hội nghị chuyên đề")
    assert len(found.recipients) == 3
    assert found.signers == ("T/M BAN THƯỜNG VỤ · PHÓ BÍ THƯ · Trần Minh Khang",)
    assert found.counts.paragraphs == 3
    assert (found.begins, found.ends) == (BODY[0], BODY[-1])


def test_the_event_names_the_passage_and_the_store_keeps_it(standing: Standing) -> None:
    standing.id = taken(standing, in_tables()).document.id
    (created,) = standing.events(Act.CREATED)
    assert list(created.data["images"]) == ["than-bai.docx"]
    assert standing.stored(created.data["images"]["than-bai.docx"]).is_file()


def test_a_word_body_goes_the_whole_way(standing: Standing) -> None:
    page = whole()
    for paragraph in page.document.paragraphs:
        for run in paragraph.runs:
            run.font.name = "Times New Roman"
    standing.id = taken(standing, page.data()).document.id
    office = standing.acting(DRAFTER)
    checked = check_document(office, standing.id)
    assert {f.rule for f in checked.findings} >= {"body-size"}  # 11 pt, as Word's new files are
    document = drafting.parse_draft(office, office.ledger.find(standing.id))
    pdf = render(office, document).pdf
    words = " ".join(line.text for each in measure(pdf) for line in each.lines)
    for text in BODY:
        assert text in words
    office.close()


def test_editing_the_text_keeps_the_passage(standing: Standing) -> None:
    document = taken(standing, in_tables()).document
    office = standing.acting(DRAFTER)
    text = drafting.draft_text(office, document).replace("- Lưu", "- Các ban đảng;\n- Lưu")
    changed = drafting.edit_draft(office, document.id, text)
    draft = drafting.parse_draft(office, changed)
    assert draft.recipients[-2:] == ("Các ban đảng", "Lưu Văn phòng Tỉnh uỷ")
    assert draft.word_passages[0].texts == BODY
    office.close()


def test_a_body_and_a_frame(standing: Standing) -> None:
    found = taken(standing, bare_body(), frame=FRAME)
    assert found.subject == "về công tác văn thư"
    assert found.recipients == ("Lưu Văn phòng Tỉnh uỷ",)


def test_a_mistake_in_the_frame_is_named_by_its_line(standing: Standing) -> None:
    with pytest.raises(DraftError, match=r"parts\.md:\d+"):
        taken(standing, bare_body(), frame=FRAME.replace("-----\n", ""))


def test_all_that_is_missing_is_named_with_both_remedies(standing: Standing) -> None:
    with pytest.raises(PartsMissing) as told:
        taken(standing, bare_body())
    assert len(told.value.problems) == 3
    assert "--parts" in told.value.hint_text()


def test_what_nobody_can_name_is_not_dropped(standing: Standing) -> None:
    page = whole()
    page.line("Trụ sở: số 1 đường Hoà Bình, điện thoại 0200 123 456")
    with pytest.raises(PartsNotCarried, match="Trụ sở"):
        taken(standing, page.data())


def test_another_organ_type_and_number_are_told(standing: Standing) -> None:
    page = Page()
    page.columns(*STATE)
    page.title("QUYẾT ĐỊNH", ("về công tác văn thư",))
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    notes = [str(note) for note in taken(standing, page.data()).notes]
    assert any("UỶ BAN NHÂN DÂN" in note and "Tỉnh uỷ Lam Giang" in note for note in notes)
    assert any("QUYẾT ĐỊNH" in note for note in notes)
    assert any("15/QĐ-UBND" in note and "another type" in note for note in notes)


def test_a_number_in_a_header_is_left_out_with_a_word_other_words_are_refused(
    standing: Standing,
) -> None:
    page = whole()
    page.document.sections[0].header.paragraphs[0].text = "- 2 -"
    assert any("page numbers" in str(n) for n in taken(standing, page.data()).notes)
    page.document.sections[0].header.paragraphs[0].text = "Bản dự thảo lần 2"
    with pytest.raises(UnsupportedFeatures, match="Bản dự thảo lần 2"):
        taken(standing, page.data())


def test_open_changes_are_refused_or_accepted(standing: Standing) -> None:
    page = whole()
    marked = '<w:ins w:id="9" w:author="An"><w:r><w:t> Thêm vào.</w:t></w:r></w:ins>'
    data = _with_xml(page, BODY[-1] + "</w:t></w:r>", marked)
    with pytest.raises(ChangesUndecided, match="Thêm vào"):
        taken(standing, data)
    assert taken(standing, data, accept=True).ends.endswith("Thêm vào.")


def _with_xml(page: Page, after: str, inserted: str) -> bytes:
    body = page.document.element.body
    xml = etree.tostring(body, encoding="unicode")
    assert after in xml
    changed = etree.fromstring(xml.replace(after, after + inserted))
    body.getparent().replace(body, changed)
    return page.data()


def test_an_old_word_file_is_called_by_its_name(standing: Standing) -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le")
    with pytest.raises(WordFileBroken, match=r"\.doc of Word 97-2003"):
        taken(standing, old, "cũ.doc")


def test_a_passage_beside_a_text_is_taken_like_an_image(standing: Standing, tmp_path: Path) -> None:
    (tmp_path / "than.docx").write_bytes(bare_body())
    source = tmp_path / "draft.md"
    source.write_text(FRAME.replace("Nơi nhận", "![Nội dung](than.docx)\n\nNơi nhận"), "utf-8")
    office = standing.acting(DRAFTER)
    standing.id = drafting.create_draft(office, "ket-luan", source).id
    source.unlink()
    (tmp_path / "than.docx").unlink()
    draft = drafting.parse_draft(office, office.ledger.find(standing.id))
    assert draft.word_passages[0].texts == BODY
    office.close()


def test_it_is_submitted_and_issued_when_its_form_is_right(standing: Standing) -> None:
    page = whole(body=("Ban Thường vụ Tỉnh uỷ kết luận như sau.",))
    normal = page.document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    shape = normal.paragraph_format
    shape.space_after, shape.line_spacing = Pt(6), Pt(18)
    for paragraph in page.document.paragraphs:
        if paragraph.text.startswith("Ban Thường vụ"):
            paragraph.paragraph_format.first_line_indent = Cm(1)
    standing.id = taken(standing, page.data()).document.id
    for stage in ("submitted", "approved", "signed", "issued"):
        document = take_on(standing, stage)
    assert document.official_number == "01-KL/TU"
    assert_sound(standing.directory)


def test_a_font_without_vietnamese_letters_is_told_while_word_is_open(standing: Standing) -> None:
    page = whole()
    page.document.styles["Normal"].font.name = "Cambria"
    with pytest.raises(FontNotVietnamese, match="Cambria is shown in Caladea here") as told:
        taken(standing, page.data())
    assert "Times New Roman" in told.value.hint_text()
