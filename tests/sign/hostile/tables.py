"""Tables of objects that lead readers to different objects: streams, hybrids, doubles, loops."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import ObjectStream

from tests.sign.forge import PlainWriter, Writer
from tests.sign.hostile.base import Base, Hostile
from tests.sign.test_forged_revisions import changes_a_page

KIND = "tables and streams of objects"
DOUBLE = "an object twice in one revision"


class StreamedTable(PlainWriter):
    """Ends its revision with a table stream, whatever the file did before."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.stream_xrefs = True


def packed(writer: Writer) -> None:
    """New objects in a stream of objects."""
    bundle: ObjectStream = writer.prepare_object_stream()
    pointer = writer.add_object(generic.DictionaryObject(), obj_stream=bundle)
    writer.root[pdf_name("/PieceInfo")] = pointer
    writer.update_root()


def files(base: Base) -> Iterator[Hostile]:
    # Other tools may write tables so; in ours they are no part of the plan.
    whole, early = base.sealed(kind=StreamedTable), base.signed(kind=StreamedTable)
    yield Hostile(KIND, "a table stream by the organ", whole, fair=True)
    yield Hostile(KIND, "a table stream by the person", early, beginning=True, fair=True)
    both = base.sealed(kind=StreamedTable, meddle=packed)
    yield Hostile(KIND, "a stream of objects by the organ", both)
    yield Hostile(KIND, "a stream of objects behind R2", _streamed(base.r2, packed))
    yield Hostile(KIND, "a changed page by a table stream", _streamed(base.r2, changes_a_page))
    yield from _tables_alone(base)
    yield from _words(base)
    yield from _doubles(base)


def _streamed(data: bytes, meddle: object) -> bytes:
    writer = StreamedTable(io.BytesIO(data))
    meddle(writer)  # type: ignore[operator]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _tables_alone(base: Base) -> Iterator[Hostile]:
    """A table without objects: frees them, moves them, loops, or hides others."""
    data = base.r2
    reader = PdfFileReader(io.BytesIO(data))
    page = reader.root["/Pages"]["/Kids"].raw_get(0).idnum
    root = reader.trailer.raw_get("/Root").idnum
    previous = int(re.findall(rb"startxref\n(\d+)", data)[-1])
    start = len(data)
    for name, rows, more in (
        ("empty", b"0 0\n", b""),
        ("that frees a page", b"%d 1\n0000000000 00001 f \n" % page, b""),
        ("that frees the catalog", b"%d 1\n0000000000 00001 f \n" % root, b""),
        ("that moves a page", b"%d 1\n0000000015 00000 n \n" % page, b""),
        ("with another generation", b"%d 1\n0000000015 00001 n \n" % page, b""),
        ("of very many", b"0 1\n0000000000 65535 f \n", b"/Size 999999999"),
        ("with a second table", b"0 0\n", b"/XRefStm %d" % previous),
        ("that follows itself", b"0 0\n", b"/Prev %d" % start),
        ("with encryption", b"0 0\n", b"/Encrypt<</Filter/Standard/V 1/R 2/O()/U()/P -4>>"),
    ):
        size = b"" if b"/Size" in more else b"/Size %d" % int(reader.trailer["/Size"])
        earlier = b"" if b"/Prev" in more else b"/Prev %d" % previous
        trailer = b"trailer\n<<%s/Root %d 0 R%s%s>>\n" % (size, root, earlier, more)
        table = b"xref\n" + rows + trailer + b"startxref\n%d\n%%%%EOF\n" % start
        yield Hostile(KIND, f"a table alone, {name}", data + table)


def _words(base: Base) -> Iterator[Hostile]:
    for old, new in (
        (b"/Size ", b"/Size 9"), (b"/Prev ", b"/Prev 9"), (b"/Prev ", b"/Prex "),
        (b"/Root ", b"/Roox "), (b"/Fields", b"/Felder"), (b"xref\n", b"xreg\n"),
        (b"/AcroForm ", b"/AcroFarm "), (b"/FT /Sig", b"/FT /Btn"), (b"trailer", b"traiter"),
    ):  # fmt: skip
        head, _, tail = base.r2.rpartition(old)
        word = old.decode().strip()
        yield Hostile(KIND, f"the last {word} is {new!r}", head + new + tail)


def _doubles(base: Base) -> Iterator[Hostile]:
    """The sealed revision holds an object twice; its table names the second, a reader that mends
    files finds the first."""
    page = PdfFileReader(io.BytesIO(base.r1)).root["/Pages"]["/Kids"].raw_get(0).idnum
    for number in (page, 1, 2):
        hidden = b"%d 0 obj\n<</Type/Page/MediaBox[0 0 9 9]>>\nendobj\n" % number
        sealed = base.sealed(signed=base.r1 + hidden)
        yield Hostile(DOUBLE, f"object {number} before the organ's own", sealed)
        pushed = base.r2[: len(base.r1)] + hidden + base.r2[len(base.r1) :]
        yield Hostile(DOUBLE, f"object {number} pushed into R2", pushed)
        yield Hostile(DOUBLE, f"object {number} behind R2", base.r2 + hidden)
