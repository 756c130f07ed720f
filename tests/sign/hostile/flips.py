"""One changed byte in every kind of region of every revision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.sign.hostile.base import Base, Hostile

KIND = "a changed byte"
_REGIONS = {
    "header": rb"%PDF-1\.\d",
    "binary comment": rb"\n%[\x80-\xff]+",
    "object head": rb"\d+ 0 obj",
    "object end": rb"endobj",
    "stream": rb"stream\r?\n.{40}",
    "stream length": rb"/Length \d+",
    "stream end": rb"endstream",
    "filter": rb"/FlateDecode",
    "page": rb"/MediaBox",
    "font": rb"/FontFile2|/Subtype /TrueType|/BaseFont",
    "metadata": rb"<pdfaid:part>|pdfaid:part",
    "field name": rb"/T \(",
    "field kind": rb"/FT /Sig",
    "appearance": rb"/AP ",
    "box": rb"/BBox",
    "byte range": rb"/ByteRange \[\d+ \d+ \d+ \d+",
    "signature digits": rb"/Contents <[0-9A-F]{400}",
    "signature padding": rb"0{40}>",
    "signing time": rb"/M \(D:\d+",
    "subfilter": rb"/ETSI\.CAdES",
    "locks": rb"/FieldMDP",
    "table": rb"xref\n\d+ \d+",
    "table row": rb"\d{10} \d{5} n",
    "trailer": rb"trailer",
    "size": rb"/Size \d+",
    "root": rb"/Root \d+",
    "earlier table": rb"/Prev \d+",
    "table place": rb"startxref\n\d+",
    "end mark": rb"%%EOF",
}


def files(base: Base) -> Iterator[Hostile]:
    ends = [0, len(base.r0), len(base.r1), len(base.r2)]
    for region, pattern in _REGIONS.items():
        for revision in range(3):
            found = re.compile(pattern, re.DOTALL).search(
                base.r2, ends[revision], ends[revision + 1]
            )
            if found:
                place = found.end() - 1
                yield Hostile(KIND, f"{region} of R{revision}", _flipped(base.r2, place))
        inside = re.compile(pattern, re.DOTALL).search(base.r1, ends[1])
        if inside:
            name = f"{region} of the signed file"
            yield Hostile(KIND, name, _flipped(base.r1, inside.end() - 1), beginning=True)


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :]
