"""The issued file saved anew, encrypted, or packed into another."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from tests.sign.hostile.base import Base, Hostile

KIND = "saved anew, encrypted or packed into another"
_WAYS: dict[str, dict[str, object]] = {
    "saved anew": {},
    "linearized": {"linearize": True},
    "with streams of objects": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "without streams of objects": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "unpacked": {"stream_decode_level": pikepdf.StreamDecodeLevel.all, "compress_streams": False},
    "as qdf": {"qdf": True},
    "encrypted, readable by all": {"encryption": pikepdf.Encryption(owner="o", user="", R=6)},
    "encrypted": {"encryption": pikepdf.Encryption(owner="o", user="u", R=6)},
    "encrypted the old way": {"encryption": pikepdf.Encryption(owner="o", user="", R=4)},
}


def files(base: Base) -> Iterator[Hostile]:
    for stage, data in (("R2", base.r2), ("R1", base.r1)):
        for way, options in _WAYS.items():
            with pikepdf.open(io.BytesIO(data)) as pdf:
                out = io.BytesIO()
                pdf.save(out, **options)  # type: ignore[arg-type]
            yield Hostile(KIND, f"{stage} {way}", out.getvalue(), beginning=stage == "R1")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["issued.pdf"] = base.r2
        out = io.BytesIO()
        pdf.save(out)
    yield Hostile(KIND, "as an attachment of an empty page", out.getvalue())
    with pikepdf.open(io.BytesIO(base.r2)) as pdf:
        del pdf.Root.AcroForm
        out = io.BytesIO()
        pdf.save(out)
    yield Hostile(KIND, "without its form", out.getvalue())
