"""Files that are no signed PDF at all, or that mean harm: a report in good time, never a crash."""

from __future__ import annotations

import io
import signal
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from PIL import Image

from tests.sign.conftest import Issued, refused

pytestmark = pytest.mark.slow

_SECONDS = 10


class TooSlow(BaseException):
    """Not an Exception: nothing on the way may swallow it."""


@contextmanager
def in_good_time() -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise TooSlow

    # Of the processor's time, so that a busy machine does not count against the program.
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def judged(issued: Issued, data: bytes) -> bool:
    with in_good_time():
        return refused(issued.verified(data))


# -- no PDF ------------------------------------------------------------------------------------


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, kind)
    return out.getvalue()


NO_PDF = {
    "nothing": b"",
    "a byte": b"%",
    "zeros": bytes(4096),
    "text": "Kết luận số 01-KL/TU\n".encode() * 40,
    "utf-16": "Kết luận".encode("utf-16"),
    "html": b"<!DOCTYPE html><title>%PDF-1.7</title>",
    "a picture": picture("PNG"),
    "a photograph": picture("JPEG"),
    "a zip": b"PK\x03\x04" + bytes(200),
    "a header": b"%PDF-1.7\n",
    "an end": b"%%EOF\n",
    "a header and an end": b"%PDF-1.7\nstartxref\n0\n%%EOF\n",
    "a start beyond the end": b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF\n",
    "a start before the beginning": b"%PDF-1.7\nstartxref\n-5\n%%EOF\n",
    "a start that is a word": b"%PDF-1.7\nstartxref\nabc\n%%EOF\n",
    "a table that is none": b"%PDF-1.7\nxref\nstartxref\n9\n%%EOF\n",
    "a table without a trailer": b"%PDF-1.7\nxref\n0 0\nstartxref\n9\n%%EOF\n",
}


@pytest.mark.parametrize("data", NO_PDF.values(), ids=NO_PDF.keys())
def test_what_is_no_pdf_is_refused(issued: Issued, data: bytes) -> None:
    assert judged(issued, data)


