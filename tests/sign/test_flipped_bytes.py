"""One changed byte, wherever it is: the file is no longer valid, and a sentence says why."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.sign.conftest import Issued, sentences
from workflow.model.verification import Verdict

_CONTENTS = re.compile(rb"/Contents (<[0-9A-F]+>)")
_SHARDS = 8


def changed(data: bytes, position: int, mask: int) -> bytes:
    flipped = bytearray(data)
    flipped[position] ^= mask
    return bytes(flipped)


def unnoticed(issued: Issued, data: bytes, positions: Iterator[int], mask: int) -> list[str]:
    """The positions at which a change leaves the file valid, or invalid without a sentence."""
    found = []
    for position in positions:
        report = issued.verified(changed(data, position, mask), complete=data != issued.signed)
        if report.verdict is not Verdict.INVALID or not sentences(report):
            around = data[position - 8 : position + 8]
            found.append(f"{position} ^ {mask:#x} in {around!r}: {report.verdict}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80, 0xFF])
def test_no_changed_byte_goes_unnoticed(issued: Issued, mask: int) -> None:
    """300 positions a mask, each time others, over the whole issued file."""
    size = len(issued.issued)
    step = size // 300
    positions = iter(range(mask % step, size, step))
    assert unnoticed(issued, issued.issued, positions, mask) == []


@pytest.mark.slow
@pytest.mark.parametrize("mask", [0x01, 0x10])
def test_no_changed_byte_near_the_ends_of_the_revisions_goes_unnoticed(
    issued: Issued, mask: int
) -> None:
    """Every byte of the trailers and the last lines of the three revisions."""
    ends = [len(issued.content), len(issued.signed), len(issued.issued)]
    positions = (position for end in ends for position in range(end - 120, end))
    assert unnoticed(issued, issued.issued, positions, mask) == []


@pytest.mark.slow
def test_no_changed_digit_of_a_byte_range_goes_unnoticed(issued: Issued) -> None:
    places = list(re.finditer(rb"/ByteRange \[[^\]]*\]", issued.issued))
    assert len(places) == 2
    positions = (p for place in places for p in range(*place.span()))
    assert unnoticed(issued, issued.issued, positions, 0x01) == []


@pytest.mark.slow
@pytest.mark.parametrize("mask", [0x01, 0x20])
@pytest.mark.parametrize("shard", range(_SHARDS))
@pytest.mark.parametrize("stage", ["signed", "issued"])
def test_no_changed_byte_of_a_signature_goes_unnoticed(
    short: Issued, stage: str, shard: int, mask: int
) -> None:
    """Every byte of the hexadecimal signature, also with its letters in the other case.

    The person's signature is judged in R1, where no second signature protects it.
    """
    data: bytes = getattr(short, stage)
    start, end = list(_CONTENTS.finditer(data))[-1].span(1)
    assert end - start > 3000
    assert unnoticed(short, data, iter(range(start + shard, end, _SHARDS)), mask) == []
