"""What came back from Word another way is told, all of it and nothing else."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.whole_word import BODY, WholeWord
from workflow.model.difference import Difference
from workflow.render.page_tree import (
    PageSetup,
    PageTree,
    Paragraph,
    ParagraphStyle,
    RunStyle,
    Section,
    Text,
)
from workflow.render.word_difference import tree_difference, word_difference

pytestmark = pytest.mark.slow

WHOLE = WholeWord().data()


def changed(change: Callable[[WordDocument], object], data: bytes = WHOLE) -> bytes:
    document = Document(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def difference(change: Callable[[WordDocument], object]) -> Difference:
    return word_difference(WHOLE, changed(change), "it.docx")


def run(document: WordDocument, words: str) -> object:
    runs = [r for p in document.paragraphs for r in p.runs if words in r.text]
    return runs[0]


def said(found: Difference) -> list[tuple[str, str, str]]:
    """Every change of looks: of what, from, to."""
    return [(c.what, c.before.text(), c.after.text()) for c in found.formats]


def with_xml(change: Callable[[str], str]) -> bytes:
    """The file with another `word/document.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = change(data.decode()).encode()
            new.writestr(name, data)
    return out.getvalue()


def test_the_same_file_differs_in_nothing() -> None:
    assert not word_difference(WHOLE, WHOLE, "it.docx")
    assert not word_difference(WHOLE, changed(lambda document: None), "it.docx")


@pytest.mark.parametrize(
    "noise",
    [
        lambda xml: xml.replace("<w:p>", '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">'),
        lambda xml: xml.replace("<w:r>", '<w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1">'),
        lambda xml: xml.replace("<w:t>", "<w:lastRenderedPageBreak/><w:t>"),
        lambda xml: xml.replace(
            "<w:body>", '<w:body><w:bookmarkStart w:id="7" w:name="_GoBack"/>'
            '<w:bookmarkEnd w:id="7"/>'),
        # Runs parted in the middle of a word.
        lambda xml: re.sub(
            r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)<w:t>Ngày 05/8",
            r"<w:r>\1<w:t>Ngà</w:t></w:r><w:r>\1<w:t>y 05/8", xml),
    ],
)  # fmt: skip
def test_what_word_writes_anew_is_no_difference(noise: Callable[[str], str]) -> None:
    noisy = with_xml(noise)
    assert noisy != WHOLE
    assert not word_difference(WHOLE, noisy, "it.docx")


def test_a_figure_is_told_apart() -> None:
    def change(document: WordDocument) -> None:
        found = run(document, "21,4")
        found.text = found.text.replace("21,4", "24,1")  # type: ignore[attr-defined]

    found = difference(change)
    (number,) = found.numbers
    assert (number.before, number.after) == ("21,4", "24,1")
    assert "kinh phí năm 2026 là 21,4 tỷ đồng" in f"kinh {number.around}"
    assert (found.words, found.formats, found.places) == ((), (), ())


def test_words_are_told_as_one_phrase() -> None:
    def change(document: WordDocument) -> None:
        found = run(document, "thảo luận")
        found.text = found.text.replace("thảo luận", "bàn bạc kỹ")  # type: ignore[attr-defined]

    (words,) = difference(change).words
    assert (words.removed, words.added) == ("thảo luận", "bàn bạc kỹ")


def test_words_and_a_figure_at_one_place_are_told_both() -> None:
    def change(document: WordDocument) -> None:
        found = run(document, "21,4")
        found.text = found.text.replace("21,4 tỷ", "3 triệu")  # type: ignore[attr-defined]

    found = difference(change)
    assert [(n.before, n.after) for n in found.numbers] == [("21,4", "3")]
    assert [(w.removed, w.added) for w in found.words] == [("21,4 tỷ", "3 triệu")]


def test_looks_are_told_of_the_words_that_have_them() -> None:
    def change(document: WordDocument) -> None:
        paragraph = next(p for p in document.paragraphs if p.text == BODY[2])
        size = paragraph.runs[0].font.size
        paragraph.runs[0].text = "2. "
        for text, bold in (("Văn phòng Tỉnh uỷ", True), (BODY[2][20:], None)):
            added = paragraph.add_run(text)
            added.font.size, added.bold = size, bold
        assert paragraph.text == BODY[2]

    found = difference(change)
    (change_of,) = found.formats
    assert said(found) == [("bold", "no", "yes")]
    assert change_of.words == "Văn phòng Tỉnh uỷ"
    assert not found.words


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: setattr(d.sections[0], "left_margin", Mm(25)),
         ("left margin (pt)", "85.05", "70.85")),
        (lambda d: setattr(d.paragraphs[2].paragraph_format, "space_after", Pt(12)),
         ("space after (pt)", "0", "12")),
        (lambda d: setattr(d.paragraphs[0].paragraph_format, "page_break_before", True),
         ("on a new page", "no", "yes")),
        (lambda d: setattr(d.paragraphs[0].runs[0].font, "size", Pt(15)),
         ("size of letters (pt)", "16", "15")),
        (lambda d: setattr(d.paragraphs[0], "alignment", 0), ("alignment", "center", "left")),
    ],
)  # fmt: skip
def test_every_look_is_told(
    change: Callable[[WordDocument], None], told: tuple[str, str, str]
) -> None:
    found = difference(change)
    assert said(found) == [told]
    assert (found.numbers, found.words) == ((), ())


def test_a_width_is_told_of_column_and_cell() -> None:
    found = difference(lambda d: setattr(d.tables[0].rows[0].cells[0], "width", Mm(60)))
    assert said(found) == [
        ("widths of the columns (pt)", "212.6 255.1", "170.1 255.1"),
        ("width of the cell (pt)", "212.6", "170.1"),
    ]


def test_a_cell_is_told_by_row_and_column() -> None:
    def change(document: WordDocument) -> None:
        document.tables[1].rows[0].cells[1].paragraphs[1].runs[0].text = "BÍ THƯ"

    (words,) = difference(change).words
    assert words.place.text() == "table 2, row 1, column 2, «PHÓ BÍ THƯ»"
    assert (words.removed, words.added) == ("PHÓ", "")


def test_a_paragraph_more_is_told_whole() -> None:
    def change(document: WordDocument) -> None:
        document.paragraphs[5].insert_paragraph_before("Một đoạn mới, 15 chữ.")

    found = difference(change)
    (words,) = found.words
    assert (words.removed, words.added) == ("", "Một đoạn mới, 15 chữ.")
    assert not found.formats


def test_a_row_more_is_told() -> None:
    def change(document: WordDocument) -> None:
        table = document.tables[1]
        table.add_row().cells[0].text = "Thêm"

    (words,) = difference(change).words
    assert words.place.text() == "table 2, row 2"
    assert words.added.strip() == "Thêm"


def test_a_header_is_told() -> None:
    def change(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "MẬT"

    found = difference(change)
    assert [(w.place.text().partition(",")[0], w.added) for w in found.words] == [
        ("the document", "MẬT")
    ]
    assert "header" in found.words[0].place.text()


def test_a_mark_of_a_place_that_was_lost_is_told() -> None:
    xml = ('<w:bookmarkStart w:id="91" w:name="vanban_number"/>{}<w:bookmarkEnd w:id="91"/>').format
    marked = with_xml(
        lambda text: re.sub(r"(<w:r>(?:(?!<w:r>).)*?Số      -KL/TU</w:t></w:r>)",
                            lambda found: xml(found[0]), text)
    )  # fmt: skip
    assert marked != WHOLE
    assert word_difference(marked, WHOLE, "it.docx").places == ("number",)
    assert not word_difference(WHOLE, marked, "it.docx").words


# -- Any edits: the difference lists exactly those -----------------------------------------------

WORDS = st.sampled_from(
    ["cơ", "quan", "đảng", "tỉnh", "uỷ", "văn", "bản", "ký", "số", "gửi", "nhận", "báo", "cáo"]
)
PARAGRAPHS = st.lists(
    st.lists(WORDS, min_size=6, max_size=14).map(" ".join), min_size=1, max_size=8, unique=True
)


def tree(texts: list[str], looks: dict[tuple[int, int], RunStyle]) -> PageTree:
    """Paragraphs of words; the n-th word of the m-th paragraph may look another way."""
    blocks = []
    for m, text in enumerate(texts):
        children = []
        for n, word in enumerate(text.split(" ")):
            children.append(Text(f"{' ' if n else ''}", RunStyle()))
            children.append(Text(word, looks.get((m, n), RunStyle())))
        blocks.append(Paragraph(ParagraphStyle(), tuple(children), RunStyle()))
    page = PageSetup(595, 842, 57, 42, 57, 85, 36)
    return PageTree((Section(page, tuple(blocks)),))


@given(PARAGRAPHS, st.data())
@settings(max_examples=30, deadline=None)
def test_one_word_and_one_figure_changed_are_told_and_nothing_else(
    texts: list[str], data: st.DataObject
) -> None:
    texts = [f"{n}. {text} {n * 7 + 100} đồng" for n, text in enumerate(texts)]
    m = data.draw(st.integers(0, len(texts) - 1))
    words = texts[m].split(" ")
    n = data.draw(st.integers(1, len(words) - 3))
    old, words[n] = words[n], "XIN"
    figure, words[-2] = words[-2], "999"
    after = [*texts[:m], " ".join(words), *texts[m + 1 :]]
    found = tree_difference(tree(texts, {}), tree(after, {}))
    removed = " ".join(w.removed for w in found.words)
    added = " ".join(w.added for w in found.words)
    assert (old in removed.split(), "XIN" in added.split()) == (True, True)
    assert set(removed.split()) <= {old, figure}
    assert set(added.split()) <= {"XIN", "999"}
    assert [(c.before, c.after) for c in found.numbers] == [(figure, "999")]
    assert not found.formats


@given(PARAGRAPHS, st.data())
@settings(max_examples=30, deadline=None)
def test_paragraphs_left_out_are_told_and_nothing_else(
    texts: list[str], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.integers(0, len(texts) - 1)))
    after = [text for n, text in enumerate(texts) if n not in gone]
    found = tree_difference(tree(texts, {}), tree(after, {}))
    assert [w.removed for w in found.words] == [texts[n] for n in sorted(gone)]
    assert not any(w.added for w in found.words)
    assert (found.numbers, found.formats) == ((), ())
    back = tree_difference(tree(after, {}), tree(texts, {}))
    assert [w.added for w in back.words] == [texts[n] for n in sorted(gone)]


@given(PARAGRAPHS, st.data())
@settings(max_examples=30, deadline=None)
def test_looks_of_any_words_are_told_and_nothing_else(
    texts: list[str], data: st.DataObject
) -> None:
    spots = [(m, n) for m, text in enumerate(texts) for n in range(len(text.split(" ")))]
    chosen = data.draw(st.sets(st.sampled_from(spots), max_size=5))
    styles = {spot: RunStyle(bold=True) for spot in chosen}
    found = tree_difference(tree(texts, {}), tree(texts, styles))
    told = sorted(c.words.strip() for c in found.formats)
    assert told == sorted(texts[m].split(" ")[n] for m, n in chosen)
    assert said(found) == [("bold", "no", "yes")] * len(chosen)
    assert (found.numbers, found.words) == ((), ())


@pytest.mark.slow
def test_libreoffice_changes_looks_and_no_words(tmp_path: Path) -> None:
    source = WholeWord().write(tmp_path / "it.docx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "docx:Office Open XML Text", "--outdir", tmp_path / "out", source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = word_difference(WHOLE, (tmp_path / "out" / "it.docx").read_bytes(), "it.docx")
    assert (found.numbers, found.words, found.places) == ((), (), ())
    # Measured with 7.4: what it really writes otherwise.
    assert {c.what for c in found.formats} <= {
        "widow control", "widths of the columns (pt)", "width of the cell (pt)",
        "distance of the header (pt)", "distance of the footer (pt)", "language",
        "version of Word's layout", "distance of the tab stops (pt)",
    }  # fmt: skip
    assert "widow control" in {c.what for c in found.formats}
