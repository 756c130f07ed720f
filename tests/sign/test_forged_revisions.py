"""Revisions with true signatures that do more, less or other than the plan."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter

from tests.sign import forge
from tests.sign.conftest import Issued, refused, sentences
from tests.sign.forge import Writer
from workflow.model.verification import Verdict

pytestmark = pytest.mark.slow


def stream(data: bytes) -> generic.StreamObject:
    return generic.StreamObject(stream_data=data)


def script() -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.beep()")}
    )


# -- what a revision may not do, with the words that must name it ------------------------------


def adds_an_unreachable_object(writer: Writer) -> None:
    writer.add_object(stream(b"0 0 0 rg"))


def changes_a_page(writer: Writer) -> None:
    writer.page(0)[pdf_name("/Rotate")] = generic.NumberObject(180)


def replaces_the_text_of_a_page(writer: Writer) -> None:
    writer.page(0)[pdf_name("/Contents")] = writer.add_object(stream(b"0 0 100 100 re f"))


def overwrites_the_text_of_a_page(writer: Writer) -> None:
    pointer = writer.root["/Pages"]["/Kids"][0].raw_get("/Contents")
    if isinstance(pointer.get_object(), generic.ArrayObject):
        pointer = pointer.get_object().raw_get(0)
    writer.objects[(pointer.generation, pointer.idnum)] = stream(b"0 0 100 100 re f")


def adds_a_page(writer: Writer) -> None:
    writer.insert_page(PageObject(contents=writer.add_object(stream(b"")), media_box=(0, 0, 9, 9)))


def removes_a_page(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    writer.mark_update(writer.root.raw_get("/Pages").reference)
    pages[pdf_name("/Kids")] = generic.ArrayObject([pages["/Kids"].raw_get(0)])
    pages[pdf_name("/Count")] = generic.NumberObject(1)


def adds_an_open_action(writer: Writer) -> None:
    writer.root[pdf_name("/OpenAction")] = script()
    writer.update_root()


def adds_an_optional_layer(writer: Writer) -> None:
    writer.root[pdf_name("/OCProperties")] = generic.DictionaryObject()
    writer.update_root()


def changes_the_metadata(writer: Writer) -> None:
    pointer = writer.root.raw_get("/Metadata")
    writer.objects[(pointer.generation, pointer.idnum)] = stream(b"<x:xmpmeta/>")


def changes_the_title(writer: Writer) -> None:
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): pdf_string("Another")}))


def changes_the_structure(writer: Writer) -> None:
    tree = writer.root["/StructTreeRoot"]
    writer.mark_update(writer.root.raw_get("/StructTreeRoot").reference)
    tree[pdf_name("/K")] = generic.ArrayObject()


def replaces_a_font(writer: Writer) -> None:
    fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    pointer = fonts.raw_get(next(iter(fonts)))
    font = pointer.get_object()
    writer.mark_update(pointer.reference)
    font[pdf_name("/BaseFont")] = pdf_name("/Symbol")


def replaces_the_letters_of_a_font(writer: Writer) -> None:
    fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    font = fonts[next(iter(fonts))]["/DescendantFonts"][0]
    pointer = font["/FontDescriptor"].raw_get("/FontFile2")
    writer.objects[(pointer.generation, pointer.idnum)] = stream(b"no font")


def adds_an_annotation(writer: Writer) -> None:
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 9, 9)]),
            pdf_name("/Contents"): pdf_string("Đã thu hồi"),
        }
    )
    page = writer.root["/Pages"]["/Kids"].raw_get(0)
    writer.register_annotation(page, writer.add_object(note))


def moves_a_field(writer: Writer) -> None:
    writer.field("Number")["/Rect"][0] = generic.NumberObject(1)


def hides_a_field(writer: Writer) -> None:
    writer.field("Number")[pdf_name("/F")] = generic.NumberObject(2)


def renames_a_field(writer: Writer) -> None:
    writer.field("Seal")[pdf_name("/TU")] = pdf_string("Dấu khác")


def adds_a_form_field(writer: Writer) -> None:
    added = generic.DictionaryObject(
        {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): pdf_string("More")}
    )
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(added))
    writer.mark_update(writer.root.raw_get("/AcroForm").reference)


def gives_a_field_a_script(writer: Writer) -> None:
    writer.field("Seal")[pdf_name("/AA")] = generic.DictionaryObject({pdf_name("/F"): script()})


def hides_a_script_in_an_appearance(writer: Writer) -> None:
    shown = writer.field("Seal")["/AP"].raw_get("/N").get_object()
    shown[pdf_name("/AA")] = generic.DictionaryObject({pdf_name("/O"): script()})


def gives_a_second_appearance(writer: Writer) -> None:
    writer.field("Seal")["/AP"][pdf_name("/R")] = writer.draw("khi chuột ở trên")


def shows_an_object_of_the_content(writer: Writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    shown = writer.field("Seal")["/AP"].raw_get("/N").get_object()
    fonts = page["/Resources"]["/Font"]
    shown[pdf_name("/Resources")][pdf_name("/Font")] = generic.DictionaryObject(
        {pdf_name("/F9"): fonts.raw_get(next(iter(fonts)))}
    )


def adds_a_rights_entry(writer: Writer) -> None:
    perms = generic.DictionaryObject({pdf_name("/UR3"): writer.add_object(script())})
    writer.root[pdf_name("/Perms")] = perms
    writer.update_root()


def adds_a_trailer_entry(writer: Writer) -> None:
    writer.set_custom_trailer_entry(pdf_name("/Extra"), generic.NumberObject(9))


def adds_validation_data(writer: Writer) -> None:
    writer.root[pdf_name("/DSS")] = generic.DictionaryObject()
    writer.update_root()


MEDDLING = [
    (adds_an_unreachable_object, "which nothing in the plan uses"),
    (changes_a_page, "changes the object"),
    (replaces_the_text_of_a_page, "changes the object"),
    (overwrites_the_text_of_a_page, "changes the object"),
    (adds_a_page, "changes the object"),
    (removes_a_page, "changes the object"),
    (adds_an_open_action, "/OpenAction"),
    (adds_an_optional_layer, "/OCProperties"),
    (changes_the_metadata, "changes the object"),
    (changes_the_title, "/Info"),
    (changes_the_structure, "changes the object"),
    (replaces_a_font, "changes the object"),
    (replaces_the_letters_of_a_font, "changes the object"),
    (adds_an_annotation, "changes the object"),
    (moves_a_field, "/Rect"),
    (hides_a_field, "changes /F of"),
    (renames_a_field, "/TU"),
    (adds_a_form_field, "changes the object"),
    (gives_a_field_a_script, "/AA"),
    (adds_a_rights_entry, "/Perms"),
    (adds_validation_data, "/DSS"),
    (adds_a_trailer_entry, "/Extra"),
]
NAMES = [meddle.__name__ for meddle, _ in MEDDLING]


@pytest.mark.parametrize(("meddle", "word"), MEDDLING, ids=NAMES)
def test_a_signed_revision_that_does_more_is_refused(
    issued: Issued, meddle: forge.Meddle, word: str
) -> None:
    signed = issued.signed_by_hand(meddle=meddle)
    # A root that may change at all is refused by what it says, any other object by its number.
    words = (word, "changes the object", "rights that the plan does not")
    assert refused(issued.verified(signed, complete=False), *words)
    assert refused(issued.verified(issued.sealed_by_hand(signed=signed)), *words)


@pytest.mark.parametrize(("meddle", "word"), MEDDLING, ids=NAMES)
def test_a_sealed_revision_that_does_more_is_refused(
    issued: Issued, meddle: forge.Meddle, word: str
) -> None:
    report = issued.verified(issued.sealed_by_hand(meddle=meddle))
    assert refused(report, word, "changes the object")
    assert report.signatures[0].verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("meddle", "word"),
    [
        (hides_a_script_in_an_appearance, "active element"),
        (gives_a_second_appearance, "more than one appearance"),
        (shows_an_object_of_the_content, "of an earlier revision"),
    ],
)
def test_an_appearance_shows_only_what_its_revision_brings(
    issued: Issued, meddle: forge.Meddle, word: str
) -> None:
    assert refused(issued.verified(issued.sealed_by_hand(meddle=meddle)), word)


def test_revisions_made_by_hand_but_to_the_plan_are_valid(issued: Issued) -> None:
    report = issued.verified(issued.sealed_by_hand(signed=issued.signed_by_hand()))
    assert sentences(report) == []
    assert report.verdict is Verdict.VALID
    assert (report.number, report.date) == (forge.NUMBER_LINE, forge.DATE_LINE)


# -- the wrong field, the wrong order, too many ------------------------------------------------


def test_the_person_may_not_fill_the_number(issued: Issued) -> None:
    plan = forge.PERSON.but(fills={"Number": forge.NUMBER_LINE})
    assert refused(issued.verified(issued.signed_by_hand(plan), complete=False), "the object")


def test_the_organ_may_not_change_the_date(issued: Issued) -> None:
    plan = forge.ORGAN.but(fills={"Number": forge.NUMBER_LINE, "Date": forge.DATE_LINE})
    assert refused(issued.verified(issued.sealed_by_hand(plan)), "the object")


def test_the_organ_may_not_change_the_hand_signature(issued: Issued) -> None:
    report = issued.verified(
        issued.sealed_by_hand(meddle=lambda writer: forge.show(writer, "Signature", "khác"))
    )
    assert refused(report, "the object")


def test_a_seal_before_the_signature_is_refused(issued: Issued) -> None:
    sealed = forge.append_by_hand(
        issued.content, issued.organ, forge.ORGAN.but(lock=None), issued.moment
    )
    plan = forge.PERSON.but(certify=False)
    both = forge.append_by_hand(sealed, issued.person, plan, issued.moment)
    assert refused(issued.verified(sealed, complete=False), "where the plan has “Signature”")
    assert refused(issued.verified(both), "where the plan has “Signature”")


def test_a_seal_alone_is_refused(issued: Issued) -> None:
    sealed = forge.append_by_hand(issued.content, issued.organ, forge.ORGAN, issued.moment)
    assert refused(issued.verified(sealed), "where the plan has “Signature”")


def test_a_third_signature_is_refused(issued: Issued) -> None:
    third = forge.Plan("Third", {}, new_field=SigFieldSpec("Third"))
    more = forge.append_by_hand(issued.issued, issued.person, third, issued.moment)
    assert refused(issued.verified(more), "“Third”")


def test_a_signature_in_a_new_field_is_refused(issued: Issued) -> None:
    plan = forge.PERSON.but(field="Mine", new_field=SigFieldSpec("Mine"), fills={})
    assert refused(issued.verified(issued.signed_by_hand(plan), complete=False), "“Mine”")


def test_a_seal_in_a_new_field_is_refused(issued: Issued) -> None:
    plan = forge.ORGAN.but(field="Mine", new_field=SigFieldSpec("Mine"), fills={})
    assert refused(issued.verified(issued.sealed_by_hand(plan)), "“Mine”")


def test_signing_a_field_twice_is_refused(issued: Issued) -> None:
    """The second value takes the first signature's place."""

    def empty(writer: Writer) -> None:
        del writer.field("Signature")["/V"]

    again = forge.append_by_hand(
        issued.signed, issued.person, forge.PERSON.but(certify=False), issued.moment, empty
    )
    assert issued.verified(again, complete=False).verdict is Verdict.INVALID


