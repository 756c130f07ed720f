"""What other programs read out of the file is what was drafted, letter for letter."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import As, Line
from tests.render.conftest import RULES, draft_of, rendered, text_of
from workflow.model.document import Draft

pytestmark = pytest.mark.slow


def read_out(pdf: bytes, folder: Path) -> str:
    """The text by poppler, page numbers left out."""
    file = folder / "it.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    lines = []
    for number, page in enumerate(said.split("\f"), start=1):
        kept = page.splitlines()
        if number > 1 and str(number) in kept:
            kept.remove(str(number))
        lines += kept
    return "\n".join(lines)


def letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def drafted(draft: Draft) -> str:
    """What the page must say, in its order, without the lines of number and date."""
    parts = [
        "TỈNH UỶ LAM GIANG", "*", "ĐẢNG CỘNG SẢN VIỆT NAM", "KẾT LUẬN", *draft.subject, "-----",
        *(paragraph.text for paragraph in draft.body), "Nơi nhận:",
        *RULES.recipient_texts(draft.recipients),
        draft.signature.authority, draft.signature.title, draft.signature.name,
    ]  # fmt: skip
    return letters("\n".join(parts))


_FIELDS = re.compile(
    r"^Số\s+(\d\d)?-KL/TU\s+Lam Giang, ngày\s+(\d\d?)?\s*tháng\s+(\d\d?)?\s*năm 20\d\d$", re.M
)


def without_fields(text: str) -> str:
    """Number and date are shown by fields; poppler reads them at the end of their page."""
    kept, count = _FIELDS.subn("", text)
    assert count == 1
    return kept


def test_the_text_is_that_of_the_draft(any_text: str, tmp_path: Path) -> None:
    draft = draft_of(any_text)
    said = without_fields(read_out(rendered(any_text).pdf, tmp_path))
    assert letters(said) == drafted(draft)


def test_words_stay_apart(any_text: str, tmp_path: Path) -> None:
    """White space too: no two words run together, and none falls apart but after a hyphen."""
    draft = draft_of(any_text)
    said = words(without_fields(read_out(rendered(any_text).pdf, tmp_path)))
    for paragraph in draft.body:
        assert words(paragraph.text) in said


def words(text: str) -> str:
    """White space as one space; none where a line may end inside a word: after a hyphen."""
    return re.sub(r"(?<=[-/]) ", "", " ".join(unicodedata.normalize("NFC", text).split()))


def test_the_text_is_composed(any_text: str, tmp_path: Path) -> None:
    said = read_out(rendered(any_text).pdf, tmp_path)
    assert unicodedata.is_normalized("NFC", said)


def test_text_that_comes_decomposed_is_composed_on_the_page(tmp_path: Path) -> None:
    text = text_of("Uỷ ban Kiểm tra Tỉnh uỷ.")
    said = read_out(rendered(unicodedata.normalize("NFD", text)).pdf, tmp_path)
    assert "Uỷ ban Kiểm tra Tỉnh uỷ." in said


def test_the_issued_file_still_says_the_draft_and_its_number(
    line: Line, acting: As, tmp_path: Path
) -> None:
    document = line.issued()
    office = acting(None)
    draft = draft_of(office.store.get(document.draft).decode())
    said = read_out(office.store.get(document.issued), tmp_path)
    assert "Số 01-KL/TU" in said
    assert letters(without_fields(said)) == drafted(draft)
