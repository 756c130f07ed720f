"""Certified copies along the whole line: made, approved, signed, numbered, issued; pdfsig, qpdf and
our own verification judge the files, PDFium measures the pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SEAL, SIGNER
from tests.render.scans import picture_bytes, pictures, scan_pdf
from tests.services.stages import At, Standing, assert_sound
from workflow.draft.copy_text import read_copy_text
from workflow.model.copies import Medium
from workflow.model.document import Document
from workflow.model.errors import (
    CopyNotKnown,
    CopyNotMeasured,
    CopyWithoutSource,
    DraftError,
    NotFound,
    PaperGoesByHand,
    SourceNotValid,
    SourceUnusable,
    StampTooFull,
    TemplateMissing,
    UnknownDocumentType,
    UnknownPerson,
    WrongRole,
)
from workflow.model.page import Line, Page
from workflow.model.verification import Verdict
from workflow.render.copy_print import printed_sheets
from workflow.render.measure import measure
from workflow.services import (
    approval,
    copying,
    distribution,
    drafting,
    issuing,
    signing,
    submission,
)
from workflow.services.checking import check_document
from workflow.services.copying import CopyRequest, create_copy
from workflow.services.publishing import published_place
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow

TO = ("Ban Bí thư Trung ương Đảng (để b/c)", "Lưu Văn phòng Tỉnh uỷ")
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00"
STATE = {
    'name = "Tỉnh uỷ Lam Giang"': 'name = "Uỷ ban nhân dân tỉnh Lam Giang"',
    'abbreviation = "TU"': 'abbreviation = "UBND"',
    'family = "party"': 'family = "state"',
}


def request(source: Path | str, form: str = "sao-y", **changes: object) -> CopyRequest:
    asked = CopyRequest(
        form=form, sources=(str(source),), medium=None, signer=SIGNER, to=TO,
        authority="T/M BAN THƯỜNG VỤ", title="PHÓ BÍ THƯ",
        subject="Kết luận số 21-KL/TW, ngày 25/10/2021, của Ban Chấp hành Trung ương",
    )  # fmt: skip
    return replace(asked, **changes)  # type: ignore[arg-type]


def issued_copy(standing: Standing, asked: CopyRequest) -> Document:
    """A copy taken along the line to its number."""
    id = create_copy(standing.acting(DRAFTER), asked).document.id
    submission.submit(standing.acting(DRAFTER), id)
    approval.approve(standing.acting(APPROVER), id)
    signing.sign(standing.acting(SIGNER), id, KEY)
    return issuing.issue(standing.acting(CLERK), id, [SEAL])[0]


def official(standing: Standing, document: Document) -> Path:
    return published_place(standing.acting(), document)


def at_work_for_the_state(standing: Standing) -> Standing:
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    for old, new in STATE.items():
        assert old in text
        text = text.replace(old, new)
    settings.write_text(text, "utf-8")
    return standing


def judged(standing: Standing, document: Document) -> Page:
    """The copy's first page as it is printed, once everybody has called the file valid."""
    file = official(standing, document)
    report = verify_file(file, standing.directory / "keys" / "trust", standing.clock())
    assert (report.verdict, report.problems) == (Verdict.VALID, ())
    poppler = subprocess.run(
        ["pdfsig", "-nocert", file], capture_output=True, text=True, check=True
    )
    assert poppler.stdout.count("Signature is Valid") == 2
    assert "Total document signed" in poppler.stdout
    subprocess.run(["qpdf", "--check", file], capture_output=True, check=True)
    stored = [standing.stored(h).read_bytes()
              for h in (document.content, document.signed, document.issued)]  # fmt: skip
    assert stored[1].startswith(stored[0])
    assert stored[2].startswith(stored[1])
    return measure(printed_sheets(file.read_bytes(), file.name).pdf)[0]


def line_with(page: Page, words: str) -> Line:
    (found,) = [line for line in page.lines if words in line.text]
    return found


Scan = Callable[..., Path]


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    """`scan(standing)` is the office's issued document, printed and scanned."""

    def made(standing: Standing, dpi: int = 200, mode: str = "RGB", name: str = "scan.pdf") -> Path:
        file = tmp_path / name
        pages = pictures(standing.official().read_bytes(), dpi, mode)
        file.write_bytes(scan_pdf(pages, dpi))
        return file

    return made


