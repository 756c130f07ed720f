"""Whatever people write: it is read without a loss, or refused as a draft, never anything else."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from workflow.draft.markdown import read_markdown
from workflow.model.document import Draft
from workflow.model.errors import DraftError

pytestmark = pytest.mark.slow

LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
PLAIN = LETTERS + LETTERS.upper() + string.digits
QUIET = ".,;:?()%/\"'“”‘’–=@{}|^$"
"""Marks that mean nothing in Markdown, wherever they stand."""
LOUD = "*_`#>-+![]()<>&~\\=\n\t 1.)"

FRAME = """\
KẾT LUẬN

về việc gì đó

-----

{}

Nơi nhận:

- Lưu Văn phòng Tỉnh uỷ.

BÍ THƯ

Nguyễn Văn An
"""

words = st.text(st.sampled_from(PLAIN + QUIET), min_size=1, max_size=8)
spaces = st.sampled_from([" ", "  ", "\t", " \t ", "\n"])


def read(text: str) -> Draft:
    return read_markdown(text, "ket-luan", "KẾT LUẬN")


def letters(text: str) -> str:
    """Letters and digits alone, in order."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def parts(draft: Draft) -> Iterator[str]:
    yield from draft.subject
    yield draft.author_line
    yield from (paragraph.text for paragraph in draft.body)
    yield from draft.recipients
    yield from (draft.signature.authority, draft.signature.title, draft.signature.name)


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, str]:
    """A paragraph as somebody types it, and as it must come out."""
    found = draw(st.lists(words, min_size=1, max_size=12))
    typed = found[0] + "".join(draw(spaces) + word for word in found[1:])
    assume(not re.search(r"(^|\n)[ \t]*(\d{1,9}[.)]|[-+=])([ \t\n]|$)", typed))
    assume("=" not in typed.replace("\n", " ").split(" ")[0])
    if draw(st.booleans()):
        typed = unicodedata.normalize("NFD", typed)
    return typed, " ".join(found)


@given(st.lists(paragraphs(), min_size=1, max_size=4))
def test_text_in_is_text_out(written: list[tuple[str, str]]) -> None:
    typed = "\n\n".join(text for text, _ in written)
    assume("nơi nhận" not in typed.casefold())
    assert [p.text for p in read(FRAME.format(typed)).body] == [text for _, text in written]


@given(st.lists(st.tuples(words, st.sampled_from(["", "*", "**", "***"])), min_size=1, max_size=6))
def test_words_keep_their_style_and_their_spaces(written: list[tuple[str, str]]) -> None:
    written = [(letters(word) or "x", mark) for word, mark in written]
    (found,) = read(FRAME.format(" ".join(f"{m}{word}{m}" for word, m in written))).body
    assert found.text == " ".join(word for word, _ in written)
    styled = {(w, r.bold, r.italic) for r in found.runs for w in r.text.split()}
    assert styled == {(word, "**" in mark, mark in ("*", "***")) for word, mark in written}


@given(st.text(st.sampled_from(PLAIN + LOUD), max_size=80))
@example("- a\n-\n\nb")
@example("1. 1) - + * a")
@example("***a**b*c")
@example("\\*a\\")
@example("a<!--b-->c")
@example("&amp;a&#98;")
@example("- - - - - - - - - - - - a")
@example("```a\n~~~b")
def test_no_letter_of_a_body_is_ever_lost(body: str) -> None:
    try:
        draft = read(FRAME.format(body))
    except DraftError:
        return
    assert letters("".join(p.text for p in draft.body)) == letters(body)


@given(st.text(st.sampled_from(PLAIN + QUIET + LOUD), max_size=300))
@example("Nơi nhận:")
@example("-----")
@example("-----\n\nNơi nhận:\n\n- a")
@example("-----\n\nx\n\nNơi nhận:\n\n-\n\nA\n\nB")
def test_any_text_is_read_or_refused_as_a_draft(text: str) -> None:
    for written in (text, FRAME.format(text), FRAME.replace("{}", "x") + text, text + FRAME):
        try:
            draft = read(written)
        except DraftError as refused:
            told = [problem.text() for problem in refused.problems]
        else:
            told = ["draft:1: nothing"]
            assert draft.subject
            assert draft.body
            assert draft.recipients
            assert draft.signature.name
        assert told
        assert all(re.match(r"draft:\d+: ", sentence) for sentence in told)


@given(st.text(max_size=200))
def test_any_text_of_unicode_is_read_or_refused_as_a_draft(text: str) -> None:
    for written in (text, FRAME.format(text)):
        try:
            draft = read(written)
        except DraftError:
            continue
        assert all(unicodedata.is_normalized("NFC", part) for part in parts(draft))
        assert not any(
            unicodedata.category(c) == "Cc" for p in parts(draft) for c in p if c != "\t"
        )


@given(st.text(st.sampled_from(PLAIN + LOUD), max_size=200), st.integers(0, 30))
def test_a_mistake_is_named_with_a_line_that_the_text_has(text: str, blank: int) -> None:
    written = "\n" * blank + text
    try:
        read(written)
    except DraftError as refused:
        lines = [int(p.place.split(":")[1]) for p in refused.problems]
        assert all(1 <= line <= written.count("\n") + 1 for line in lines)


@given(st.lists(words.map(letters).filter(bool), min_size=1, max_size=6), st.data())
def test_recipients_come_out_as_they_went_in(found: list[str], data: st.DataObject) -> None:
    names = [f"Sở {name}" for name in found]
    ends = [data.draw(st.sampled_from(["", ",", ";", "."])) for _ in names]
    lines = "\n".join(f"- {name}{end}" for name, end in zip(names, ends, strict=True))
    text = FRAME.format("x").replace("- Lưu Văn phòng Tỉnh uỷ.", lines)
    assert read(text).recipients == tuple(names)