def test_an_unsigned_revision_between_content_and_signature_is_refused(issued: Issued) -> None:
    between = forge.append_unsigned(issued.content, adds_an_unreachable_object)
    signed = issued.signed_by_hand(content=between)
    assert refused(issued.verified(signed, complete=False), "signed by nobody")


def test_an_unsigned_revision_between_signature_and_seal_is_refused(issued: Issued) -> None:
    between = forge.append_unsigned(issued.signed, adds_an_unreachable_object)
    assert refused(issued.verified(issued.sealed_by_hand(signed=between)), "signed by nobody")


# -- less than the plan ------------------------------------------------------------------------


def test_a_signature_without_a_date_is_refused(issued: Issued) -> None:
    signed = issued.signed_by_hand(forge.PERSON.but(fills={}))
    assert refused(issued.verified(signed, complete=False))


def test_a_seal_without_a_number_is_refused(issued: Issued) -> None:
    assert refused(issued.verified(issued.sealed_by_hand(forge.ORGAN.but(fills={}))))


def test_a_value_that_the_page_does_not_show_is_refused(issued: Issued) -> None:
    """The number is given, but what is seen stays the empty line of the content."""

    def number(writer: Writer) -> None:
        writer.field("Number")[pdf_name("/V")] = pdf_string("Số 99-KL/TU")

    sealed = issued.sealed_by_hand(forge.ORGAN.but(fills={}), number)
    assert refused(issued.verified(sealed))


