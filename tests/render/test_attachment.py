"""Attachments: what is refused, and where on page 1 their signature stands."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from workflow.render.attachment import MOST_OBJECTS, attachment_problems, corner_place, corner_words

SIZE, MARGIN = 10.0, 15.0
Meddle = Callable[[pikepdf.Pdf], None]


def attachment(meddle: Meddle | None = None, size: tuple[float, float] = (595, 842)) -> bytes:
    """One page with a link, as many offices' programs print it."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size)
        page.obj.Annots = Array([annotation(Dictionary(S=Name.URI, URI="https://example.vn"))])
        if meddle:
            meddle(pdf)
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return out.getvalue()


def annotation(action: Dictionary) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([9, 9, 99, 19]),
        Border=Array([0, 0, 0]),
        A=action,
    )


def acting(kind: str) -> Meddle:
    def meddle(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Annots.append(annotation(Dictionary(S=Name(kind))))

    return meddle


def opens_with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def acts_on_closing(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.URI, URI="https://example.vn"))


def names_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))


def goes_on_to_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots[0].A.Next = Dictionary(S=Name.JavaScript)


def has_layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]))


def has_a_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T="a"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def has_a_widget_of_no_form(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots.append(Dictionary(Subtype=Name.Widget, Rect=Array([0, 0, 9, 9])))


def is_certified(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Perms = Dictionary()


def has_a_film(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots.append(Dictionary(Subtype=Name.Movie, Rect=Array([0, 0, 9, 9])))


def has_many_objects(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = Array([pdf.make_indirect(Dictionary()) for _ in range(MOST_OBJECTS)])


@cache
def plain() -> bytes:
    return attachment()


def encrypted() -> bytes:
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="a", user=""))


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a Word file": (lambda: b"PK\x03\x04", "no PDF"),
    "nothing": (lambda: b"", "no PDF"),
    "cut off": (lambda: plain()[:-60], "damaged"),
    "broken stream": (lambda: plain().replace(b"endobj", b"endobk", 1), "damaged"),
    "encrypted": (encrypted, "encrypted"),
    "locked": (locked, "password"),
    "script on opening": (lambda: attachment(opens_with_a_script), "JavaScript"),
    "named script": (lambda: attachment(names_a_script), "JavaScript"),
    "script after a link": (lambda: attachment(goes_on_to_a_script), "JavaScript"),
    "acts on closing": (lambda: attachment(acts_on_closing), "/AA"),
    "starts a program": (lambda: attachment(acting("/Launch")), "/Launch"),
    "sends a form": (lambda: attachment(acting("/SubmitForm")), "/SubmitForm"),
    "leads to another file": (lambda: attachment(acting("/GoToR")), "/GoToR"),
    "film": (lambda: attachment(has_a_film), "/Movie"),
    "layers": (lambda: attachment(has_layers), "layers"),
    "form": (lambda: attachment(has_a_field), "form fields"),
    "field of no form": (lambda: attachment(has_a_widget_of_no_form), "/Widget"),
    "certified": (lambda: attachment(is_certified), "signatures"),
    "too many objects": (lambda: attachment(has_many_objects), "parts"),
    "too small": (lambda: attachment(size=(150, 150)), "no room"),
    "turned askew": (lambda: attachment(lambda p: p.pages[0].obj.update({"/Rotate": 45})), "askew"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_an_attachment_is_refused_with_the_reason(case: str) -> None:
    make, reason = REFUSED[case]
    problems = attachment_problems(make(), SIZE, MARGIN)
    assert any(reason in str(problem) for problem in problems), [str(p) for p in problems]


def opens_at_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


@pytest.mark.parametrize("meddle", [None, opens_at_a_page, acting("/GoTo")])
def test_links_and_places_to_begin_at_are_no_active_content(meddle: Meddle | None) -> None:
    assert attachment_problems(attachment(meddle), SIZE, MARGIN) == ()


def test_the_corner_is_as_large_as_its_words() -> None:
    words = corner_words(("Số 01-KL/TU", "2026-05-28T17:24:51+07:00"), SIZE)
    assert words.height == pytest.approx(22.0)
    assert 110 < words.width < 130


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_place_is_at_the_top_right_as_the_page_is_shown(turned: int) -> None:
    def meddle(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.MediaBox = Array([0, 0, 500, 800])
        page.CropBox = Array([410, 710, 0, 10])  # corners in the other order count, too
        page.Rotate = turned

    place = corner_place(attachment(meddle), 100.0, 20.0, MARGIN)
    left, bottom, right, top = place.rectangle
    across, down = (
        (right - left, top - bottom) if turned % 180 == 0 else (top - bottom, right - left)
    )
    assert (across, down) == pytest.approx((100.0, 20.0))
    from_top, aside = 4 * 72 / 25.4, MARGIN * 72 / 25.4
    gaps = {
        0: (710 - top, 410 - right),
        90: (left - 0, 710 - top),
        180: (bottom - 10, left - 0),
        270: (410 - right, bottom - 10),
    }[turned]
    assert gaps == pytest.approx((from_top, aside))