def test_a_scan_becomes_a_signed_file_with_its_signatures_top_right(at: At, scan: Scan) -> None:
    standing = at("issued")
    file = scan(standing)
    document = issued_copy(standing, request(file))
    assert (document.official_number, document.type) == ("01-BS/TU", "sao-y")
    page = judged(standing, document)
    issued = official(standing, document)
    assert picture_bytes(issued.read_bytes())[0] == picture_bytes(file.read_bytes())[0]
    metadata = issued.read_bytes()
    assert re.search(rb'pdfaid:part(="|>)2', metadata)
    assert re.search(rb'pdfaid:conformance(="|>)B', metadata)
    assert b"pdfuaid" not in metadata

    form, organ = line_with(page, "Sao y"), line_with(page, "Tỉnh uỷ Lam Giang")
    (time,) = [line for line in page.lines if re.fullmatch(TIME, line.text)]
    number = line_with(page, "Số 01-BS/TU")
    person, date = (
        line_with(page, "Người ký sao: Trần Minh Khang"),
        line_with(page, "Lam Giang, ngày"),
    )
    shown = (form, organ, time, number, person, date)
    assert len(page.lines) == len({line.text for line in shown})
    for line in shown:
        assert (line.size, line.bold, line.italic, line.colour) == (10, False, False, "#000000")
        assert 4 <= line.box[1] < line.box[3] <= 16
    # The organ's column is 62 mm wide and ends at the margin; the person's stands left of it.
    assert organ.box[0] == time.box[0] == pytest.approx(210 - 15 - 62, abs=0.3)
    assert person.box[0] == date.box[0] == pytest.approx(210 - 15 - 62 - 3 - 60, abs=0.3)
    assert time.baseline - organ.baseline == pytest.approx(11 / 72 * 25.4, abs=0.05)


def test_the_evidence_names_the_original(at: At, scan: Scan) -> None:
    standing = at("issued")
    document = issued_copy(standing, request(scan(standing)))
    evidence = json.loads(official(standing, document).with_suffix(".json").read_text("utf-8"))
    (file,) = evidence["original"]["files"]
    assert (evidence["original"]["medium"], file["name"]) == ("paper", "scan.pdf")
    assert standing.stored(file["sha256"]).exists()
    assert_sound_but_two_series(standing)


def assert_sound_but_two_series(standing: Standing) -> None:
    """As `assert_sound`, which knows one series only: the copy's number begins at 01 too."""
    with pytest.raises(AssertionError):
        assert_sound(standing.directory)
    office = standing.acting()
    numbers = {line.official_number for line in office.ledger.register_lines()}
    assert numbers == {"01-KL/TU", "01-BS/TU"}


def test_all_forms_of_copy_share_one_series(at: At, scan: Scan) -> None:
    standing = at("issued")
    file = scan(standing)
    first = issued_copy(standing, request(file))
    second = issued_copy(standing, request(file, "sao-luc"))
    third = issued_copy(standing, request(file, "trich-sao", pages=(1,)))
    assert [d.official_number for d in (first, second, third)] == [
        "01-BS/TU",
        "02-BS/TU",
        "03-BS/TU",
    ]
    lines = {line.official_number: line for line in standing.acting().ledger.register_lines()}
    assert lines["02-BS/TU"].subject.startswith("Sao lục Kết luận số 21-KL/TW")
    page = judged(standing, third)
    assert line_with(page, "Trích sao trang 1")


def test_of_the_state_too_with_symbols_of_their_own(at: At, scan: Scan) -> None:
    standing = at("issued")
    file = scan(standing)
    state = at_work_for_the_state(standing)
    asked = request(file, authority="KT. CHỦ TỊCH", title="PHÓ CHỦ TỊCH")
    first = issued_copy(state, asked)
    second = issued_copy(state, replace(asked, form="trich-sao", pages=(1,)))
    assert (first.official_number, second.official_number) == ("01/SY-UBND", "02/TrS-UBND")
    page = judged(state, first)
    assert line_with(page, "Uỷ ban nhân dân tỉnh Lam Giang").size == 10
    assert line_with(page, "Số: 01/SY-UBND").size == 10