def test_a_seal_without_its_image_is_refused(issued: Issued) -> None:
    assert refused(issued.verified(issued.sealed_by_hand(forge.ORGAN.but(shown=False))))


def test_a_seal_that_takes_its_appearance_away_is_refused(issued: Issued) -> None:
    def bare(writer: Writer) -> None:
        del writer.field("Seal")["/AP"]

    assert refused(issued.verified(issued.sealed_by_hand(forge.ORGAN.but(shown=False), bare)))


def test_a_signature_that_does_not_certify_is_refused(issued: Issued) -> None:
    signed = issued.signed_by_hand(forge.PERSON.but(certify=False))
    assert refused(issued.verified(signed, complete=False))


@pytest.mark.parametrize("permission", [MDPPerm.NO_CHANGES, MDPPerm.ANNOTATE])
def test_a_certification_of_another_kind_is_refused(issued: Issued, permission: MDPPerm) -> None:
    signed = issued.signed_by_hand(forge.PERSON.but(permission=permission))
    assert refused(issued.verified(signed, complete=False))


def test_a_seal_that_locks_nothing_is_refused(issued: Issued) -> None:
    assert refused(issued.verified(issued.sealed_by_hand(forge.ORGAN.but(lock=None))))


def test_a_signature_that_locks_nothing_is_refused(issued: Issued) -> None:
    signed = issued.signed_by_hand(forge.PERSON.but(lock=None))
    assert refused(issued.verified(signed, complete=False))


