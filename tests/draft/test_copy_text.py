"""The text of a certified copy: what is written is read again; what is wrong is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.draft.copy_text import read_copy_text, write_copy_text
from workflow.model.copies import CopyOrder, Medium, SourceFile, pages_text, read_pages
from workflow.model.document import Draft, SignatureBlock
from workflow.model.errors import DraftError
from workflow.model.vietnamese import nfc, squeeze

WORDS = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1)
    .map(lambda text: squeeze(nfc(text)))
    .filter(lambda text: bool(text) and text.isprintable())
)
SHA = "ab" * 32


def draft(subject: str = "Kết luận số 01-KL/TU", **changes: object) -> Draft:
    order = CopyOrder(
        Medium.PAPER, Medium.ELECTRONIC, (SourceFile("a.pdf", SHA, 300.0),), (2, 3, 5)
    )
    block = SignatureBlock("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Nguyễn Văn An")
    return Draft("trich-sao", (subject,), (), ("Lưu Văn phòng Tỉnh uỷ",), (block,), copy_of=order)


@given(WORDS, WORDS, WORDS)
def test_what_is_written_is_read_again(subject: str, line: str, name: str) -> None:
    order = CopyOrder(Medium.ELECTRONIC, Medium.PAPER, (SourceFile(name, SHA),))
    block = SignatureBlock("", "", name)
    written = Draft("sao-y", (subject,), (), (line, line), (block,), copy_of=order)
    assert read_copy_text(write_copy_text(written), "sao-y") == written


def test_all_of_an_order_is_kept() -> None:
    assert read_copy_text(write_copy_text(draft()), "trich-sao") == draft()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('medium = "electronic"', 'medium = "giấy"', "“medium” must be “paper” or “electronic”"),
        ('pages = "2-3,5"', 'pages = "3-2"', "“3-2” names no pages"),
        ('pages = "2-3,5"', "pages = 3", "“3” names no pages"),
        ('subject = "', 'subjekt = "', "“subjekt” is not known here"),
        ('name = "Nguyễn Văn An"', 'name = " "', "“name” must say something"),
        ('"Lưu Văn phòng Tỉnh uỷ"', '"a\\u0007"', "“recipients” holds what cannot be printed"),
        (SHA, "../" * 21 + "a", "“source” must say something"),
        ("[signature]", "[signature", "it is not TOML"),
    ],
)
def test_a_text_that_is_not_right_says_where(old: str, new: str, reason: str) -> None:
    text = write_copy_text(draft())
    assert old in text
    with pytest.raises(DraftError) as refused:
        read_copy_text(text.replace(old, new), "trich-sao", "ab12cd")
    assert reason in refused.value.text()
    assert "ab12cd" in refused.value.text()


@given(st.sets(st.integers(1, 300)))
def test_pages_are_written_and_read(pages: set[int]) -> None:
    rising = tuple(sorted(pages))
    assert read_pages(pages_text(rising)) == rising


@pytest.mark.parametrize("text", ["0", "a", "2-", "-2", "3-2", "1-301", "1;2", "1-2-3"])
def test_what_names_no_pages_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_pages(text)