@pytest.mark.slow
@pytest.mark.thorough
def test_a_file_cut_off_anywhere_is_refused(issued: Issued) -> None:
    data = issued.issued
    cuts = {*range(0, len(data), len(data) // 150), *range(len(data) - 60, len(data))}
    for stage in (issued.content, issued.signed):
        cuts |= set(range(len(stage) - 5, len(stage) + 5))
    for cut in sorted(cuts):
        assert judged(issued, data[:cut]), cut


@pytest.mark.slow
def test_a_file_whose_beginning_is_missing_is_refused(issued: Issued) -> None:
    data = issued.issued
    for cut in range(1, len(data), len(data) // 60):
        assert judged(issued, data[cut:]), cut


# -- PDFs that mean harm -----------------------------------------------------------------------


def pdf(*objects: bytes, trailer: bytes = b"", size: int | None = None, prev: str = "") -> bytes:
    """A PDF of objects numbered from 1; the first is the catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1 if size is None else size
    before = prev.format(start=start).encode()
    out += b"trailer\n<</Size %d/Root 1 0 R%s%s>>\n" % (count, before, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


PAGES = b"<</Type/Pages/Kids[]/Count 0>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R>>"


def with_form(form: bytes, *more: bytes) -> bytes:
    return pdf(CATALOG, PAGES, form, *more)


def deep(opening: bytes, closing: bytes, depth: int) -> bytes:
    return opening * depth + closing * depth


def table_stream(head: bytes, body: bytes = b"") -> bytes:
    """A file whose table is a stream with these entries."""
    start = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
    entry = b"2 0 obj\n<</Type/XRef/Root 1 0 R%s/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    whole = start + entry % (head, len(body), body)
    return whole + b"startxref\n%d\n%%%%EOF\n" % len(start)


def forms(count: int) -> bytes:
    """Very many fields."""
    fields = b"".join(b"4 0 R " for _ in range(count))
    return with_form(b"<</Fields[%s]>>" % fields, b"<</FT/Sig/T(Seal)/V 1 0 R>>")


def updates(count: int) -> bytes:
    """Very many empty revisions."""
    data = with_form(b"<</Fields[]>>")
    last = data.rindex(b"xref\n0")
    for _ in range(count):
        start = len(data)
        data += b"xref\n0 0\ntrailer\n<</Size 4/Root 1 0 R/Prev %d>>\n" % last
        data += b"startxref\n%d\n%%%%EOF\n" % start
        last = start
    return data


HOSTILE = {
    "a huge size": pdf(CATALOG, PAGES, b"<</Fields[]>>", size=2**31 - 1),
    "a size beyond all numbers": pdf(CATALOG, PAGES, b"<</Fields[]>>", size=10**40),
    "a negative size": pdf(CATALOG, PAGES, b"<</Fields[]>>", size=-3),
    "no root": pdf(CATALOG).replace(b"/Root 1 0 R", b""),
    "a root that is a number": pdf(b"42"),
    "a root that is itself": pdf(b"1 0 R"),
    "a root that is missing": pdf(CATALOG).replace(b"/Root 1 0 R", b"/Root 9 0 R"),
    "a table that follows itself": pdf(CATALOG, PAGES, b"<</Fields[]>>", prev="/Prev {start}"),
    "a table that follows another that is none": pdf(CATALOG, PAGES, b"<<>>", prev="/Prev 3"),
    "nested arrays": with_form(b"<</Fields " + deep(b"[", b"]", 100_000) + b">>"),
    "nested dictionaries": with_form(b"<</Fields " + deep(b"<</A", b">>", 50_000) + b">>"),
    "arrays without an end": with_form(b"[" * 100_000),
    "brackets without an end": with_form(b"(" * 200_000),
    "a form that is a number": with_form(b"7"),
    "a form that is itself": with_form(b"3 0 R"),
    "fields that are a number": with_form(b"<</Fields 7>>"),
    "fields that are themselves": with_form(b"<</Fields 3 0 R>>"),
    "fields that are one field": with_form(b"<</Fields 4 0 R>>", b"<</FT/Sig/T(Seal)>>"),
    "a field that is no object": with_form(b"<</Fields[<</FT/Sig/T(Seal)/V<<>>>>]>>"),
    "a field that is a number": with_form(b"<</Fields[4 0 R]>>", b"9"),
    "a field that is missing": with_form(b"<</Fields[99 0 R]>>"),
    "a field that is its own parent": with_form(
        b"<</Fields[4 0 R]>>", b"<</Parent 4 0 R/Kids[4 0 R]/T(Seal)>>"
    ),
    "a field without a name": with_form(b"<</Fields[4 0 R]>>", b"<</FT/Sig/V 1 0 R>>"),
    "a kind that is itself": with_form(
        b"<</Fields[4 0 R]>>", b"<</FT 5 0 R/T(Seal)/V 1 0 R>>", b"5 0 R"
    ),
    "a signature that is the field": with_form(
        b"<</Fields[4 0 R]>>", b"<</FT/Sig/T(Seal)/V 4 0 R>>"
    ),
    "a signature that is a number": with_form(b"<</Fields[4 0 R]>>", b"<</FT/Sig/T(Seal)/V 5>>"),
    "an empty signature": with_form(b"<</Fields[4 0 R]>>", b"<</FT/Sig/T(Seal)/V<<>>>>"),
    "an endless signature": with_form(
        b"<</Fields[4 0 R]>>",
        b"<</FT/Sig/T(Seal)/V 5 0 R>>",
        b"<</Type/Sig/ByteRange[0 1 2 3]/Contents<" + b"30" * 500_000 + b">>>",
    ),
    "a number too long": with_form(b"<</Fields[" + b"9" * 100_000 + b"]>>"),
    "a number with two points": with_form(b"<</Fields[1.2.3]>>"),
    "a number of signs": with_form(b"<</Fields[+-+-.]>>"),
    "a name too long": with_form(b"<</" + b"A" * 500_000 + b" 1>>"),
    "a broken name": with_form(b"<</Fie#G1ds[]>>"),
    "a broken string": with_form(b"<</Fields[](\\777\\8)>>"),
    "broken hexadecimal": with_form(b"<</Fields[<zz>]>>"),
    "a stream with a wrong length": with_form(b"<</Length 99999999>>\nstream\nx\nendstream"),
    "a stream with a length beyond": with_form(b"<</Length 3 0 R>>\nstream\nx\nendstream"),
    "an unknown filter": with_form(b"<</Length 1/Filter/Nobody>>\nstream\nx\nendstream"),
    "very many fields": forms(20_000),
    "very many revisions": updates(2_000),
    "a table stream without widths": table_stream(b"/Size 3"),
    "a table stream with wide entries": table_stream(b"/Size 3/W[1 1000000000 1]", b"x" * 50),
    "a table stream with empty entries": table_stream(b"/Size 3/W[0 0 0]", b"x" * 50),
    "a table stream without an end": table_stream(b"/Size 2147483647/W[0 0 0]"),
    "a table stream with a huge index": table_stream(b"/Size 3/W[0 0 0]/Index[0 2147483647]", b"x"),
    "a table stream that is broken": table_stream(
        b"/Size 3/W[1 2 1]/Filter/FlateDecode", b"x" * 50
    ),
    "encrypted": pdf(
        CATALOG, PAGES, b"<<>>", trailer=b"/Encrypt<</Filter/Standard/V 9>>/ID[<00><00>]"
    ),
    "encrypted by nobody": pdf(CATALOG, PAGES, b"<<>>", trailer=b"/Encrypt 9 0 R"),
}


# These take all the time that a file may take, as one more does that is tried in `make test`.
_STOPPED = {"very many revisions", "a table stream with a huge index"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(data, id=name, marks=[pytest.mark.thorough] if name in _STOPPED else [])
        for name, data in HOSTILE.items()
    ],
)
def test_a_file_that_means_harm_is_refused_in_good_time(issued: Issued, data: bytes) -> None:
    assert judged(issued, data)


@pytest.mark.slow
def test_a_stream_that_unpacks_to_very_much_is_refused_in_good_time(issued: Issued) -> None:
    """The catalog is in an object stream of 200 MB of spaces, packed to 200 kB."""
    packed = zlib.compress(b"1 0 " + b" " * (200 * 1024 * 1024), 6)
    start = b"%PDF-1.7\n"
    holder = b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\n"
    whole = start + holder % (len(packed), packed) + b"endstream\nendobj\n"
    rows = b"\x02\x00\x03\x00" + b"\x00" * 4 + b"\x01" + len(start).to_bytes(2, "big") + b"\x00"
    table = b"4 0 obj\n<</Type/XRef/Root 1 0 R/Size 5/W[1 2 1]/Index[1 3]/Length %d>>\nstream\n%s\n"
    data = whole + table % (len(rows), rows) + b"endstream\nendobj\n"
    assert judged(issued, data + b"startxref\n%d\n%%%%EOF\n" % len(whole))


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [
    (b"/Size ", b"/Size 9"),
    (b"/Prev ", b"/Prev 9"),
    (b"/Prev ", b"/Prex "),
    (b"/Root ", b"/Roox "),
    (b"/AcroForm ", b"/AcroFarm "),
    (b"/Fields", b"/Felder"),
    (b"/ByteRange", b"/ByteRinge"),
    (b"/Contents <", b"/Contents ("),
    (b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /adbe.pkcs7.detached"),
    (b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /ETSI.RFC3161"),
    (b"/Type /Sig", b"/Type /DocTimeStamp"),
    (b"/FT /Sig", b"/FT /Btn"),
    (b"startxref", b"startxxxx"),
    (b"%%EOF", b"%%EOX"),
    (b"endobj", b"endabj"),
    (b"xref\n", b"xreg\n"),
])  # fmt: skip
def test_a_word_exchanged_is_refused(issued: Issued, old: bytes, new: bytes) -> None:
    assert old in issued.issued
    assert judged(issued, issued.issued.replace(old, new))
    head, _, tail = issued.issued.rpartition(old)
    assert judged(issued, head + new + tail)