def test_a_signature_of_another_kind_is_refused(issued: Issued) -> None:
    plan = forge.ORGAN.but(subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    assert refused(issued.verified(issued.sealed_by_hand(plan)))


# -- bytes that belong to nothing --------------------------------------------------------------


@pytest.mark.parametrize("junk", [b"% a remark\n", b"\n999 0 obj\n<</A 1>>\nendobj\n"])
def test_bytes_between_two_revisions_are_refused(issued: Issued, junk: bytes) -> None:
    sealed = issued.sealed_by_hand(signed=issued.signed + junk)
    assert sealed.startswith(issued.signed + junk)
    assert refused(issued.verified(sealed))


def test_a_second_table_beside_the_revisions_own_is_refused(issued: Issued) -> None:
    """A hybrid file: readers that know /XRefStm see another page."""
    reader = PdfFileReader(io.BytesIO(issued.signed))
    page = reader.root["/Pages"]["/Kids"][0].raw_get("/Contents")
    other = b"%d 0 obj\n<</Length 26>>\nstream\n1 g 0 0 600 850 re f      \nendstream\nendobj\n"
    start = len(issued.signed)
    hidden = other % page.idnum
    table = start + len(hidden)
    row = b"\x01" + start.to_bytes(4, "big") + b"\x00"
    number = int(reader.trailer["/Size"])
    hidden += (
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[%d 1]/Length 6>>\nstream\n"
        % (number, number + 1, page.idnum)
        + row
        + b"\nendstream\nendobj\n"
    )

    class Hybrid(Writer):
        def _populate_trailer(self, trailer: generic.DictionaryObject) -> None:
            super()._populate_trailer(trailer)
            trailer[pdf_name("/XRefStm")] = generic.NumberObject(table)

    def skip_a_number(writer: Writer) -> None:
        writer._lastobj_id += 1

    sealed = forge.append_by_hand(
        issued.signed + hidden, issued.organ, forge.ORGAN, issued.moment, skip_a_number, kind=Hybrid
    )
    assert b"/XRefStm" in sealed[len(issued.signed) :]
    assert refused(issued.verified(sealed))


# -- the content itself ------------------------------------------------------------------------


Change = Callable[[pikepdf.Pdf], None]


def another_content(issued: Issued, change: Change) -> bytes:
    """R0 with something else in it, in one revision as before."""
    with pikepdf.open(io.BytesIO(issued.content)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def javascript() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep()"))


def opens_with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = javascript()


def has_a_script_by_name(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.Array([pikepdf.String("go"), javascript()])
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def has_a_page_with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=javascript())


def has_a_field_with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0].AA = pikepdf.Dictionary(F=javascript())


def has_a_link_that_acts(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([0, 0, 600, 800]),
        A=javascript(),
    )
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))