@pytest.mark.parametrize(
    ("dpi", "mode", "reason"),
    [
        (150, "RGB", "page 1 has 150 dpi (210 × 297 mm); 200 are needed"),
        (200, "L", "page 1 is grey; colour is needed"),
    ],
)
def test_a_scan_below_the_standard_is_refused_with_its_figures(
    at: At, scan: Scan, dpi: int, mode: str, reason: str
) -> None:
    standing = at("issued")
    with pytest.raises(SourceUnusable) as refused:
        create_copy(standing.acting(DRAFTER), request(scan(standing, dpi, mode)))
    assert reason in refused.value.text()
    assert len(standing.acting().ledger.documents()) == 1
    # On paper it is a photocopy, which has no such standard.
    made = create_copy(
        standing.acting(DRAFTER), request(scan(standing, dpi, mode), medium=Medium.PAPER)
    )
    assert made.order.way == "paper-paper"


def test_on_paper_the_party_s_stamp_stands_below_a_line(at: At) -> None:
    """HD05 II.III.2.2 and PL 3: 80 × 50 mm, red, under a line as long as the text is wide."""
    standing = at("issued")
    document = issued_copy(standing, request("01-KL/TU", authority="T/L BAN THƯỜNG VỤ",
                                             title="CHÁNH VĂN PHÒNG", subject=""))  # fmt: skip
    assert document.subject.startswith("Kết luận số 01-KL/TU, ngày ")
    page = judged(standing, document)
    original = measure(standing.official().read_bytes())[0]
    kept = {line.text for line in original.lines}
    assert kept <= {line.text for line in page.lines}
    end = max(line.box[3] for line in original.lines)
    assert len(page.pictures) == len(original.pictures)  # ink comes on the paper

    rules = [s for s in page.strokes if s.box[2] - s.box[0] > 160]
    assert [(round(s.box[0], 1), round(s.box[2], 1)) for s in rules] == [(30.0, 195.0)]
    assert end + 6 < rules[0].box[1] < end + 11

    red = [line for line in page.lines if line.colour == "#ff0000"]
    assert [line.text for line in red] == [
        "BẢN SAO VĂN BẢN", "Tỉnh uỷ Lam Giang", "Số 01-BS/TU", "Hình thức sao: Sao y",
        red[4].text,
        "Nơi nhận bản sao: Ban Bí thư Trung ương Đảng", "(để b/c); Lưu Văn phòng Tỉnh uỷ.",
    ]  # fmt: skip
    assert red[4].text.startswith("Lam Giang, ngày")
    assert (red[0].size, red[0].bold) == (13, True)
    box = [s.box for s in page.strokes if s.box[1] > rules[0].box[3] + 1]
    left, top = min(b[0] for b in box), min(b[1] for b in box)
    right, bottom = max(b[2] for b in box), max(b[3] for b in box)
    assert (left, right - left, bottom - top) == pytest.approx((30, 80, 50), abs=0.3)
    assert 1 < top - rules[0].box[3] < 4
    authority = [line for line in page.lines if line.text == "T/L BAN THƯỜNG VỤ"][-1]
    assert authority.box[0] > 112
    assert (authority.size, authority.bold) == (14, True)

    with pytest.raises(PaperGoesByHand):
        list(distribution.distribute(standing.acting(CLERK), document.id))


def test_on_paper_the_state_s_parts_are_those_of_a_document(at: At, scan: Scan) -> None:
    """NĐ30 PL I Phần II II.2, PL III 3.1."""
    standing = at("issued")
    file = scan(standing)
    state = at_work_for_the_state(standing)
    asked = request(file, "sao-luc", medium=Medium.PAPER, authority="KT. CHỦ TỊCH",
                    title="PHÓ CHỦ TỊCH")  # fmt: skip
    page = judged(state, issued_copy(state, asked))
    form, organ = line_with(page, "SAO LỤC"), line_with(page, "UỶ BAN NHÂN DÂN")
    number, date = line_with(page, "Số: 01/SL-UBND"), line_with(page, "Lam Giang, ngày")
    assert (form.size, form.bold) == (14, True)
    assert form.box[0] > 105 > organ.box[2]
    assert form.baseline == pytest.approx(organ.baseline, abs=0.5)
    assert date.box[0] > 105 > number.box[2]
    assert date.italic
    assert line_with(page, "Nơi nhận:").box[1] > number.box[3]


