"""Everything that a Word file can hold is on the closed list, and what the list says is what is
done."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.render.corpus import CorpusFile, corpus
from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import SETTINGS
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import el, p, run, section, t
from tests.render.wml_schema import HOLDERS
from workflow.model.errors import ChangesUndecided, TemplateBroken, UnsupportedFeatures
from workflow.render.feature_account import listed_refusals, uses
from workflow.render.feature_index import feature_of
from workflow.render.feature_list import FEATURES, HARMLESS, REFUSED
from workflow.render.feature_report import feature_report
from workflow.render.ooxml import Package, W, w
from workflow.render.word_reader import read_docx

pytestmark = pytest.mark.slow

PAIRS = [(holder, name) for holder, names in HOLDERS.items() for name in names]
CORPUS = corpus()
TEMPLATES = sorted(Path("templates").glob("*.docx"))


def placed(holder: str, name: str) -> etree._Element:
    return etree.SubElement(etree.Element(w(holder)), w(name))


def stated(holder: str, state: str) -> list[str]:
    """The names in a holder whose feature has a state."""
    found = [(name, feature_of(placed(holder, name))) for name in HOLDERS[holder]]
    return [name for name, feature in found if feature and feature.state == state]


@pytest.mark.parametrize("holder", HOLDERS)
def test_every_element_of_the_schema_is_on_the_list(holder: str) -> None:
    missing = [name for name in HOLDERS[holder] if feature_of(placed(holder, name)) is None]
    assert not missing


def test_no_name_is_on_the_list_twice() -> None:
    names = [name for feature in FEATURES for name in feature.names]
    assert sorted(names) == sorted(set(names))


def test_every_refused_feature_says_what_to_do_instead() -> None:
    assert all(bool(f.instead) == (f.state == REFUSED) for f in FEATURES)


def holding(holder: str, name: str) -> bytes:
    """A Word file with an element in one of its holders."""
    element = el(name)
    match holder:
        case "pPr":
            word = WordFile(el("p", el("pPr", element) + t("Một dòng")))
        case "rPr":
            word = WordFile(el("p", el("r", el("rPr", element) + el("t", "Một dòng"))))
        case "r":
            word = WordFile(p(t("Một dòng") + run(element)))
        case "tblPr" | "tcPr" | "trPr":
            whole = table((60,), row(cell(60, "Một dòng")))
            opened = f"<w:{holder}>"
            if opened not in whole:
                whole = whole.replace("<w:tr>", f"<w:tr>{opened}</w:{holder}>")
            word = WordFile(whole.replace(opened, f"{opened}{element}") + p("Sau"))
        case "sectPr":
            word = WordFile(p("Một dòng"), last_section=section().replace(
                "</w:sectPr>", f"{element}</w:sectPr>"))  # fmt: skip
        case "settings":
            word = WordFile(p("Một dòng"), settings=SETTINGS + element)
        case _:
            assert holder == "compat"
            word = WordFile(p("Một dòng"), settings=SETTINGS.replace(
                "</w:compat>", f"{element}</w:compat>"))  # fmt: skip
    return word.packed()


TRIED = ("pPr", "rPr", "r", "tblPr", "trPr", "tcPr", "sectPr", "settings", "compat")


@pytest.mark.parametrize(
    ("holder", "name"), [(holder, name) for holder in TRIED for name in stated(holder, REFUSED)]
)
def test_what_the_list_refuses_is_refused_by_name(holder: str, name: str) -> None:
    """Tracked changes and comments are named by their authors instead."""
    with pytest.raises((UnsupportedFeatures, ChangesUndecided)) as caught:
        read_docx(holding(holder, name), "thu.docx")
    if not isinstance(caught.value, ChangesUndecided):
        assert any(f"w:{name}" in problem.text() for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("holder", "name"), [(holder, name) for holder in TRIED for name in stated(holder, HARMLESS)]
)
def test_what_the_list_calls_harmless_is_not_refused(holder: str, name: str) -> None:
    assert read_docx(holding(holder, name), "thu.docx").blocks


def test_what_nobody_knows_is_refused_where_it_stands() -> None:
    unknown = WordFile(p(t("Một dòng") + el("khongCo")) + el("khongCoNua"))
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(unknown.packed(), "thu.docx")
    told = [problem.text() for problem in caught.value.problems]
    assert told == ["«Một dòng»: an element (w:khongCo)", "an element (w:khongCoNua)"]


def test_an_unknown_attribute_is_refused() -> None:
    strange = WordFile(el("p", el("pPr", el("jc", val="left", hinh=1)) + t("Một dòng")))
    with pytest.raises(UnsupportedFeatures, match="w:jc@w:hinh"):
        read_docx(strange.packed(), "thu.docx")


@pytest.mark.parametrize("file", CORPUS, ids=[file.name for file in CORPUS])
def test_every_element_of_the_corpus_is_known(file: CorpusFile) -> None:
    found = list(uses(Package(file.data, file.name)))
    assert "an unknown element" not in {use.what.text() for use in found}
    body = Package(file.data, file.name).part("word/document.xml")
    assert body is not None
    tags = {f"w:{etree.QName(e).localname}" for e in body.iter(f"{{{W}}}*")}
    assert tags - {"w:document"} <= {use.name for use in found}


@pytest.mark.parametrize("file", CORPUS, ids=[file.name for file in CORPUS])
def test_a_file_is_refused_exactly_where_the_report_says_so(file: CorpusFile) -> None:
    try:
        read_docx(file.data, file.name)
        problems = set()
    except (UnsupportedFeatures, ChangesUndecided) as error:
        problems = {problem.message.text() for problem in error.problems}
    except TemplateBroken:
        with pytest.raises(TemplateBroken):
            feature_report(file.data, file.name)
        return
    rows = feature_report(file.data, file.name)
    assert {row.feature.text() for row in rows if row.state == REFUSED} == problems
    listed = [use.refusal for use in uses(Package(file.data, file.name)) if use.refusal]
    assert {refusal.text() for refusal in listed} <= problems
    found = [problem.message for problem in listed_refusals(Package(file.data, file.name))]
    assert found == listed


@pytest.mark.parametrize("template", TEMPLATES, ids=[file.stem for file in TEMPLATES])
def test_nothing_of_a_shipped_template_is_refused(template: Path) -> None:
    rows = feature_report(template.read_bytes(), template.name)
    assert not [row.feature.text() for row in rows if row.state == REFUSED]
    assert {"text", "bold and italic"} <= {row.feature.text() for row in rows}


@pytest.mark.parametrize("around", ["{}", "<w:p>{}</w:p>"])
def test_an_empty_field_of_a_form_is_told_once(around: str) -> None:
    run = "<w:r><w:t>Nhập họ tên</w:t></w:r>"
    content = f"<w:p>{run}</w:p>" if around == "{}" else run
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
    data = WordFile(around.format(control)).packed()
    (row,) = [row for row in feature_report(data, "a.docx") if row.state == REFUSED]
    assert (row.count, row.place) == (1, "«Nhập họ tên»")
    assert "showingPlcHdr" in row.feature.text()
