"""One changed byte, wherever it is: the file is no longer valid, and a sentence says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice

import pytest

from tests.sign import forge
from tests.sign.conftest import Issued, sentences
from tests.sign.many_at_once import in_one_process
from tests.sign.pki import Authority, rsa_key
from workflow.model.verification import Report, Verdict
from workflow.sign.validate import verify

pytestmark = pytest.mark.slow

_CONTENTS = re.compile(rb"/Contents (<[0-9A-F]+>)")
_SHARDS = 8

Check = Callable[[bytes], Report]


def changed(data: bytes, position: int, mask: int) -> bytes:
    flipped = bytearray(data)
    flipped[position] ^= mask
    return bytes(flipped)


def unnoticed(check: Check, data: bytes, positions: Iterator[int], mask: int) -> list[str]:
    """The positions at which a change leaves the file valid, or invalid without a sentence."""
    found = []
    while some := list(islice(positions, 50)):
        found += in_one_process(partial(_unnoticed, check, data, some, mask), seconds=20)
    return found


def _unnoticed(check: Check, data: bytes, positions: list[int], mask: int) -> list[str]:
    found = []
    for position in positions:
        report = check(changed(data, position, mask))
        if report.verdict is not Verdict.INVALID or not sentences(report):
            around = data[position - 8 : position + 8]
            found.append(f"{position} ^ {mask:#x} in {around!r}: {report.verdict}")
    return found


def spread(size: int, count: int, mask: int) -> Iterator[int]:
    """So many positions over a whole file, others for every mask."""
    step = size // count
    return iter(range(mask * 7 % step, size, step))


@pytest.mark.parametrize("mask", [0x01, pytest.param(0xFF, marks=pytest.mark.thorough)])
def test_no_changed_byte_goes_unnoticed(issued: Issued, mask: int) -> None:
    positions = spread(len(issued.issued), 20, mask)
    assert unnoticed(issued.verified, issued.issued, positions, mask) == []


@pytest.mark.thorough
@pytest.mark.parametrize("mask", [0x01, 0x02, 0x20, 0x80, 0xFF])
def test_none_of_many_changed_bytes_goes_unnoticed(issued: Issued, mask: int) -> None:
    positions = spread(len(issued.issued), 200, mask)
    assert unnoticed(issued.verified, issued.issued, positions, mask) == []


@pytest.mark.thorough
@pytest.mark.parametrize("mask", [0x01, 0x10])
def test_no_changed_byte_near_the_ends_of_the_revisions_goes_unnoticed(
    issued: Issued, mask: int
) -> None:
    """Every byte of the last lines of the three revisions."""
    ends = [len(issued.content), len(issued.signed), len(issued.issued)]
    positions = (position for end in ends for position in range(end - 60, end))
    assert unnoticed(issued.verified, issued.issued, positions, mask) == []


@pytest.mark.thorough
def test_no_changed_digit_of_a_byte_range_goes_unnoticed(issued: Issued) -> None:
    places = list(re.finditer(rb"/ByteRange \[[^\]]*\]", issued.issued))
    assert len(places) == 2
    positions = (p for place in places for p in range(*place.span()))
    assert unnoticed(issued.verified, issued.issued, positions, 0x01) == []


# -- the signatures themselves -----------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("mask", [0x01, 0x20])
@pytest.mark.parametrize("number", [0, 1])
def test_no_changed_byte_of_an_issued_signature_goes_unnoticed(
    issued: Issued, number: int, mask: int
) -> None:
    """Every 19th byte, at a prime distance so that it is never the same half of a digit pair."""
    start, end = list(_CONTENTS.finditer(issued.issued))[number].span(1)
    positions = iter(range(start + mask % 19, end, 19))
    assert unnoticed(issued.verified, issued.issued, positions, mask) == []


@dataclass(frozen=True)
class Small:
    """A file to the plan that is as small as can be: it is verified some 10,000 times."""

    signed: bytes
    issued: bytes
    authority: Authority

    def verified(self, data: bytes, **options: object) -> Report:
        return verify(data, self.authority.anchors, "it.pdf", **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small() -> Small:
    moment = datetime.now(UTC).replace(microsecond=0)
    authority = Authority(moment)
    data, revisions = forge.smallest_content(), []
    for plan in (forge.PERSON, forge.ORGAN):
        signer = authority.root.certify(plan.field, rsa_key(3072)).signer
        room = 2 * len(forge.pades(signer, bytes(32)).dump())
        data = forge.append_by_hand(data, signer, plan, moment, kind=forge.PlainWriter, room=room)
        revisions.append(data)
    return Small(revisions[0], revisions[1], authority)


def test_the_small_file_is_valid(small: Small) -> None:
    report = small.verified(small.issued)
    assert sentences(report) == []
    assert report.verdict is Verdict.VALID
    assert [s.algorithm for s in report.signatures] == ["RSASSA-PSS 3072, SHA256"] * 2


@pytest.mark.thorough
@pytest.mark.parametrize("mask", [0x01, 0x20])
@pytest.mark.parametrize("shard", range(_SHARDS))
@pytest.mark.parametrize("stage", ["signed", "issued"])
def test_no_changed_byte_of_a_signature_goes_unnoticed(
    small: Small, stage: str, shard: int, mask: int
) -> None:
    """Every byte of the hexadecimal signature, also with its letters in the other case.

    The person's signature is judged in R1, where no second signature protects it.
    """
    data: bytes = getattr(small, stage)
    start, end = list(_CONTENTS.finditer(data))[-1].span(1)
    assert end - start > 2500
    check = partial(small.verified, complete=stage == "issued")
    assert unnoticed(check, data, iter(range(start + shard, end, _SHARDS)), mask) == []
