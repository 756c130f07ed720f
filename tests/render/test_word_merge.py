"""A Word passage keeps its formatting in the template, and takes nothing of the template's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from docx import Document
from lxml import etree

from tests.render.conftest import TEMPLATE, letterhead_of
from tests.render.corpus.notes import call
from tests.render.corpus.standard import defaults, style
from tests.render.corpus.wml import el, field, group, p, section, spacing, sz, t
from tests.render.rich_body import BODY, STYLES, rich_body
from workflow.draft.markdown import read_markdown
from workflow.model.document import Draft, Image
from workflow.model.errors import ImageRefused, UnsupportedFeatures
from workflow.render.content import fill
from workflow.render.ooxml import Element, Package, relations_of, value, w
from workflow.render.page_tree import ParagraphStyle, RunStyle
from workflow.render.word_numbering import Numbering
from workflow.render.word_styles import Styles

TEXT = (
    "**KẾT LUẬN**\n\n**về công tác văn thư**\n\n-----\n\nMở đầu[^1].\n\n![Nội dung](than.docx)\n\n"
    "Nơi nhận:\n\n- Lưu Văn phòng Tỉnh uỷ.\n\n**T/M BAN THƯỜNG VỤ**  \nPHÓ BÍ THƯ\n\n"
    "**Trần Minh Khang**\n{more}\n[^1]: Chú thích của bản thảo.\n"
)
APPENDIX = "\n# Phụ lục\n\n**Số liệu**\n\n![Nội dung](phu-luc.docx)\n"


def draft_with(more: str = "", **files: bytes) -> Draft:
    """A draft whose passages are these files."""
    named = {f"{name.replace('_', '-')}.docx": data for name, data in files.items()}
    text = TEXT.format(more=more)
    return read_markdown(text, "ket-luan", "KẾT LUẬN", "it.md", lambda n: Image(n, named[n]))


def filled(more: str = "", **files: bytes) -> Package:
    draft = draft_with(more, **files)
    return Package(fill(draft, letterhead_of(draft), TEMPLATE.read_bytes(), "t.docx"), "t.docx")


@pytest.fixture(scope="module")
def merged() -> Package:
    return filled(than=rich_body())


def root(package: Package, name: str = "word/document.xml") -> Element:
    found = package.part(name)
    assert found is not None
    return found


def words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def paragraph(package: Package, begins: str) -> Element:
    return next(p for p in root(package).iter(w("p")) if words(p).startswith(begins))


def chain(package: Package, id: str | None) -> Iterator[Element]:
    styles = {value(s, "styleId"): s for s in root(package, "word/styles.xml").iter(w("style"))}
    while id:
        yield styles[id]
        based = styles[id].find(w("basedOn"))
        id = value(based) if based is not None else None


def resolved(package: Package, element: Element) -> tuple[ParagraphStyle, RunStyle]:
    """Paragraph and run style as the page has them; in a table under what its style says."""
    styles = Styles(package, lambda refused: None, Numbering(package, lambda refused: None))
    table = next(element.iterancestors(w("tbl")), None)
    named = table.find(f"{w('tblPr')}/{w('tblStyle')}") if table is not None else None
    within = styles.inherited(value(named)) if named is not None else ()
    found = styles.paragraph(element.find(w("pPr")), within)
    return replace(found.style, name=""), found.run


def test_every_word_of_it_stands_in_the_text_in_its_order(merged: Package) -> None:
    source = Package(rich_body(), "than.docx")
    expected = words(root(source))
    assert expected in words(root(merged))
    assert "{{ chưa_duyệt }}" in expected


@pytest.mark.parametrize("begins", ["Văn phòng Tỉnh uỷ", "Kết quả", "Thu nội địa", "Huyện An"])
def test_a_paragraph_looks_as_in_its_own_file(merged: Package, begins: str) -> None:
    source = Package(rich_body(), "than.docx")
    shape, run = resolved(merged, paragraph(merged, begins))
    own_shape, own_run = resolved(source, paragraph(source, begins))
    assert run == own_run
    assert replace(shape, keep_next=False) == replace(own_shape, keep_next=False)


def test_the_template_keeps_its_looks_under_the_defaults_of_the_passage(merged: Package) -> None:
    plain = filled_without()
    for begins in ("KẾT LUẬN", "ĐẢNG CỘNG SẢN", "- Lưu Văn phòng", "PHÓ BÍ THƯ", "Mở đầu"):
        ours, theirs = (resolved(each, paragraph(each, begins)) for each in (merged, plain))
        assert ours == theirs, begins


def filled_without() -> Package:
    text = TEXT.format(more="").replace("![Nội dung](than.docx)", "Xong.")
    draft = read_markdown(text, "ket-luan", "KẾT LUẬN", "it.md")
    return Package(fill(draft, letterhead_of(draft), TEMPLATE.read_bytes(), "t.docx"), "t.docx")


def test_its_styles_have_names_of_their_own_and_headings_keep_their_level(merged: Package) -> None:
    named = [value(s.find(w("name"))) for s in root(merged, "word/styles.xml").iter(w("style"))]  # type: ignore[arg-type]
    assert len(named) == len(set(named))
    heading = paragraph(merged, "Đánh giá").find(f"{w('pPr')}/{w('pStyle')}")
    assert heading is not None
    first = next(chain(merged, value(heading)))
    level = first.find(f"{w('pPr')}/{w('outlineLvl')}")
    assert level is not None
    assert value(level) == "0"


def test_theme_fonts_and_colours_are_named(merged: Package) -> None:
    ours = [s for s in root(merged, "word/styles.xml").iter(w("style"))
            if (value(s, "styleId") or "").startswith("W1")]  # fmt: skip
    assert len(ours) > 5
    for part in (*ours, root(merged), root(merged, "word/footnotes.xml")):
        named = [a for element in part.iter(etree.Element) for a in element.attrib]
        assert not [a for a in named if "theme" in str(a)]
    heading = paragraph(merged, "Đánh giá").find(f"{w('pPr')}/{w('pStyle')}")
    assert heading is not None
    fonts = next(chain(merged, value(heading))).find(f"{w('rPr')}/{w('rFonts')}")
    assert fonts is not None
    assert value(fonts, "ascii") == "Arial"


def test_lists_are_its_own_by_style_too(merged: Package) -> None:
    numbering = root(merged, "word/numbering.xml")
    kinds = {value(n, "numId"): value(n.find(w("abstractNumId"))) for n in numbering.iter(w("num"))}  # type: ignore[arg-type]
    known = {value(a, "abstractNumId") for a in numbering.iter(w("abstractNum"))}
    assert set(kinds.values()) <= known
    ids = [value(n) for n in paragraph(merged, "Thu nội").iter(w("numId"))]
    heading = paragraph(merged, "Đánh giá").find(f"{w('pPr')}/{w('pStyle')}")
    assert heading is not None
    by_style = [value(n) for s in chain(merged, value(heading)) for n in s.iter(w("numId"))]
    assert ids == by_style[:1]
    level = next(
        a for a in numbering.iter(w("abstractNum"))
        if value(a, "abstractNumId") == kinds[ids[0]]
    )  # fmt: skip
    assert [value(t) for t in level.iter(w("lvlText"))] == ["%1.", "%1.%2.", "%3)"]
    linked = next(iter(level.iter(w("pStyle"))))
    assert value(linked) == value(heading)
    children = [etree.QName(e).localname for e in numbering]
    assert children == sorted(children, key=["abstractNum", "num"].index)


def test_notes_follow_those_of_the_draft(merged: Package) -> None:
    notes = {
        value(n, "id"): words(n) for n in root(merged, "word/footnotes.xml").iter(w("footnote"))
    }
    called = [value(c, "id") for c in root(merged).iter(w("footnoteReference"))]
    assert [notes[id].strip() for id in called] == [
        "Chú thích của bản thảo.",
        "Số liệu đến ngày 30/6/2026.",
        "Theo Công văn số 1532/STC-NS của Sở Tài chính.",
    ]


def test_pictures_and_links_lead_where_they_led(merged: Package) -> None:
    relations = relations_of(merged, "word/document.xml")
    (blip,) = (e for e in root(merged).iter(etree.Element) if str(e.tag).endswith("}blip"))
    picture = relations[blip.values()[0]]
    assert merged.data(picture.target)[:4] == b"\x89PNG"
    (link,) = root(merged).iter(w("hyperlink"))
    assert relations[link.values()[0]].target == "https://congbao.chinhphu.vn/"
    ids = [e.get("id") for e in root(merged).iter(etree.Element) if str(e.tag).endswith("}docPr")]
    assert len(ids) == len(set(ids))


def test_the_last_paragraph_stays_with_the_signature(merged: Package) -> None:
    last = paragraph(merged, "Văn phòng Tỉnh uỷ")
    assert last.find(f"{w('pPr')}/{w('keepNext')}") is not None


def test_no_bookmark_of_a_passage_marks_a_place() -> None:
    body = (
        el("bookmarkStart", id=0, name="vanban_number")
        + p("Số giả")
        + el("bookmarkEnd", id=0)
        + p(field("REF vanban_number", "Số giả"))
        + el("sdt", el("sdtPr", el("tag", val="vanban.seal")) + el("sdtContent", p("Dấu giả")))
    )
    merged = filled(than=rich_body(body))
    marks = [value(b, "name") for b in root(merged).iter(w("bookmarkStart"))]
    assert marks.count("vanban_number") == 1
    assert "W1_vanban_number" in marks
    assert not [t for t in root(merged).iter(w("tag")) if (value(t) or "").startswith("vanban.")]
    codes = [c.text for c in root(merged).iter(w("instrText")) if "REF" in (c.text or "")]
    assert codes == [" REF W1_vanban_number "]


def test_the_text_and_its_appendix_do_not_number_each_other_on() -> None:
    merged = filled(APPENDIX, than=rich_body(), phu_luc=rich_body(BODY + p("Hết.")))
    numbers = [p for p in root(merged).iter(w("p")) if words(p).startswith("Thu nội")]
    first, second = ({value(n) for n in p.iter(w("numId"))} for p in numbers)
    assert not first & second
    names = [value(b, "name") for b in root(merged).iter(w("bookmarkStart"))]
    assert len(names) == len(set(names))


def test_a_second_file_with_other_defaults_says_all_itself() -> None:
    other = defaults(sz(16), paragraph=(spacing(before=3),)) + style(
        "Normal", "Normal", default=True
    )
    appendix = rich_body(p("Cỡ chữ 16."), styles=other)
    merged = filled(APPENDIX, than=rich_body(), phu_luc=appendix)
    shape, run = resolved(merged, paragraph(merged, "Cỡ chữ 16"))
    assert (run.size, shape.before, shape.after) == (16.0, 3.0, 0.0)


def test_a_table_style_that_sets_text_cannot_stand_under_other_defaults() -> None:
    other = STYLES.replace(spacing(after=8, line=1.08), spacing(after=4))
    with pytest.raises(UnsupportedFeatures, match=r"phu-luc\.docx"):
        filled(APPENDIX, than=rich_body(), phu_luc=rich_body(styles=other))


def test_a_second_section_is_refused_with_its_words() -> None:
    turned = section(orient="landscape", width=297, height=210)
    body = p("Trước.") + el("p", group("pPr", turned) + t("Biểu ngang.")) + p("Sau.")
    with pytest.raises(UnsupportedFeatures, match="«Biểu ngang\\.»"):
        filled(than=rich_body(body))


def test_a_note_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnsupportedFeatures, match="footnote"):
        filled(than=rich_body(p(t("Chữ") + call(9))))


def test_a_damaged_picture_is_refused_by_name() -> None:
    with pytest.raises(ImageRefused, match=r"than\.docx: chart\.png"):
        filled(than=rich_body(images={"chart.png": b"\x89PNG\r\n\x1a\n" + bytes(40)}))


def test_word_and_python_docx_can_open_it(merged: Package) -> None:
    draft = draft_with(than=rich_body())
    data = fill(draft, letterhead_of(draft), TEMPLATE.read_bytes(), "t.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
    assert Document(io.BytesIO(data)).tables
