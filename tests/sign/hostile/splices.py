"""Whole revisions and documents cut out, repeated, mixed, or served as what they are not."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sign.hostile.base import Base, Hostile

OLD = "an old revision served as the issued file"
SECOND = "a second document in one file"
MIXED = "revisions removed, repeated or mixed"


def files(base: Base) -> Iterator[Hostile]:
    r0, r1, r2 = base.r0, base.r1, base.r2
    second, third = r1[len(r0) :], r2[len(r1) :]
    other0, other1 = base.other.content, base.other.signed
    other2 = base.other.issued
    theirs = other2[len(other1) :]

    yield Hostile(OLD, "R0", r0)
    yield Hostile(OLD, "R1", r1, fair=True)
    for cut in (1, 7, 60, 600, 6000):
        yield Hostile(OLD, f"R2 without its last {cut} bytes", r2[:-cut])
        yield Hostile(OLD, f"R1 and {cut} bytes of R2", r2[: len(r1) + cut])
        yield Hostile(OLD, f"R1 without its last {cut} bytes", r1[:-cut], beginning=True)

    for name, document in (("itself", r2), ("another", other2), ("R0", r0), ("R1", r1)):
        yield Hostile(SECOND, f"{name} after it", r2 + document)
        yield Hostile(SECOND, f"{name} before it", document + r2)
    yield Hostile(SECOND, "another's R0 before it", other0 + r2)
    yield Hostile(SECOND, "another's R1 after it", r2 + other1)
    for name, head in {
        "a blank": b" ", "a line": b"\n", "a program": b"MZ" + bytes(62), "a picture": b"GIF89a",
        "a web page": b"<!DOCTYPE html><!--", "a header": b"%PDF-1.4\n",
    }.items():  # fmt: skip
        yield Hostile(SECOND, f"{name} before it", head + r2)

    yield Hostile(MIXED, "R0 and the seal", r0 + third)
    yield Hostile(MIXED, "the seal twice", r2 + third)
    yield Hostile(MIXED, "the signature twice", r1 + second + third)
    yield Hostile(MIXED, "the seal before the signature", r0 + third + second)
    yield Hostile(MIXED, "another document's seal", r1 + theirs)
    yield Hostile(MIXED, "another document's seal too", r2 + theirs)
    yield Hostile(MIXED, "another document's content", other0 + second + third)
    yield Hostile(MIXED, "another document's signed file", other1 + third)
    yield Hostile(MIXED, "the signature alone", second)
    yield Hostile(MIXED, "the seal alone", third)
