"""Signatures moved, exchanged or pointed at other bytes than those they stand in."""

from __future__ import annotations

import hashlib
import re
from itertools import product

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.sign import forge
from tests.sign.conftest import Issued, refused
from tests.sign.forge import Writer
from workflow.model.verification import Verdict

pytestmark = pytest.mark.slow

_CONTENTS = re.compile(rb"/Contents <([0-9A-F]+)>")
_RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]( *)")


def ranges(data: bytes, number: int) -> tuple[list[int], tuple[int, int]]:
    """A signature's byte range, and where it is written with its padding."""
    found = list(_RANGE.finditer(data))[number]
    return [int(found[n]) for n in range(1, 5)], found.span()


def with_range(data: bytes, number: int, new: list[int]) -> bytes:
    """The file with another byte range in the same room."""
    _, (start, end) = ranges(data, number)
    text = b"/ByteRange [" + b" ".join(b"%d" % n for n in new) + b"]"
    assert len(text) <= end - start
    return data[:start] + text.ljust(end - start) + data[end:]


def with_contents(data: bytes, number: int, digits: bytes) -> bytes:
    """The file with another signature in the same room."""
    start, end = list(_CONTENTS.finditer(data))[number].span(1)
    return data[:start] + digits[: end - start].ljust(end - start, b"0") + data[end:]


# -- exchanged ---------------------------------------------------------------------------------


def test_two_signatures_in_each_others_place_are_refused(issued: Issued) -> None:
    first, second = _CONTENTS.findall(issued.issued)
    swapped = with_contents(with_contents(issued.issued, 0, second), 1, first)
    assert len(swapped) == len(issued.issued)
    assert refused(issued.verified(swapped))


@pytest.mark.parametrize(("place", "source"), [(0, 1), (1, 0)])
def test_one_signature_in_both_places_is_refused(issued: Issued, place: int, source: int) -> None:
    digits = _CONTENTS.findall(issued.issued)[source]
    assert refused(issued.verified(with_contents(issued.issued, place, digits)))


def test_the_signature_of_another_document_is_refused(issued: Issued, short: Issued) -> None:
    digits = _CONTENTS.findall(short.issued)[1]
    assert refused(issued.verified(with_contents(issued.issued, 1, digits)))


def test_the_seal_of_another_document_is_refused(issued: Issued, short: Issued) -> None:
    """R1 of one document with the last revision of another, both of one office."""
    tail = short.issued[len(short.signed) :]
    assert short.verified(short.signed + tail).verdict is Verdict.VALID
    assert refused(issued.verified(issued.signed + tail))
    assert refused(issued.verified(short.signed + issued.issued[len(issued.signed) :]))


def test_both_documents_are_of_one_office(issued: Issued, short: Issued) -> None:
    """Else the tests above would prove little."""
    assert issued.anchors[0].dump() == short.anchors[0].dump()
    assert short.verified(short.issued).verdict is Verdict.VALID


@pytest.mark.parametrize("digits", [b"", b"00", b"3000", b"30820001", b"F" * 100])
def test_an_empty_or_broken_signature_is_refused(issued: Issued, digits: bytes) -> None:
    assert refused(issued.verified(with_contents(issued.issued, 1, digits)))


def test_lower_case_digits_are_refused(issued: Issued) -> None:
    """The same signature written otherwise: the bytes between the ranges are part of the file."""
    digits = _CONTENTS.findall(issued.issued)[1].lower()
    report = issued.verified(with_contents(issued.issued, 1, digits))
    assert refused(report, "holds more than the signature")


# -- byte ranges -------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(("part", "shift"), [(0, 1), *product((1, 2, 3), (-1, 1))])
def test_a_byte_range_moved_by_one_is_refused(
    issued: Issued, number: int, part: int, shift: int
) -> None:
    moved, _ = ranges(issued.issued, number)
    moved[part] += shift
    assert refused(issued.verified(with_range(issued.issued, number, moved)))


