"""Footnotes and endnotes: their numbers, restarts and forms, their text, and where they stand."""

from __future__ import annotations

import pytest

from tests.render.corpus.notes import call, footnote, separators
from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import el, group, p, run, section, t
from workflow.model.errors import UnsupportedFeatures
from workflow.model.page import Page
from workflow.render.content import render_pages
from workflow.render.measure import measure
from workflow.render.page_tree import Footnote, Link, NoteMark, Paragraph, inlines_of, paragraphs_of
from workflow.render.word_reader import read_docx


def _endnote(number: int, text: str) -> str:
    sign = run(el("endnoteRef"), el("rStyle", val="EndnoteReference"))
    return el("endnote", p(sign + t(f" {text}"), el("pStyle", val="EndnoteText")), id=number)


def _word(
    body: str, last: str = "", settings: str = "", kind: str = "footnote", notes: str = ""
) -> WordFile:
    """A file with the notes 1 to 9, of the words "chú một" and so on."""
    words = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
    make = footnote if kind == "footnote" else _endnote
    held = notes or "".join(make(n, f"chú {word}") for n, word in enumerate(words, 1))
    parts = {f"{kind}s": separators(kind) + held}
    return WordFile(body, last or section(), settings=settings, **parts)  # type: ignore[arg-type]


def _notes(word: WordFile) -> list[Footnote]:
    blocks = read_docx(word.packed(), "a.docx").blocks
    return [child for block in blocks if isinstance(block, Paragraph)
            for child in inlines_of(block.children) if isinstance(child, Footnote)]  # fmt: skip


def _marks(word: WordFile) -> list[str]:
    return [note.mark for note in _notes(word)]


def _called(*numbers: int, kind: str = "footnote") -> str:
    """A paragraph that calls notes."""
    return p(t("Việc") + "".join(call(n, kind) for n in numbers))


def _rule(kind: str = "footnote", **given: object) -> str:
    """w:footnotePr or w:endnotePr: `pos`, `form`, `start`, `restart`."""
    names = {"pos": "pos", "form": "numFmt", "start": "numStart", "restart": "numRestart"}
    parts = [el(names[key], val=given[key]) for key in names if key in given]
    return el(f"{kind}Pr", "".join(parts))


def _section_end(*properties: str) -> str:
    return el("p", group("pPr", section(*properties)))


def _refused(word: WordFile) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(word.packed(), "a.docx")
    (problem,) = caught.value.problems
    return problem.text()


# -- numbers -----------------------------------------------------------------------------------


def test_notes_are_numbered_in_the_order_of_their_calls() -> None:
    assert _marks(_word(_called(3, 1) + _called(2))) == ["1", "2", "3"]
    texts = [
        paragraph.text for note in _notes(_word(_called(3, 1))) for paragraph in note.paragraphs
    ]
    assert texts == ["1 chú ba", "2 chú một"]


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ({"form": "lowerLetter"}, ["a", "b"]),
        ({"form": "upperRoman", "start": 4}, ["IV", "V"]),
        ({"form": "chicago"}, ["*", "†"]),
        ({"start": 9}, ["9", "10"]),
    ],
)
@pytest.mark.parametrize("place", ["section", "settings"])
def test_notes_have_the_form_and_the_start_that_are_set(
    rule: dict[str, object], shown: list[str], place: str
) -> None:
    said = _rule(**rule)
    word = (
        _word(_called(1, 2), section(said)) if place == "section"
        else _word(_called(1, 2), settings=said)
    )  # fmt: skip
    assert _marks(word) == shown


def test_what_a_section_says_goes_over_what_the_document_says() -> None:
    general = _rule(form="lowerLetter", start=3)
    word = _word(_called(1, 2), section(_rule(form="upperLetter")), general)
    assert _marks(word) == ["C", "D"]


@pytest.mark.parametrize(
    ("restart", "shown"),
    [("continuous", ["1", "2", "3", "4"]), ("eachSect", ["1", "2", "1", "2"])],
)
def test_numbers_go_on_over_sections_or_begin_anew(restart: str, shown: list[str]) -> None:
    rule = _rule(restart=restart)
    word = _word(_called(1, 2) + _section_end(rule) + _called(3, 4), section(rule))
    assert _marks(word) == shown


def test_a_section_may_have_numbers_of_another_form() -> None:
    body = _called(1, 2) + _section_end() + _called(3)
    assert _marks(_word(body, section(_rule(form="lowerRoman")))) == ["1", "2", "iii"]


