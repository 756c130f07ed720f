"""Files that can hardly be read: each is refused, or read, with a sentence that says what it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from tests.conftest import EXAMPLE
from tests.rules.seeds.planting import filled
from tests.rules.wording.test_old_encodings import to_tcvn3, to_vni
from workflow.draft.markdown import read_markdown
from workflow.model.errors import (
    UnreadableDraft,
    UnreadablePages,
    UnsupportedFeatures,
    VanbanError,
    WordFileBroken,
)
from workflow.services.checked import corrected
from workflow.services.checking_files import check_file
from workflow.services.office import OpenOffice, open_office
from workflow.services.rendering import word_file

Element = etree._Element

pytestmark = pytest.mark.slow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOON = datetime(2026, 8, 5, 5, tzinfo=UTC)
TEXT = EXAMPLE.read_text("utf-8").translate(str.maketrans("“”–", '""-')).replace("…", "...")


@pytest.fixture
def office(reading_office: Path) -> OpenOffice:
    return open_office(reading_office, clock=lambda: NOON)


def pdf_of(make: Callable[[pikepdf.Pdf], None], **saved: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        make(pdf)
        pdf.save(out, **saved)
    return out.getvalue()


def blank(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(595, 842))


def locked() -> bytes:
    return pdf_of(blank, encryption=pikepdf.Encryption(owner="a", user="b"))


def scanned() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(out, "PDF")
    return out.getvalue()


def many(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.pdf", locked(), UnreadablePages, "locked"),
        ("a.pdf", scanned(), UnreadablePages, "no text to read"),
        ("a.pdf", pdf_of(blank), UnreadablePages, "empty"),
        ("a.pdf", b"", UnreadablePages, "no PDF"),
        ("a.pdf", many(301), UnreadablePages, "300"),
        ("a.odt", b"x", UnreadablePages, "only texts"),
        ("a.docx", b"x", WordFileBroken, "not a Word file"),
        ("a.md", TEXT.encode("utf-16"), UnreadableDraft, "UTF-16"),
        ("a.md", TEXT.encode("utf-16-le"), UnreadableDraft, "UTF-16"),
        ("a.md", bytes(range(256)), UnreadableDraft, "byte 129"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(
    office: OpenOffice, tmp_path: Path, name: str, data: bytes, error: type[VanbanError], words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error) as caught:
        check_file(office, tmp_path / name, "", None)
    told = str(caught.value)
    assert name in told
    assert words in told
    assert "BytesIO" not in told


@pytest.mark.parametrize("typed", [to_tcvn3(TEXT), to_vni(TEXT)], ids=["tcvn3", "vni"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_text_in_an_old_encoding_is_converted_whole(
    office: OpenOffice, tmp_path: Path, typed: str, encoding: str
) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(typed.encode(encoding))
    result = check_file(office, file, "", None)
    assert {finding.rule for finding in result.findings} == {"old-encoding"}
    assert len(result.errors) > 10
    assert corrected(result) == TEXT


def test_what_a_word_file_has_and_no_page_can_carry_is_named_with_its_place(
    office: OpenOffice, tmp_path: Path
) -> None:
    word = word_file(office, read_markdown(TEXT, "ket-luan", "KẾT LUẬN"))
    file = tmp_path / "a.docx"
    file.write_bytes(with_ruby(filled(word, NOON.date())))
    with pytest.raises(UnsupportedFeatures) as caught:
        check_file(office, file, "", None)
    (problem,) = caught.value.problems
    assert "Ngày 05/8/2026" in problem.place


def with_ruby(docx: bytes) -> bytes:
    """With East Asian reading aids in the first paragraph of the body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                at = data.index("Ngày 05/8/2026".encode())
                run = data.rindex(b"<w:r>", 0, at)
                data = data[:run] + b"<w:r><w:ruby/></w:r>" + data[run:]
            new.writestr(name, data)
    return out.getvalue()


SAMPLE = Path(__file__).parent.parent / "draft" / "samples" / "ket-luan-chuyen-de-2023.md"


def test_the_real_sample_gives_what_a_careful_clerk_would_tell(office: OpenOffice) -> None:
    """Quotation marks are mixed in it, and hoá with hóa; the rest is as agreed."""
    result = check_file(office, SAMPLE, "", date(2023, 3, 1))
    assert result.rules.id == "party-hd36"
    assert [(f.rule, f.spot.line) for f in result.findings] == [
        ("mixed-quotes", 20), ("mixed-quotes", 20), ("mixed-tone-marks", 22),
        ("mixed-quotes", 22), ("mixed-quotes", 22), ("citation-subject", 32),
        ("title-written-bold", 50), ("title-listed", 50),
    ]  # fmt: skip
    assert result.errors == ()
    assert "01-KL/TW" in result.findings[5].found


def changed(docx: bytes, change: Callable[[Element], None]) -> bytes:
    """A Word file whose body was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root)
            new.writestr(name, data)
    return out.getvalue()


def without(words: str) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        paragraph = next(p for p in root.iter(W + "p") if words in "".join(p.itertext()))
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)

    return change


def reading(old: str, new: str) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        text = next(t for t in root.iter(W + "t") if old in (t.text or ""))
        text.text = (text.text or "").replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (reading("KẾT LUẬN", "KẾT LUÂN"), [("type-name", "KẾT LUÂN")]),
        (reading("KẾT LUẬN", "Kết luận"), [("type-capitals", "in thường")]),
        (reading("-KL/TU", "-NQ/TU"), [("number-type", "NQ")]),
        (reading("-KL/TU", "-KL/TW"), [("number-organ", "TW")]),
        (reading("12-KL", "8-KL"), [("number-form", "Số 8-KL/TU")]),
        (
            reading("ngày 05 tháng 8 năm ", "ngày 05/8/"),
            [("date-form", "Lam Giang, ngày 05/8/2026")],
        ),
        (reading("Lam Giang, ngày", "ngày"), [("date-place", "ngày 05 tháng 8 năm 2026")]),
        (without("KẾT LUẬN"), [("part-missing", "")]),
        (without("ĐẢNG CỘNG SẢN VIỆT NAM"), [("part-missing", "")]),
        (without("Số 12"), [("part-missing", "")]),
        (without("-----"), [("part-missing", "")]),
        (without("Nơi nhận"), [("part-missing", "")]),
    ],
)
def test_one_slip_in_a_word_file_is_told_once(
    office: OpenOffice,
    tmp_path: Path,
    change: Callable[[Element], None],
    found: list[tuple[str, str]],
) -> None:
    word = filled(word_file(office, read_markdown(TEXT, "ket-luan", "KẾT LUẬN")), NOON.date())
    file = tmp_path / "a.docx"
    file.write_bytes(changed(word, change))
    result = check_file(office, file, "", None)
    assert [(f.rule, f.found) for f in result.findings] == found
