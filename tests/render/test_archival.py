"""R0 and what becomes of it: fonts embedded, tagged, PDF/A-2a and PDF/UA-1 claimed."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name

from tests.conftest import EXAMPLE, As, Line
from tests.render.conftest import LABELS, draft_of, letterhead_of, rendered
from workflow.model.document import Draft
from workflow.render.content import Content
from workflow.render.fields import field_name
from workflow.render.word_places import PLACES

pytestmark = pytest.mark.slow

_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture(scope="module")
def pdf(content: Content) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content.pdf)) as opened:
        yield opened


@pytest.fixture(scope="module")
def metadata(pdf: pikepdf.Pdf) -> etree._Element:
    return etree.fromstring(pdf.Root.Metadata.read_bytes())


def fonts(pdf: bytes, folder: Path) -> list[tuple[str, str, str]]:
    """Name, embedded and subset of every font, by poppler."""
    file = folder / "it.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    found = []
    for line in said.stdout.splitlines()[2:]:
        *name, embedded, subset, _unicode, _number, _generation = line.split()
        found.append((name[0], embedded, subset))
    return found


@pytest.mark.slow
def test_every_font_is_embedded_in_every_revision(line: Line, acting: As, tmp_path: Path) -> None:
    document = line.issued()
    store = acting(None).store
    counts = []
    for revision in (document.content, document.signed, document.issued):
        found = fonts(store.get(revision), tmp_path)
        assert found
        assert {(embedded, subset) for _, embedded, subset in found} == {("yes", "yes")}
        assert all("Times-New-Roman" in name for name, _, _ in found)
        counts.append(len(found))
    assert counts == sorted(counts)


def test_no_font_is_one_of_the_fourteen_that_viewers_bring(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            assert font.Subtype == Name.Type0
            (descendant,) = font.DescendantFonts
            assert "/FontFile2" in descendant.FontDescriptor
            assert "/ToUnicode" in font


# -- claims ------------------------------------------------------------------------------------


def entry(metadata: etree._Element, name: str) -> str:
    """A property, whether written as an attribute or as an element."""
    found = [e.get(name) for e in metadata.iter() if e.get(name)]
    found += [e.text for e in metadata.iter(name)]
    (value,) = found
    return str(value)


def test_the_metadata_claim_pdf_a_2a(metadata: etree._Element) -> None:
    assert entry(metadata, f"{_PDFA}part") == "2"
    assert entry(metadata, f"{_PDFA}conformance") == "A"


def test_the_metadata_claim_pdf_ua_1(metadata: etree._Element) -> None:
    assert entry(metadata, f"{_PDFUA}part") == "1"


def test_the_title_is_type_and_subject(pdf: pikepdf.Pdf, metadata: etree._Element) -> None:
    title = (
        "Kết luận về đẩy mạnh chuyển đổi số trong các cơ quan đảng, Mặt trận Tổ quốc "
        "và các tổ chức chính trị - xã hội tỉnh Lam Giang giai đoạn 2026 - 2030"
    )
    assert str(pdf.docinfo["/Title"]) == title
    assert title in "".join(metadata.itertext())
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_the_language_is_vietnamese(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "vi"


def test_the_file_is_tagged(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert "/ParentTree" in pdf.Root.StructTreeRoot


def test_colours_have_a_profile(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert len(intent.DestOutputProfile.read_bytes()) > 100


def test_nothing_acts_by_itself(pdf: pikepdf.Pdf) -> None:
    active = {"/A", "/AA", "/JS", "/JavaScript", "/OpenAction", "/XFA", "/OCProperties"}
    for item in pdf.objects:
        if isinstance(item, Dictionary | pikepdf.Stream):
            element = item.get("/Type") == Name.StructElem  # whose /A says how it looks
            assert not (active - {"/A"} if element else active) & set(item.keys())


def test_the_file_is_one_revision_without_object_streams(content: Content) -> None:
    assert content.pdf.count(b"startxref") == 1
    assert b"/ObjStm" not in content.pdf
    assert b"/Type /XRef" not in content.pdf


@pytest.mark.slow
def test_qpdf_finds_no_fault(content: Content, tmp_path: Path) -> None:
    file = tmp_path / "it.pdf"
    file.write_bytes(content.pdf)
    command = ["qpdf", "--check", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors" in said.stdout


# -- structure ---------------------------------------------------------------------------------


def elements(node: object) -> Iterator[Dictionary]:
    """The structure elements below a node, in their order."""
    kids = node.K if "/K" in node else []  # type: ignore[attr-defined,operator]
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_the_structure_has_one_heading_and_the_paragraphs(pdf: pikepdf.Pdf) -> None:
    kinds = [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/P") >= len(draft_of_example().body)
    assert "/Table" not in kinds
    assert not any(re.fullmatch(r"/H[2-6]", kind) for kind in kinds)


def draft_of_example() -> Draft:
    return draft_of(EXAMPLE.read_text("utf-8"))


def test_the_structure_holds_the_four_fields(pdf: pikepdf.Pdf) -> None:
    forms = [element for element in elements(pdf.Root.StructTreeRoot) if Name.Form == element.S]
    fields = {f.objgen: str(f.T) for f in pdf.Root.AcroForm.Fields}
    held = []
    for form in forms:
        (reference,) = form.K if isinstance(form.K, Array) else [form.K]
        assert reference.Type == Name.OBJR
        held.append(fields[reference.Obj.objgen])
    assert sorted(held) == sorted(field_name(place) for place in PLACES)


def test_the_parent_tree_leads_from_each_field_back_to_its_element(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
    for field in pdf.Root.AcroForm.Fields:
        parent = parents[int(field.StructParent)]
        assert Name.Form == parent.S
        (reference,) = parent.K if isinstance(parent.K, Array) else [parent.K]
        assert reference.Obj.objgen == field.objgen


def test_each_field_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    spoken = {str(field.T): str(field.TU) for field in pdf.Root.AcroForm.Fields}
    assert spoken == {field_name(place): label for place, label in LABELS.items()}


def test_the_pages_are_read_in_the_order_of_their_structure(pdf: pikepdf.Pdf) -> None:
    assert all(page.Tabs == Name.S for page in pdf.pages)


# -- fields ------------------------------------------------------------------------------------


def field(pdf: pikepdf.Pdf, name: str) -> Dictionary:
    (found,) = (f for f in pdf.Root.AcroForm.Fields if str(f.T) == name)
    return found


@pytest.mark.parametrize("name", ["Number", "Date"])
def test_a_text_field_is_read_only_and_shows_its_value(pdf: pikepdf.Pdf, name: str) -> None:
    found = field(pdf, name)
    assert Name.Tx == found.FT
    assert int(found.Ff) & 1
    assert int(found.F) & 4
    assert str(found.V)
    assert len(found.AP.N.read_bytes()) > 20


def test_the_values_are_the_lines_without_number_and_day(pdf: pikepdf.Pdf) -> None:
    letterhead = letterhead_of(draft_of_example())
    assert str(field(pdf, "Number").V) == letterhead.number_line
    assert str(field(pdf, "Date").V) == letterhead.date_line


@pytest.mark.parametrize("name", ["Signature", "Seal"])
def test_a_signature_field_is_empty_locked_and_printed(pdf: pikepdf.Pdf, name: str) -> None:
    found = field(pdf, name)
    assert Name.Sig == found.FT
    assert "/V" not in found
    assert int(found.F) & 4
    assert int(found.F) & 128
    assert found.AP.N.read_bytes() == b""


def test_the_signature_locks_the_date_and_the_seal_everything(pdf: pikepdf.Pdf) -> None:
    signature, seal = field(pdf, "Signature").Lock, field(pdf, "Seal").Lock
    assert signature.Action == Name.Include
    assert [str(name) for name in signature.Fields] == ["Date"]
    assert seal.Action == Name.All


def test_no_viewer_sets_the_fields_anew(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.AcroForm
    assert "/NeedAppearances" not in form
    assert int(form.SigFlags) == 3


def test_a_title_with_awkward_characters_is_a_title() -> None:
    made = rendered(title="Kết luận <b>&amp; “A & B”</b>")
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == "Kết luận <b>&amp; “A & B”</b>"
        etree.fromstring(opened.Root.Metadata.read_bytes())
