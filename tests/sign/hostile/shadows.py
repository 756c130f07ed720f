"""Shadow attacks (Mainka, Mladenov, Rohlmann: “Shadow Attacks”, NDSS 2021): the content is
prepared before it is signed, and turned into another one afterwards."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.sign.forge import Writer
from tests.sign.hostile.base import Base, Hostile
from tests.sign.test_forged_revisions import stream

HIDE, REPLACE, BOTH = (f"shadow: {kind}" for kind in ("hide", "replace", "hide and replace"))
_COVER = b"1 g 0 0 600 850 re f"

Prepare = Callable[[pikepdf.Pdf], None]


def prepared(base: Base, prepare: Prepare) -> bytes:
    with pikepdf.open(io.BytesIO(base.r0)) as pdf:
        prepare(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def covered(pdf: pikepdf.Pdf) -> None:
    """The real text lies under a white sheet, an object of its own."""
    page = pdf.pages[0].obj
    text = pdf.make_stream(b"BT /F1 12 Tf 72 500 Td (khac) Tj ET")
    page.Contents = pikepdf.Array([text, pdf.make_stream(_COVER), page.Contents])


def covered_by_a_picture(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    sheet = pdf.make_stream(_COVER)
    sheet.Type, sheet.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    sheet.BBox = pikepdf.Array([0, 0, 600, 850])
    page.Resources.XObject = pikepdf.Dictionary(Sheet=sheet)
    page.Contents = pikepdf.Array([pdf.make_stream(b"/Sheet Do"), page.Contents])


def two_page_trees(pdf: pikepdf.Pdf) -> None:
    """A second order of pages, which nothing shows yet."""
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=pikepdf.Array([0, 0, 595, 842]),
        Contents=pdf.make_stream(b"0 g 100 100 200 200 re f"),
    )  # fmt: skip
    tree = pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1)
    pointer = pdf.make_indirect(tree)
    page.Parent = pointer
    tree.Kids = pikepdf.Array([pdf.make_indirect(page)])
    pdf.Root.PieceInfo = pikepdf.Dictionary(Shadow=pikepdf.Dictionary(Private=pointer))


def contents_of(writer: Writer, number: int) -> generic.IndirectObject:
    found = writer.root["/Pages"]["/Kids"][0]["/Contents"]
    assert isinstance(found, generic.ArrayObject)
    pointer = found.raw_get(number)
    assert isinstance(pointer, generic.IndirectObject)
    return pointer


def empties_the_sheet(writer: Writer) -> None:
    pointer = contents_of(writer, 1)
    writer.objects[(pointer.generation, pointer.idnum)] = stream(b"")


def drops_the_sheet(writer: Writer) -> None:
    page = writer.page(0)
    kept = [page["/Contents"].raw_get(n) for n in (0, 2)]
    page[pdf_name("/Contents")] = generic.ArrayObject(kept)


def empties_the_picture(writer: Writer) -> None:
    pictures = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/XObject"]
    pointer = pictures.raw_get("/Sheet")
    writer.objects[(pointer.generation, pointer.idnum)] = stream(b"")


def points_elsewhere(writer: Writer) -> None:
    page = writer.page(0)
    pictures = page["/Resources"]["/XObject"]
    pictures[pdf_name("/Sheet")] = writer.add_object(stream(b""))
    writer.update_container(pictures)


def shows_the_other_tree(writer: Writer) -> None:
    hidden = writer.root["/PieceInfo"]["/Shadow"].raw_get("/Private")
    writer.root[pdf_name("/Pages")] = hidden
    writer.update_root()


def another_catalog(writer: Writer) -> None:
    root = generic.DictionaryObject(dict(writer.root.items()))
    root[pdf_name("/Pages")] = writer.root["/PieceInfo"]["/Shadow"].raw_get("/Private")
    writer._root = writer.add_object(root)


TURNS = [
    (HIDE, covered, empties_the_sheet),
    (HIDE, covered, drops_the_sheet),
    (HIDE, covered_by_a_picture, empties_the_picture),
    (HIDE, covered_by_a_picture, points_elsewhere),
    (BOTH, two_page_trees, shows_the_other_tree),
    (BOTH, two_page_trees, another_catalog),
]


def files(base: Base) -> Iterator[Hostile]:
    for kind, prepare, turn in TURNS:
        signed = base.signed(content=prepared(base, prepare))
        sealed = base.sealed(signed=signed)
        name = f"{prepare.__name__}, then {turn.__name__}"
        yield Hostile(kind, f"{name}, after R2", base.updated(turn, sealed))
        yield Hostile(kind, f"{name}, after R1", base.updated(turn, signed), beginning=True)
        yield Hostile(kind, f"{name}, by the organ", base.sealed(signed=signed, meddle=turn))
    yield from _by_table(base)
    yield from _by_font(base)


def _by_table(base: Base) -> Iterator[Hostile]:
    """An appended table alone: it points to an object that the signed bytes hold already, twice
    under one number, of which the first table named only the other."""
    with pikepdf.open(io.BytesIO(base.r0)) as pdf:
        page = pdf.pages[0].obj.objgen[0]
    whole = _object(base.r0, page)
    hidden = whole.replace(b"/MediaBox", b"/Rotate 180 /MediaBox", 1)
    start = base.r0.rindex(b"xref\n0 ")
    content = base.r0[:start] + hidden + b"\n" + base.r0[start:]
    moved = start + len(hidden) + 1
    content = re.sub(rb"startxref\n\d+", b"startxref\n%d" % moved, content)
    signed = base.signed(content=content)
    for name, data, early in (("R2", base.sealed(signed=signed), False), ("R1", signed, True)):
        previous = int(re.findall(rb"startxref\n(\d+)", data)[-1])
        trailer = re.findall(rb"/Root \d+ 0 R", data)[-1]
        size = re.findall(rb"/Size \d+", data)[-1]
        table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<<%s%s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        more = table % (page, start, trailer, size, previous, len(data))
        yield Hostile(BOTH, f"a table alone after {name}", data + more, beginning=early)


def _object(data: bytes, number: int) -> bytes:
    found = re.search(rb"\n(%d 0 obj.*?endobj)" % number, data, re.DOTALL)
    assert found
    return found[1]


def _by_font(base: Base) -> Iterator[Hostile]:
    """What the signed letters look like is put in another object's hands."""

    def swaps_two_fonts(writer: Writer) -> None:
        fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
        first, *_, last = (fonts.raw_get(name) for name in fonts)
        writer.objects[(0, first.idnum)] = last.get_object()

    def maps_letters_anew(writer: Writer) -> None:
        fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
        pointer = fonts.raw_get(next(iter(fonts)))
        font = pointer.get_object()
        font[pdf_name("/Encoding")] = pdf_name("/Identity-V")
        writer.mark_update(pointer.reference)

    def changes_the_widths(writer: Writer) -> None:
        fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
        inner = fonts[next(iter(fonts))]["/DescendantFonts"].raw_get(0)
        font = inner.get_object()
        font[pdf_name("/DW")] = generic.NumberObject(0)
        font.pop("/W", None)
        if isinstance(inner, generic.IndirectObject):
            writer.mark_update(inner.reference)
        else:
            writer.update_container(font)

    for turn in (swaps_two_fonts, maps_letters_anew, changes_the_widths):
        yield Hostile(REPLACE, f"{turn.__name__}, after R2", base.updated(turn))
        data = base.updated(turn, base.r1)
        yield Hostile(REPLACE, f"{turn.__name__}, after R1", data, beginning=True)
        yield Hostile(REPLACE, f"{turn.__name__}, by the organ", base.sealed(meddle=turn))
