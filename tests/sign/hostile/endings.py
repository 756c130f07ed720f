"""Remarks, ends and rubbish between and behind the revisions."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sign.hostile.base import Base, Hostile

BETWEEN = "bytes between the revisions"
BEHIND = "bytes behind the last revision"
_RUBBISH = {
    "a blank": b" ", "a line": b"\n", "a zero": b"\x00", "a remark": b"% a remark\n",
    "an end mark": b"%%EOF\n", "a startxref": b"startxref\n0\n%%EOF\n",
    "an object": b"\n999 0 obj\n<</A 1>>\nendobj\n", "a header": b"%PDF-2.0\n",
    "an open string": b"(", "much": b"x" * 5000,
}  # fmt: skip
_LEFT_ALONE = {"a remark", "an object", "a zero"}  # what a careless writer would append to


def files(base: Base) -> Iterator[Hostile]:
    for name, rubbish in _RUBBISH.items():
        yield Hostile(BEHIND, f"{name} behind R2", base.r2 + rubbish)
        yield Hostile(BEHIND, f"{name} behind R1", base.r1 + rubbish, beginning=True)
        if name in _LEFT_ALONE:
            sealed = base.sealed(signed=base.r1 + rubbish)
            yield Hostile(BETWEEN, f"{name} between R1 and R2", sealed)
            data = base.r1 + rubbish + base.r2[len(base.r1) :]
            yield Hostile(BETWEEN, f"{name} pushed between R1 and R2", data)
    for name, old, new in (
        ("no end mark", b"%%EOF", b"%%EOX"),
        ("an end mark in lower case", b"%%EOF", b"%%eof"),
        ("no startxref", b"startxref", b"startxxxx"),
        ("another startxref", b"startxref\n", b"startxref\n1"),
    ):
        head, _, tail = base.r2.rpartition(old)
        yield Hostile(BEHIND, name, head + new + tail)
        yield Hostile(BETWEEN, f"{name}, everywhere", base.r2.replace(old, new))