def test_a_sign_of_its_own_takes_no_number() -> None:
    own = call(2).replace("<w:footnoteReference ", '<w:footnoteReference w:customMarkFollows="1" ')
    body = p(t("Việc") + call(1) + own + t("*") + call(3))
    assert _marks(_word(body)) == ["1", "", "2"]


def test_endnotes_are_numbered_by_themselves() -> None:
    body = _called(1) + _called(1, 2, kind="endnote")
    file = _word(body, kind="endnote")
    both = WordFile(body, endnotes=file.endnotes, footnotes=_word("").footnotes)
    assert [(note.mark, note.end) for note in _notes(both)] == [
        ("1", False), ("i", True), ("ii", True),
    ]  # fmt: skip
    form = _rule("endnote", form="decimal", start=5)
    assert _marks(_word(_called(1, 2, kind="endnote"), section(form), kind="endnote")) == ["5", "6"]


# -- their text --------------------------------------------------------------------------------


def test_the_number_in_a_note_leads_back_and_looks_as_it_is_set() -> None:
    (note,) = _notes(_word(_called(2)))
    mark = note.paragraphs[0].children[0]
    assert isinstance(mark, NoteMark)
    assert (mark.text, mark.style.raised) == ("1", "super")


def test_a_note_may_have_several_paragraphs() -> None:
    notes = footnote(1, "Một", "Hai")
    (note,) = _notes(_word(_called(1), notes=notes))
    assert [paragraph.text for paragraph in note.paragraphs] == ["1 Một", "Hai"]


def test_a_note_called_in_a_field_is_no_part_of_it() -> None:
    signs = [run(el("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    code = run("<w:instrText>HYPERLINK https://example.vn/</w:instrText>")
    parts = (signs[0], code, signs[1], t("trang "), call(1), t("này"), signs[2])
    body = p("".join(parts))
    (paragraph,) = read_docx(_word(body).packed(), "a.docx").blocks
    assert isinstance(paragraph, Paragraph)
    kinds = [type(child) for child in paragraph.children]
    assert kinds == [Link, Footnote, Link]
    assert [p.text for p in paragraphs_of((paragraph,))] == ["trang này", "1 chú một"]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (_word(_called(77)), "«Việc»: a note that the file does not hold (footnote)"),
        (_word(_called(1), section(_rule(form="chineseCounting"))),
         "notes numbered in another way (chineseCounting)"),
        (_word(_called(1), section(_rule(restart="eachPage"))),
         "notes numbered in another way (eachPage)"),
        (_word(_called(1), section(_rule(pos="beneathText"))),
         "footnotes that do not stand at the foot of the page"),
        (_word(_called(1), notes=el("footnote", "", id=1)), "«Việc»: a footnote without words"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_refused(word: WordFile, told: str) -> None:
    assert _refused(word) == told


# -- on the page -------------------------------------------------------------------------------


def _pages(word: WordFile) -> list[Page]:
    return list(measure(render_pages(word.packed(), "a.docx")))


def _text(page: Page) -> str:
    return " ".join(line.text for line in page.lines)


def test_footnotes_stand_at_the_foot_of_the_page_that_calls_them() -> None:
    body = _called(1) + p(t("Trang hai") + call(2), el("pageBreakBefore"))
    pages = _pages(_word(body))
    assert list(map(_text, pages)) == ["Việc1 1 chú một", "Trang hai2 2 chú hai"]
    assert all(page.lines[-1].baseline > 270 for page in pages)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", ["Việci", "Sauii i chú một ii chú hai"]),
        (_rule("endnote", pos="sectEnd"), ["Việci i chú một", "Sauii ii chú hai"]),
    ],
)
def test_endnotes_stand_at_the_end_of_the_document_or_of_their_section(
    settings: str, expected: list[str]
) -> None:
    body = _called(1, kind="endnote") + _section_end() + p(t("Sau") + call(2, "endnote"))
    pages = _pages(_word(body, settings=settings, kind="endnote"))
    assert list(map(_text, pages)) == expected


def _rules(pages: list[Page]) -> list[float]:
    """How long the lines are that are drawn on each page, mm; 0 for none."""
    return [max((s.box[2] - s.box[0] for s in page.strokes), default=0.0) for page in pages]


def test_a_short_rule_parts_endnotes_from_the_text_and_nothing_else_has_one() -> None:
    body = _called(kind="endnote") + p(t("Sau") + call(1, "endnote"), el("pageBreakBefore"))
    assert _rules(_pages(_word(body, kind="endnote"))) == pytest.approx(
        [0, 144 / 72 * 25.4], abs=0.5
    )
