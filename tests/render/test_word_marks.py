"""The places of number, date, signature and seal are found by the words around them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement

from tests.whole_word import WholeWord, said
from workflow.model.document import SignatureBlock
from workflow.model.errors import PlacesUnclear, UnsupportedFeatures
from workflow.model.places import FinishedFile, read_place
from workflow.render.page_tree import PageTree, Place, Tab, paragraphs_of
from workflow.render.word_marks import Marked, mark_places
from workflow.render.word_reader import read_docx

pytestmark = pytest.mark.slow

NUMBER, DATE = "Số      -KL/TU", "Lam Giang, ngày    tháng    năm 2026"
NAME = "Trần Minh Khang"


def marked(whole: WholeWord | bytes, *given: str, names: tuple[str, ...] = (NAME,)) -> Marked:
    data = whole if isinstance(whole, bytes) else whole.data()
    word = FinishedFile("whole.docx", data, tuple(map(read_place, given)))
    blocks = [SignatureBlock("", "PHÓ BÍ THƯ", name) for name in names]
    return mark_places(word, NUMBER, DATE, blocks)


def places(found: Marked) -> dict[str, str]:
    """What stands in every place, by its name."""
    tree: PageTree = read_docx(found.docx, "whole.docx")
    return {
        place.name: place.text.replace("\N{NO-BREAK SPACE}", " ")
        for paragraph in paragraphs_of(tree.blocks)
        for place in paragraph.children
        if isinstance(place, Place)
    }


def refused(whole: WholeWord, *given: str, names: tuple[str, ...] = (NAME,)) -> list[str]:
    with pytest.raises(PlacesUnclear) as error:
        marked(whole, *given, names=names)
    return [problem.text() for problem in error.value.problems]


def changed(whole: WholeWord, change: Callable[[WordDocument], None]) -> bytes:
    document = Document(io.BytesIO(whole.data()))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_name_in_a_list_below_the_signature_is_not_where_one_signs() -> None:
    def listed(document: WordDocument) -> None:
        for text in ("PHỤ LỤC", "DANH SÁCH TỔ CÔNG TÁC", "Chủ tịch", NAME, "Tổ trưởng"):
            said(document, text, 14)

    found = marked(changed(WholeWord(), listed))
    tree = read_docx(found.docx, "whole.docx")
    paragraphs = list(paragraphs_of(tree.blocks))
    at = next(n for n, p in enumerate(paragraphs) if any(x.name == "signature" for x in p.places))
    texts = [paragraph.text for paragraph in paragraphs]
    assert texts.index("PHÓ BÍ THƯ") < at < texts.index(NAME)


def test_every_place_is_found() -> None:
    assert places(marked(WholeWord())) == {
        "number": NUMBER,
        "date": DATE,
        "signature": "",
        "seal": "",
    }


@pytest.mark.parametrize(
    "number", ["Số …-KL/TU", "Số: .....-KL/TU", "Số ___-KL/TU", "Số -KL/TU", "SỐ       - KL/TU"]
)
def test_a_number_may_be_left_blank_in_any_way(number: str) -> None:
    assert places(marked(WholeWord(number=number)))["number"] == number


@pytest.mark.parametrize(
    "date",
    [
        "Lam Giang, ngày … tháng … năm 2026",
        "Lam Giang, ngày     tháng 11 năm 2026",
        "Lam Giang ngày ... tháng ... năm 20...",
        "LAM GIANG, ngày 5 tháng    năm 2026",
    ],
)
def test_a_day_may_be_left_blank_in_any_way(date: str) -> None:
    assert places(marked(WholeWord(date=date)))["date"] == date


def test_a_number_that_is_there_already_is_refused() -> None:
    (problem,) = refused(WholeWord(number="Số 127-KL/TU"))
    assert problem.startswith("number: “Số 127-KL/TU” has a number already")


def test_another_symbol_is_refused_with_the_right_one() -> None:
    (problem,) = refused(WholeWord(number="Số      -TB/TU"))
    assert "will be replaced by “Số -KL/TU”" in problem


def test_a_whole_date_is_refused() -> None:
    (problem,) = refused(WholeWord(date="Lam Giang, ngày 05 tháng 8 năm 2026"))
    assert problem.startswith("date: ")
    assert "names the day already" in problem


def test_another_place_is_refused() -> None:
    (problem,) = refused(WholeWord(date="TP. Lam Giang, ngày    tháng    năm 2026"))
    assert "will be replaced by “Lam Giang, ngày tháng năm 2026”" in problem


def test_all_that_is_missing_is_told_at_once() -> None:
    whole = WholeWord(number="-KL/TU", date="Lam Giang, tháng 8", name="Lê Văn A")
    assert [p.partition(":")[0] for p in refused(whole)] == ["number", "date", "signature"]


def test_a_name_in_the_text_is_not_the_signature() -> None:
    whole = WholeWord(body=("Chủ trì:", NAME, "Sau khi thảo luận."))
    tree = read_docx(marked(whole).docx, "whole.docx")
    around = [p.text for p in paragraphs_of(tree.blocks)]
    spot = next(n for n, p in enumerate(paragraphs_of(tree.blocks)) if p.places and not p.text
                and p.places[0].name == "signature")  # fmt: skip
    assert "PHÓ BÍ THƯ" in around[:spot]
    assert NAME in around[spot:]


def test_the_place_is_in_the_middle_of_the_empty_lines() -> None:
    tree = read_docx(marked(WholeWord(empty=5)).docx, "whole.docx")
    all_of = list(paragraphs_of(tree.blocks))
    spot = next(n for n, p in enumerate(all_of) if "signature" in [c.name for c in p.places])
    title = next(n for n, p in enumerate(all_of) if p.text == "PHÓ BÍ THƯ")
    assert spot - title == 3


def test_without_an_empty_line_the_place_takes_no_room() -> None:
    whole = WholeWord(empty=0)
    before = list(paragraphs_of(read_docx(whole.data(), "x").blocks))
    after = list(paragraphs_of(read_docx(marked(whole).docx, "x").blocks))
    (new,) = [p for p in after if "signature" in [c.name for c in p.places]]
    assert len(after) == len(before) + 1
    assert (new.style.line, new.style.line_rule) == (0.05, "exact")


def test_lines_broken_by_hand_are_parted() -> None:
    """Shift+Enter: organ, mark and number in one paragraph."""

    def break_by_hand(document: WordDocument) -> None:
        cell = document.tables[0].rows[0].cells[0]
        *others, number = cell.paragraphs
        first = others[0]
        for paragraph in (*others[1:], number):
            run = first.add_run()
            run._r.append(OxmlElement("w:br"))
            run.add_text(paragraph.text)
            paragraph._p.getparent().remove(paragraph._p)
        first.paragraph_format.space_before = first.paragraph_format.space_after = 76200

    data = changed(WholeWord(), break_by_hand)
    tree = read_docx(marked(data).docx, "x")
    head = list(paragraphs_of(tree.blocks))[:3]
    assert [p.text for p in head[:2]] == ["TỈNH UỶ LAM GIANG", "*"]
    assert [place.name for place in head[2].places] == ["number"]
    spaces = [(p.style.before, p.style.after) for p in head]
    assert spaces == [(6.0, 0.0), (0.0, 0.0), (0.0, 6.0)]


def test_a_line_between_tabs_is_marked_and_nothing_beside_it() -> None:
    def tabbed(document: WordDocument) -> None:
        paragraph = said(document, f"{NUMBER}\t{DATE}\tSố trang", 14)
        document.tables[0]._tbl.addprevious(paragraph._p)

    data = changed(WholeWord(number="", date=""), tabbed)
    tree = read_docx(marked(data).docx, "x")
    (line,) = [p for p in paragraphs_of(tree.blocks) if any(isinstance(c, Tab) for c in p.children)]
    kinds = [type(child).__name__ for child in line.children]
    assert kinds == ["Place", "Tab", "Place", "Tab", "Text"]
    assert [place.name for place in line.places] == ["number", "date"]


def test_words_name_the_line() -> None:
    whole = WholeWord(body=("Số      -KL/TU", "Lời văn."))
    assert refused(whole, "number=-KL/TU") == [
        "number: 2 lines say “-KL/TU”; name words of one line only"
    ]
    assert refused(whole, "number=Số 9") == ["number: no line like “Số 9” was found"]
    assert places(marked(WholeWord(), "date=Giang, ngày"))["date"] == DATE


def test_words_name_the_line_above_the_signature() -> None:
    whole = WholeWord(body=("Người chủ trì", "", "Lời văn."))
    tree = read_docx(marked(whole, "signature=after:Người chủ trì").docx, "x")
    all_of = list(paragraphs_of(tree.blocks))
    spot = next(n for n, p in enumerate(all_of) if "signature" in [c.name for c in p.places])
    assert all_of[spot - 1].text == "Người chủ trì"


def test_marks_of_the_file_itself_are_kept() -> None:
    once = marked(WholeWord(), "signature=after:T/M BAN THƯỜNG VỤ")
    again = marked(once.docx)
    assert again.docx == marked(again.docx).docx
    assert places(again) == places(once)


def test_a_mark_of_the_file_gives_way_to_words() -> None:
    once = marked(WholeWord(), "signature=after:T/M BAN THƯỜNG VỤ")
    tree = read_docx(marked(once.docx, "signature=after:PHÓ BÍ THƯ").docx, "x")
    all_of = list(paragraphs_of(tree.blocks))
    spot = next(n for n, p in enumerate(all_of) if "signature" in [c.name for c in p.places])
    assert "PHÓ BÍ THƯ" in [p.text for p in all_of[:spot]]


def test_the_file_itself_stays_as_it_is() -> None:
    data = WholeWord().data()
    before = bytes(data)
    marked(data)
    assert data == before


def test_a_line_in_several_looks_is_refused() -> None:
    """It is written anew in one; nobody approves a red number that comes out black."""

    def redden(document: WordDocument) -> None:
        number = document.tables[0].rows[0].cells[0].paragraphs[-1]
        number.add_run("-X").font.bold = True

    data = changed(WholeWord(number="Số      -KL/TU"), redden)
    word = FinishedFile("whole.docx", data)
    found = mark_places(word, "Số      -KL/TU-X", DATE, [SignatureBlock("", "", NAME)])
    with pytest.raises(UnsupportedFeatures, match="in several fonts, sizes or looks"):
        read_docx(found.docx, "whole.docx")
