"""The language that each text is read aloud in."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.render.corpus.notes import call, separators
from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import el, p, t
from tests.render.tagged import Read, read_tags
from workflow.render.content import render_pages
from workflow.render.languages import spoken_language

_ENGLISH = "The parties agree to cooperate on digital government."
_VIETNAMESE = "Hai bên thống nhất hợp tác về chính quyền số."


def in_language(text: str, mark: str) -> str:
    return t(text, el("lang", val=mark))


def pages(body: str) -> bytes:
    return render_pages(WordFile(body).packed(), "a.docx")


def marked(body: str) -> list[tuple[str, str, str]]:
    """The elements with a language of their own: kind, language, words."""
    found: list[Read] = read_tags(pages(body)).all()
    return [(e.kind, e.entries["Lang"], e.words) for e in found if "Lang" in e.entries]


def document_language(body: str) -> str:
    with pikepdf.open(io.BytesIO(pages(body))) as document:
        return str(document.Root.Lang)


def test_a_run_in_another_language_says_so() -> None:
    run = in_language(_ENGLISH, "en-US")
    body = p(_VIETNAMESE) + p(
        in_language("Ghi nhớ: ", "vi-VN") + run + in_language(" (bản dịch)", "vi-VN")
    )
    assert marked(body) == [("Span", "en-US", _ENGLISH)]


def test_a_paragraph_in_another_language_says_so_itself() -> None:
    words = t("The parties agree ", el("b"), el("lang", val="en-GB"))
    body = p(_VIETNAMESE) + p(words + in_language("to cooperate.", "en-GB"))
    assert marked(body) == [("P", "en-GB", "The parties agree to cooperate.")]


def test_a_heading_and_a_note_say_theirs_too() -> None:
    heading = p(in_language("Digital government", "en-US"), el("outlineLvl", val=0))
    note = el("footnote", p(in_language(_ENGLISH, "en-US")), id=1)
    file = WordFile(heading + p(t(_VIETNAMESE * 3) + call(1)), footnotes=separators() + note)
    found = read_tags(render_pages(file.packed(), "a.docx")).all()
    said = [(e.kind, e.words) for e in found if e.entries.get("Lang") == "en-US"]
    assert said == [("H1", "Digital government"), ("P", _ENGLISH)]


def test_a_run_over_lines_is_one_stretch() -> None:
    long = " ".join([_ENGLISH] * 3)
    around = p(t("Ghi nhớ: ") + in_language(long, "en-US") + t(" Hết."))
    ((kind, language, words),) = marked(p(_VIETNAMESE) * 3 + around)
    assert (kind, language) == ("Span", "en-US")
    assert words.replace(" ", "") == long.replace(" ", "")


def test_vietnamese_that_is_marked_as_english_is_vietnamese() -> None:
    body = p(in_language(_VIETNAMESE, "en-US")) * 3
    assert marked(body) == []
    assert document_language(body) == "vi"


def test_the_document_is_in_the_language_of_most_of_its_words() -> None:
    body = p(in_language(_ENGLISH, "en-US")) * 5 + p(in_language(_VIETNAMESE, "vi-VN"))
    assert document_language(body) == "en"
    assert marked(body) == [("P", "vi-VN", _VIETNAMESE)]


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        (_ENGLISH, "en-US", "en-US"),
        (_VIETNAMESE, "en-US", "vi"),
        (_VIETNAMESE, "vi-VN", "vi-VN"),
        ("UBND", "en-US", ""),
        ("Ban Thanh tra", "en-US", ""),
        ("8,15%", "fr-FR", ""),
        ("Mr. Nguyễn Văn An, representing the People's Committee", "en-US", "en-US"),
        ("Université de Lyon", "fr-FR", "fr-FR"),
        ("Правительство", "ru-RU", "ru-RU"),
        (_ENGLISH, "x-none", ""),
        (_ENGLISH, "", ""),
        (_VIETNAMESE, "", "vi"),
    ],
)
def test_a_mark_is_believed_where_the_words_bear_it_out(
    text: str, mark: str, expected: str
) -> None:
    assert spoken_language(text, mark) == expected