def test_the_byte_range_of_the_other_signature_is_refused(issued: Issued) -> None:
    first, _ = ranges(issued.issued, 0)
    second, _ = ranges(issued.issued, 1)
    assert refused(issued.verified(with_range(issued.issued, 1, first)))
    assert refused(issued.verified(with_range(issued.issued, 0, second)))


@pytest.mark.parametrize(
    "weird",
    [
        [],
        [0],
        [0, 0, 0, 0],
        [0, 9],
        [0, 9, 20],
        [0, 1, 2, 3, 4, 5],
        [5, 9, 20, 30],
        [-1, 9, 20, 30],
        [0, -9, 20, 30],
        [0, 9, -20, 30],
        [0, 9, 20, -30],
        [0, 30, 20, 30],
        [0, 9, 20, 10**12],
        [0, 10**12, 10**12, 1],
        [10**30, 1, 1, 1],
    ],
    ids=str,
)
def test_a_strange_byte_range_is_refused(issued: Issued, weird: list[int]) -> None:
    def rewrite(writer: Writer) -> None:
        value = writer.field("Seal")["/V"]
        value[pdf_name("/ByteRange")] = generic.ArrayObject(map(generic.NumberObject, weird))
        writer.update_container(value)

    updated = forge.append_unsigned(issued.issued, rewrite)
    assert updated != issued.issued
    assert refused(issued.verified(updated))


@pytest.mark.parametrize("key", ["/Contents", "/ByteRange", "/SubFilter", "/Filter", "/M", "/Type"])
@pytest.mark.parametrize("what", ["missing", "null", "a string", "a number"])
def test_a_signature_without_its_parts_is_refused(issued: Issued, key: str, what: str) -> None:
    """Universal signature forgery: readers that find no signature must not find a valid one."""
    values = {
        "null": generic.NullObject(),
        "a string": generic.pdf_string("x"),
        "a number": generic.NumberObject(1),
    }

    def rewrite(writer: Writer) -> None:
        value = writer.field("Seal")["/V"]
        if what == "missing":
            del value[key]
        else:
            value[pdf_name(key)] = values[what]
        writer.update_container(value)

    assert refused(issued.verified(forge.append_unsigned(issued.issued, rewrite)))


def test_a_copy_of_the_signature_elsewhere_is_refused(issued: Issued) -> None:
    """Signature wrapping: the field points to a copy, the signed bytes stay where they were."""

    def copy(writer: Writer) -> None:
        value = generic.DictionaryObject(dict(writer.field("Seal")["/V"].items()))
        writer.field("Seal")[pdf_name("/V")] = writer.add_object(value)
        writer.field("Number")[pdf_name("/V")] = generic.pdf_string("Số 66-KL/TU")

    updated = forge.append_unsigned(issued.issued, copy)
    assert refused(issued.verified(updated))


@pytest.mark.parametrize("more", [b"/X 1", b"% hidden", b" " * 40])
def test_a_gap_that_hides_more_than_the_signature_is_refused(issued: Issued, more: bytes) -> None:
    """Signed anew by the organ; the room for the signature holds something else as well."""
    template = issued.sealed_by_hand()
    (_, first, second, _), _ = ranges(template, 1)
    digits = forge.pades(issued.organ, hashed(template, 1)).dump().hex().upper().encode()
    gap = (b"<" + digits + b">" + more).ljust(second - first)
    forged = template[:first] + gap + template[second:]
    assert len(forged) == len(template)
    assert refused(issued.verified(forged), "holds more than the signature")


def test_a_gap_signed_anew_without_more_in_it_is_valid(issued: Issued) -> None:
    """The tests above fail for what they hide, not for how they are made."""
    template = issued.sealed_by_hand()
    digits = forge.pades(issued.organ, hashed(template, 1)).dump().hex().upper()
    signed = with_contents(template, 1, digits.encode())
    assert issued.verified(signed).verdict is Verdict.VALID


def hashed(data: bytes, number: int) -> bytes:
    """The digest of what a signature covers."""
    (start, first, second, length), _ = ranges(data, number)
    return hashlib.sha256(data[start:first] + data[second : second + length]).digest()
