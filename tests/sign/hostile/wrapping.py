"""Signatures that cover other bytes than they seem to: wrapped, forged, their ranges moved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.sign.forge import Meddle, Writer
from tests.sign.hostile.base import Base, Hostile
from tests.sign.test_wrapping import _CONTENTS, ranges, with_contents, with_range

MOVED = "a byte range that was moved"
FORGED = "universal forgery: parts of the signature missing or strange"
WRAPPED = "signature wrapping"
EXCHANGED = "signatures exchanged"
_WEIRD: list[list[int]] = [
    [], [0], [0, 0, 0, 0], [0, 9], [0, 9, 20], [0, 1, 2, 3, 4, 5], [5, 9, 20, 30], [-1, 9, 20, 30],
    [0, -9, 20, 30], [0, 9, -20, 30], [0, 9, 20, -30], [0, 30, 20, 30], [0, 9, 20, 10**12],
    [0, 10**12, 10**12, 1], [10**30, 1, 1, 1],
]  # fmt: skip


def files(base: Base) -> Iterator[Hostile]:
    yield from _moved(base)
    yield from _forged(base)
    yield from _wrapped(base)
    yield from _exchanged(base)


def _moved(base: Base) -> Iterator[Hostile]:
    for number, part, shift in product((0, 1), (1, 2, 3), (-1, 1)):
        moved, _ = ranges(base.r2, number)
        moved[part] += shift
        name = f"number {part} of signature {number} by {shift}"
        yield Hostile(MOVED, name, with_range(base.r2, number, moved))
    first, second = (ranges(base.r2, n)[0] for n in (0, 1))
    yield Hostile(MOVED, "the person's in the seal", with_range(base.r2, 1, first))
    yield Hostile(MOVED, "the seal's in the person's", with_range(base.r2, 0, second))
    for weird in _WEIRD:
        yield Hostile(MOVED, f"by an update: {weird}", base.updated(_range_setter(weird)))


def _range_setter(weird: list[int]) -> Meddle:
    def rewrite(writer: Writer) -> None:
        value = writer.field("Seal")["/V"]
        value[pdf_name("/ByteRange")] = generic.ArrayObject(map(generic.NumberObject, weird))
        writer.update_container(value)

    return rewrite


def _forged(base: Base) -> Iterator[Hostile]:
    keys = ("/Contents", "/ByteRange", "/SubFilter", "/Filter", "/Type")
    strange = {
        "missing": None,
        "null": generic.NullObject(),
        "a string": generic.pdf_string("x"),
        "a number": generic.NumberObject(1),
    }
    for key, (what, instead) in product(keys, strange.items()):

        def rewrite(writer: Writer, key: str = key, instead: object = instead) -> None:
            value = writer.field("Seal")["/V"]
            if instead is None:
                del value[key]
            else:
                value[pdf_name(key)] = instead
            writer.update_container(value)

        yield Hostile(FORGED, f"{key} {what}", base.updated(rewrite))
    for digits in (b"", b"00", b"3000", b"30820001", b"F" * 100):
        data = with_contents(base.r2, 1, digits)
        yield Hostile(FORGED, f"a signature of {len(digits)} digits", data)


def _wrapped(base: Base) -> Iterator[Hostile]:
    """The signed bytes are moved to the end; what is read instead stands between."""
    (_, first, second, length), _ = ranges(base.r2, 1)
    tail = base.r2[second : second + length]
    for name, between in (
        ("nothing", b""),
        ("a remark", b"% remark\n"),
        ("an object", b"\n999 0 obj\n<</A 1>>\nendobj\n"),
        ("an end", b"\n%%EOF\n"),
    ):
        gap = base.r2[first:second]
        moved = base.r2[:first] + gap + tail + between + gap + tail
        place = first + len(gap) + len(tail) + len(between) + len(gap)
        data = with_range(moved, 1, [0, first, place, length])
        yield Hostile(WRAPPED, f"signed bytes moved behind {name}", data)

    def copy(writer: Writer) -> None:
        value = generic.DictionaryObject(dict(writer.field("Seal")["/V"].items()))
        writer.field("Seal")[pdf_name("/V")] = writer.add_object(value)

    def copy_and_change(writer: Writer) -> None:
        copy(writer)
        writer.field("Number")[pdf_name("/V")] = generic.pdf_string("Số 66-KL/TU")

    for rewrite in (copy, copy_and_change):
        yield Hostile(WRAPPED, f"{rewrite.__name__} of the signature", base.updated(rewrite))
    roomy = base.sealed()
    whole = _CONTENTS.findall(roomy)[1]
    seal = whole.rstrip(b"0")
    seal += b"0" * (len(seal) % 2)
    for more in (b">/X 1", b">% hidden", b"> ", b"00>/Y<00", b"FF"):
        yield Hostile(WRAPPED, f"the gap hides {more!r}", with_contents(roomy, 1, seal + more))
    # The same signature, written otherwise: no other tool need mind.
    lower = with_contents(base.r2, 1, _CONTENTS.findall(base.r2)[1].lower())
    yield Hostile(WRAPPED, "digits in lower case", lower, fair=True)


def _exchanged(base: Base) -> Iterator[Hostile]:
    first, second = _CONTENTS.findall(base.r2)
    swapped = with_contents(with_contents(base.r2, 0, second), 1, first)
    yield Hostile(EXCHANGED, "each in the other's place", swapped)
    yield Hostile(EXCHANGED, "the person's twice", with_contents(base.r2, 1, first))
    yield Hostile(EXCHANGED, "the seal twice", with_contents(base.r2, 0, second))
    for number in (0, 1):
        digits = _CONTENTS.findall(base.other.issued)[number]
        name = f"signature {number} of another document"
        yield Hostile(EXCHANGED, name, with_contents(base.r2, number, digits))