def test_parts_that_find_no_room_follow_on_a_page_that_goes_on_counting(
    at: At, scan: Scan, tmp_path: Path
) -> None:
    standing = at("issued")
    (page,) = pictures(standing.official().read_bytes(), 100)
    page.paste((0, 0, 0), (150, 1000, 700, 1010))  # a line far down the page
    file = tmp_path / "full.pdf"
    file.write_bytes(scan_pdf([page, page], 100))
    document = issued_copy(standing, request(file, medium=Medium.PAPER))
    judged(standing, document)
    pages = measure(official(standing, document).read_bytes())
    assert len(pages) == 3
    assert line_with(pages[2], "BẢN SAO VĂN BẢN").box[1] < 35
    number = next(line for line in pages[2].lines if line.box[1] < 15)
    assert (number.text, number.size) == ("3", 14)
    assert pages[0].lines == pages[1].lines == ()


def test_an_extract_has_its_pages_and_says_so(at: At, tmp_path: Path) -> None:
    """NĐ30 Đ.25(3): of an electronic document only an extract is electronic again."""
    standing = at("issued")
    long = tmp_path / "long.md"
    shutil.copy(Path("examples/ket-luan.md"), long)
    source = drafting.create_draft(standing.acting(DRAFTER), "ket-luan", long)
    submission.submit(standing.acting(DRAFTER), source.id, "thử")
    approval.approve(standing.acting(APPROVER), source.id)
    signing.sign(standing.acting(SIGNER), source.id, KEY)
    issuing.issue(standing.acting(CLERK), source.id, [SEAL])
    original = measure(standing.official("02-KL-TU.pdf").read_bytes())
    state = at_work_for_the_state(standing)
    asked = request(
        standing.official("02-KL-TU.pdf"), "trich-sao", pages=(2, 4), medium=Medium.ELECTRONIC,
        authority="KT. CHỦ TỊCH", title="PHÓ CHỦ TỊCH",
    )  # fmt: skip
    document = issued_copy(state, asked)
    first = judged(state, document)
    pages = measure(official(state, document).read_bytes())
    assert [
        {line.text for line in before.lines} <= {line.text for line in page.lines}
        for page, before in zip(pages, (original[1], original[3]), strict=True)
    ] == [True, True]
    form = line_with(first, "Trích sao trang 2, 4")
    # The page number stands where the person would: the person stands below the organ.
    person, date = line_with(first, "Người ký sao"), line_with(first, "Lam Giang, ngày")
    assert person.box[0] == form.box[0] == pytest.approx(133, abs=0.3)
    body = next(line for line in first.lines if line.size == 14 and len(line.text) > 40)
    assert date.box[3] < body.box[1] + 1
    with pytest.raises(CopyNotKnown):
        create_copy(state.acting(DRAFTER), replace(asked, form="sao-y", pages=()))


def test_an_original_that_is_not_valid_is_copied_only_for_a_reason(at: At, tmp_path: Path) -> None:
    standing = at("issued")
    data = bytearray(standing.official().read_bytes())
    data[len(data) // 3] ^= 1
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(data)
    with pytest.raises(SourceNotValid):
        create_copy(standing.acting(DRAFTER), request(damaged))
    made = create_copy(standing.acting(DRAFTER), request(damaged, accepted="bản gốc đã huỷ"))
    assert [report.verdict for report in made.reports] == [Verdict.INVALID]
    created = standing.acting().ledger.events(made.document.id)[0].data["original"]
    assert (created["accepted"], created["files"][0]["verdict"]) == ("bản gốc đã huỷ", "invalid")
    valid = create_copy(standing.acting(DRAFTER), request(standing.official()))
    assert [report.verdict for report in valid.reports] == [Verdict.VALID]


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"form": "sao-i"}, UnknownDocumentType, "sao-y"),
        ({"form": "ket-luan"}, UnknownDocumentType, "ket-luan"),
        ({"signer": "ai-do"}, UnknownPerson, "ai-do"),
        ({"signer": DRAFTER}, DraftError, "may not sign"),
        ({"to": ()}, DraftError, "--to"),
        ({"subject": " "}, DraftError, "--subject"),
        ({"pages": (1,)}, DraftError, "only an extract"),
        ({"form": "trich-sao"}, DraftError, "an extract names its pages"),
        ({"form": "trich-sao", "pages": (1, 7)}, SourceUnusable, "it has 1 pages, and no page 7"),
        ({"authority": "TM. BAN THƯỜNG VỤ"}, DraftError, "T/M BAN THƯỜNG VỤ"),
        ({"sources": ("99-KL/TU",)}, NotFound, "99-KL/TU"),
        ({"medium": Medium.ELECTRONIC, "original": Medium.ELECTRONIC}, CopyNotKnown, "electronic"),
    ],
)
def test_what_is_asked_wrongly_is_said_and_leaves_nothing(
    at: At, scan: Scan, changes: dict[str, object], error: type[Exception], words: str
) -> None:
    standing = at("issued")
    with pytest.raises(error) as refused:
        create_copy(standing.acting(DRAFTER), request(scan(standing), **changes))
    assert words in str(refused.value) + getattr(refused.value, "hint_text", str)()
    assert len(standing.acting().ledger.documents()) == 1