def has_a_layer(pdf: pikepdf.Pdf) -> None:
    """Text that is there or not, as the reader's settings have it."""
    layer = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("layer"))
    )
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
    )


def has_a_fifth_field(pdf: pikepdf.Pdf) -> None:
    more = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("More"))
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(more))


def lacks_a_field(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm.Fields[0]


@pytest.mark.parametrize(
    "change",
    [
        opens_with_a_script,
        has_a_script_by_name,
        has_a_page_with_a_script,
        has_a_field_with_a_script,
        has_a_link_that_acts,
        has_a_layer,
        has_a_fifth_field,
        lacks_a_field,
    ],
)
def test_a_content_that_acts_or_declares_otherwise_is_refused(
    issued: Issued, change: Change
) -> None:
    content = another_content(issued, change)
    signed = issued.signed_by_hand(content=content)
    report = issued.verified(signed, complete=False)
    assert refused(report)


def test_a_content_saved_anew_without_a_change_may_be_signed(issued: Issued) -> None:
    content = another_content(issued, lambda _: None)
    signed = issued.signed_by_hand(content=content)
    assert issued.verified(signed, complete=False).verdict is Verdict.VALID


def test_what_the_content_leaves_open_is_not_filled_later(issued: Issued) -> None:
    """A shadow attack: the page names an object that only the sealed revision brings along."""

    def thrice(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = pikepdf.Array([page.Contents] * 3)

    content = another_content(issued, thrice)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number, later = pdf.pages[0].obj.Contents[0].objgen[0], int(pdf.trailer.Size) + 60
    whole = b"[ %d 0 R %d 0 R %d 0 R ]" % (number, number, number)
    assert content.count(whole) == 1
    left_open = (b"[ %d 0 R %d 0 R " % (number, later)).ljust(len(whole) - 1) + b"]"
    assert len(left_open) == len(whole)
    content = content.replace(whole, left_open)

    def fill_it(writer: Writer) -> None:
        writer._lastobj_id = later
        writer.objects[(0, later)] = stream(b"1 g 0 0 600 850 re f")
        shown = writer.field("Seal")["/AP"].raw_get("/N").get_object()
        shown["/Resources"][pdf_name("/XObject")] = generic.DictionaryObject(
            {pdf_name("/X9"): generic.IndirectObject(later, 0, writer)}
        )

    signed = issued.signed_by_hand(content=content)
    sealed = issued.sealed_by_hand(signed=signed, meddle=fill_it)
    assert first_page(signed) != first_page(sealed)
    assert issued.verified(sealed).verdict is Verdict.INVALID


def first_page(pdf: bytes) -> bytes:
    """The first page as it is seen, without the fields."""
    with pypdfium2.PdfDocument(pdf) as document:
        seen: bytes = document[0].render(may_draw_forms=False, draw_annots=False).to_pil().tobytes()
        return seen
