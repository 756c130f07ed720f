"""Tracked changes and comments: refused with their places, or all of them accepted."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import NAMESPACES, el, p, t
from workflow.model.errors import ChangesUndecided, UnsupportedFeatures
from workflow.render.word_changes import accept_changes
from workflow.render.word_reader import read_docx

_BY = 'w:id="1" w:author="Trần Bình" w:date="2026-11-02T08:00:00Z"'
MARK = "Tỉnh ủy giao các huyện"


def ins(inner: str) -> str:
    return f"<w:ins {_BY}>{inner}</w:ins>"


def gone(text: str) -> str:
    return f'<w:del {_BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def ended(text: str, kind: str, *runs: str) -> str:
    """A paragraph whose end was changed."""
    return f"<w:p><w:pPr><w:rPr><w:{kind} {_BY}/></w:rPr></w:pPr>{text}{''.join(runs)}</w:p>"


def unmarked(text: str) -> str:
    """A paragraph whose end was changed, once that is accepted."""
    return f"<w:p><w:pPr><w:rPr/></w:pPr>{t(text)}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(text: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{more}</w:tcPr>{p(text)}</w:tc>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def part(docx: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def packed(body: str, **parts: str) -> bytes:
    return WordFile(body, **parts).packed()  # type: ignore[arg-type]


COMMENT = (
    '<w:commentRangeStart w:id="3"/>' + t(MARK) + '<w:commentRangeEnd w:id="3"/>'
    '<w:r><w:commentReference w:id="3"/></w:r>'
)
SECTION = '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>'

# What is in the file, and what it says once all is accepted.
ACCEPTED = {
    "insertion": (p(t("một ") + ins(t("hai ")) + t("ba")), p(t("một ") + t("hai ") + t("ba"))),
    "deletion": (p(t("một ") + gone("hai ") + t("ba")), p(t("một ") + t("ba"))),
    "inserted-then-deleted": (p(t("một") + ins(gone("hai"))), p(t("một"))),
    "insertion-in-a-link": (
        p(f'<w:hyperlink w:anchor="a">{ins(t("hai"))}</w:hyperlink>'),
        p(f'<w:hyperlink w:anchor="a">{t("hai")}</w:hyperlink>'),
    ),
    "move": (
        p(
            f'<w:moveFromRangeStart w:id="5" w:name="move1"/><w:moveFrom {_BY}>{t("hai")}'
            '</w:moveFrom><w:moveFromRangeEnd w:id="5"/>' + t("một ")
        )
        + p(
            f'<w:moveToRangeStart w:id="6" w:name="move1"/><w:moveTo {_BY}>{t("hai")}</w:moveTo>'
            '<w:moveToRangeEnd w:id="6"/>'
        ),
        p(t("một ")) + p(t("hai")),
    ),
    "format-of-a-run": (
        f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {_BY}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
        "<w:t>một</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>một</w:t></w:r></w:p>",
    ),
    "format-of-a-paragraph": (
        f'<w:p><w:pPr><w:jc w:val="center"/><w:pPrChange {_BY}><w:pPr/></w:pPrChange></w:pPr>'
        "</w:p>",
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p>',
    ),
    "inserted-paragraph": (ended(ins(t("một")), "ins"), unmarked("một")),
    "deleted-end": (
        ended(t("một "), "del") + p(t("hai"), el("jc", val="center")) + p("ba"),
        p(t("một ") + t("hai"), el("jc", val="center")) + p("ba"),
    ),
    "three-ends": (
        ended(t("một "), "del") + ended(t("hai "), "del") + p(t("ba")),
        p(t("một ") + t("hai ") + t("ba")),
    ),
    "deleted-paragraph": (p("một") + ended(gone("hai"), "del") + p("ba"), p("một") + p("ba")),
    "moved-paragraph": (
        ended(f"<w:moveFrom {_BY}>{t('hai')}</w:moveFrom>", "moveFrom") + p("một")
        + ended(f"<w:moveTo {_BY}>{t('hai')}</w:moveTo>", "moveTo"),
        p("một") + unmarked("hai"),
    ),
    "bookmark-between": (
        ended(t("một "), "del") + '<w:bookmarkEnd w:id="9"/>' + p(t("hai")),
        p(t("một ") + '<w:bookmarkEnd w:id="9"/>' + t("hai")),
    ),
    "before-a-table": (
        ended(gone("hai"), "del") + table(row(cell("một"))), table(row(cell("một"))),
    ),
    "words-before-a-table": (
        ended(t("hai"), "del") + table(row(cell("một"))),
        unmarked("hai") + table(row(cell("một"))),
    ),
    "deleted-section-end": (
        f"<w:p><w:pPr><w:rPr><w:del {_BY}/></w:rPr>{SECTION}</w:pPr>{t('một ')}</w:p>"
        + p(t("hai")),
        p(t("một ") + t("hai")),
    ),
    "deleted-row": (
        table(row(cell("một")), row(cell("hai"), properties=f"<w:trPr><w:del {_BY}/></w:trPr>")),
        table(row(cell("một"))),
    ),
    "inserted-row": (
        table(row(cell("một"), properties=f"<w:trPr><w:ins {_BY}/></w:trPr>")),
        table(row(cell("một"), properties="<w:trPr/>")),
    ),
    "deleted-table": (
        p("một") + table(row(cell("hai"), properties=f"<w:trPr><w:del {_BY}/></w:trPr>")), p("một"),
    ),
    "deleted-cell": (
        table(row(cell("một"), cell("hai", f"<w:cellDel {_BY}/>"))), table(row(cell("một"))),
    ),
    "inserted-cell": (
        table(row(cell("một"), cell("hai", f"<w:cellIns {_BY}/>"))),
        table(row(cell("một"), cell("hai"))),
    ),
    "merged-cells": (
        table(
            row(cell("một", f'<w:cellMerge {_BY} w:vMerge="rest"/>')),
            row(cell("", f'<w:cellMerge {_BY} w:vMerge="cont"/>')),
        ),
        table(row(cell("một", '<w:vMerge w:val="restart"/>')), row(cell("", "<w:vMerge/>"))),
    ),
    "parted-cells": (
        table(row(cell("một", f'<w:vMerge/><w:cellMerge {_BY} w:vMergeOrig="cont"/>'))),
        table(row(cell("một"))),
    ),
    "number": (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {_BY}/></w:numPr>'
        f"</w:pPr></w:p>",
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
    ),
    "comment": (p(COMMENT), p(t(MARK))),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_every_change_is_accepted(name: str) -> None:
    """The body is, element by element, that of a file that was written so at once."""
    before, after = ACCEPTED[name]
    accepted = part(accept_changes(packed(before), "a.docx"))
    assert etree.tostring(accepted, method="c14n") == etree.tostring(
        part(packed(after)), method="c14n"
    )


@pytest.mark.parametrize("name", ACCEPTED)
def test_no_change_is_carried_to_the_page_undecided(name: str) -> None:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(packed(ACCEPTED[name][0]), "a.docx")
    told = str(caught.value)
    assert "Trần Bình" in told or name == "comment"


def test_changes_are_told_with_place_kind_author_and_words() -> None:
    body = p(t(MARK + " và ") + ins(t("các ") + t("xã")) + gone("thành phố"))
    with pytest.raises(ChangesUndecided) as caught:
        read_docx(packed(body), "a.docx")
    assert [problem.text() for problem in caught.value.problems] == [
        f"«{MARK} và các xã»: tracked insertion by Trần Bình: «các xã»",
        f"«{MARK} và các xã»: tracked deletion by Trần Bình: «thành phố»",
    ]
    assert "--accept-changes" in caught.value.hint_text()


def test_neighbours_of_one_kind_are_told_as_one() -> None:
    with pytest.raises(ChangesUndecided) as caught:
        read_docx(packed(p(ins(t("các ")) + ins(t("xã ")) + ins(t("và phường")))), "a.docx")
    (problem,) = caught.value.problems
    assert "«các xã và phường»" in problem.text()


def test_changes_in_headers_and_notes_are_found_and_accepted() -> None:
    changed = packed(
        p(MARK),
        headers={"header1": p(ins(t("MẬT")))},  # type: ignore[arg-type]
        footnotes=f'<w:footnote w:id="2">{p(gone("cũ") + t("mới"))}</w:footnote>',
    )
    with pytest.raises(ChangesUndecided) as caught:
        read_docx(changed, "a.docx")
    assert [p.text() for p in caught.value.problems] == [
        "«mới»: tracked deletion by Trần Bình: «cũ»",
        "«MẬT»: tracked insertion by Trần Bình: «MẬT»",
    ]
    accepted = accept_changes(changed, "a.docx")
    read_docx(accepted, "a.docx")
    assert "cũ" not in "".join(part(accepted, "word/footnotes.xml").itertext())
    assert "MẬT" in "".join(part(accepted, "word/header1.xml").itertext())


def test_what_else_is_wrong_is_told_beside_the_changes_and_once() -> None:
    body = p(ins(t("thêm")) + ins("<w:r><w:object/></w:r>"))
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(packed(body), "a.docx")
    assert not isinstance(caught.value, ChangesUndecided)
    told = [problem.text() for problem in caught.value.problems]
    assert len(told) == 2
    assert "insertion" in told[0]
    assert "embedded object" in told[1]


def test_very_many_changes_are_counted() -> None:
    with pytest.raises(ChangesUndecided) as caught:
        read_docx(packed("".join(p(t(f"{n} ") + ins(t("x"))) for n in range(100))), "a.docx")
    assert len(caught.value.problems) == 41
    assert "60 more" in caught.value.problems[-1].text()


def with_comments() -> bytes:
    """A file with a comments part, as Word links it."""
    root = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    comment = f'<w:comment w:id="3" w:author="Lê An">{p("Có chắc không?")}</w:comment>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(p(COMMENT)))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info.filename)
            if info.filename == "[Content_Types].xml":
                override = b'<Override PartName="/word/comments.xml" ContentType="x"/></Types>'
                data = data.replace(b"</Types>", override)
            elif info.filename == "word/_rels/document.xml.rels":
                link = b'<Relationship Id="c1" Type="x/comments" Target="comments.xml"/>'
                data = data.replace(b"</Relationships>", link + b"</Relationships>")
            new.writestr(info, data)
        new.writestr("word/comments.xml", f"<w:comments {root}>{comment}</w:comments>")
    return out.getvalue()


def test_a_comment_is_told_with_its_words_and_leaves_no_trace() -> None:
    with pytest.raises(ChangesUndecided) as caught:
        read_docx(with_comments(), "a.docx")
    assert [p.text() for p in caught.value.problems] == [
        f"«{MARK}»: comment by Lê An: «Có chắc không?»"
    ]
    accepted = accept_changes(with_comments(), "a.docx")
    with zipfile.ZipFile(io.BytesIO(accepted)) as package:
        assert "word/comments.xml" not in package.namelist()
        assert all(b"comments" not in package.read(name) for name in package.namelist())
    read_docx(accepted, "a.docx")


def test_a_file_without_changes_stays_as_it_is() -> None:
    plain = packed(p(MARK))
    assert accept_changes(plain, "a.docx") == plain


def test_only_the_parts_with_changes_are_written_anew() -> None:
    changed = packed(p(ins(t(MARK))))
    accepted = accept_changes(changed, "a.docx")
    assert accepted == accept_changes(changed, "a.docx")
    with (
        zipfile.ZipFile(io.BytesIO(changed)) as old,
        zipfile.ZipFile(io.BytesIO(accepted)) as new,
    ):
        assert old.namelist() == new.namelist()
        other = [n for n in old.namelist() if old.read(n) != new.read(n)]
    assert other == ["word/document.xml"]