def test_who_does_not_draft_makes_no_copies(at: At, scan: Scan) -> None:
    standing = at("issued")
    with pytest.raises(WrongRole):
        create_copy(standing.acting(CLERK), request(scan(standing)))


def test_recipients_that_the_stamp_has_no_room_for_are_too_many(at: At) -> None:
    standing = at("issued")
    asked = request("01-KL/TU", to=(*["Ban Bí thư Trung ương Đảng (để b/c)"] * 9,))
    made = create_copy(standing.acting(DRAFTER), asked)
    with pytest.raises(StampTooFull):
        submission.submit(standing.acting(DRAFTER), made.document.id)


def test_a_copy_rejected_can_be_changed_but_not_its_original(at: At, scan: Scan) -> None:
    standing = at("issued")
    id = create_copy(standing.acting(DRAFTER), request(scan(standing))).document.id
    text = drafting.draft_text(standing.acting(), standing.document(id))
    changed = text.replace("PHÓ BÍ THƯ", "BÍ THƯ")
    document = drafting.edit_draft(standing.acting(DRAFTER), id, changed)
    assert drafting.parse_draft(standing.acting(), document).signature.title == "BÍ THƯ"
    assert read_copy_text(text, "sao-y").copy_of is not None
    for old, new in (('original = "paper"', 'original = "electronic"'),
                     (re.findall(r"[0-9a-f]{64}", text)[0], "0" * 64)):  # fmt: skip
        with pytest.raises(DraftError, match="original"):
            drafting.edit_draft(standing.acting(DRAFTER), id, text.replace(old, new))
    crooked = text.replace('medium = "electronic"', 'medium = "paper"').replace("T/M", "TM.")
    drafting.edit_draft(standing.acting(DRAFTER), id, crooked)
    with pytest.raises(DraftError, match="no form of authority"):
        submission.submit(standing.acting(DRAFTER), id)


def test_a_copy_is_no_text_and_its_pages_are_not_measured(at: At, scan: Scan) -> None:
    standing = at("issued")
    with pytest.raises(CopyWithoutSource):
        drafting.create_draft(standing.acting(DRAFTER), "sao-y", Path("examples/ket-luan.md"))
    id = create_copy(standing.acting(DRAFTER), request(scan(standing))).document.id
    with pytest.raises(CopyNotMeasured):
        check_document(standing.acting(), id)


def test_only_a_copy_on_paper_needs_the_template(at: At, scan: Scan) -> None:
    standing = at("issued")
    (standing.directory / "templates" / "party-copy.docx").unlink()
    file, office = scan(standing), standing.acting(DRAFTER)
    id = create_copy(office, request(file)).document.id
    assert submission.submit(office, id)[0].content
    paper = create_copy(office, request(file, medium=Medium.PAPER)).document.id
    with pytest.raises(TemplateMissing):
        submission.submit(office, paper)


def test_a_copy_is_rendered_the_same_every_time(at: At, scan: Scan) -> None:
    standing = at("issued")
    made = copying.create_copy(standing.acting(DRAFTER), request(scan(standing)))
    first = submission.submit(standing.acting(DRAFTER), made.document.id)[0].content
    approval.reject(standing.acting(APPROVER), made.document.id, "xem lại")
    assert submission.submit(standing.acting(DRAFTER), made.document.id)[0].content == first
