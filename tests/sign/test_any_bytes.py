"""Whatever bytes are verified, the answer is a report, and only the issued file is valid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sign.conftest import Issued, sentences
from tests.sign.many_at_once import in_one_process
from workflow.model.verification import Verdict

pytestmark = pytest.mark.slow

some_or_many = pytest.mark.parametrize(
    "examples", [30, pytest.param(400, marks=pytest.mark.thorough)], ids=["some", "many"]
)
# What a reader of PDF takes notice of.
_WORDS = [
    b"obj", b"endobj", b"stream\n", b"endstream", b"xref\n", b"trailer", b"startxref\n", b"%%EOF",
    b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"/", b"0 R", b"null", b"true", b"/Type",
    b"/Root 1 0 R", b"/Prev 9", b"/Size 0", b"/Length 1", b"/V", b"/AP", b"-1", b"1e9", b"9" * 20,
    b"+-.", b"#", b"\x00", b"\xff", b"\r", b" ",
]  # fmt: skip


def tried(examples: int, body: Callable[[st.DataObject], None]) -> None:
    """A body with so many random draws."""
    quiet = [HealthCheck.too_slow]
    options = settings(max_examples=examples, deadline=None, suppress_health_check=quiet)
    in_one_process(options(given(st.data())(body)), seconds=max(20, examples))


def answered(issued: Issued, data: bytes) -> None:
    report = issued.verified(data)
    assert report.verdict is (Verdict.VALID if data == issued.issued else Verdict.INVALID)
    assert report.verdict is Verdict.VALID or sentences(report)


@some_or_many
def test_any_bytes_are_answered(issued: Issued, examples: int) -> None:
    def body(draw: st.DataObject) -> None:
        data = draw.draw(st.binary(max_size=400))
        answered(issued, data)
        answered(issued, b"%PDF-1.7\n" + data + b"\nstartxref\n9\n%%EOF\n")

    tried(examples, body)


@some_or_many
def test_any_slice_is_answered(issued: Issued, examples: int) -> None:
    def body(draw: st.DataObject) -> None:
        whole = issued.issued
        start = draw.draw(st.integers(0, 200))
        end = draw.draw(st.integers(0, len(whole)))
        answered(issued, whole[start:end])

    tried(examples, body)


@some_or_many
def test_any_changed_bytes_are_answered(issued: Issued, examples: int) -> None:
    def body(draw: st.DataObject) -> None:
        data = bytearray(issued.issued)
        places = st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255))
        for position, value in draw.draw(st.lists(places, min_size=1, max_size=6)):
            data[position] = value
        answered(issued, bytes(data))

    tried(examples, body)


@some_or_many
def test_any_inserted_words_are_answered(issued: Issued, examples: int) -> None:
    """Where it hurts: near the tables, the trailers, the signatures and the form."""

    def body(draw: st.DataObject) -> None:
        whole = issued.issued
        marks = [
            b"/ByteRange",
            b"/Contents <",
            b"trailer",
            b"xref\n0",
            b"/Fields",
            b"/AP",
            b"/V ",
            b"/T ",
        ]
        mark = draw.draw(st.sampled_from([m for m in marks if m in whole]))
        near = whole.rindex(mark) if draw.draw(st.booleans()) else whole.index(mark)
        at = near + draw.draw(st.integers(-40, 60))
        word = draw.draw(st.sampled_from(_WORDS))
        gone = draw.draw(st.sampled_from([0, 0, 1, len(word)]))
        answered(issued, whole[:at] + word + whole[at + gone :])

    tried(examples, body)


@some_or_many
def test_any_two_pieces_are_answered(issued: Issued, examples: int) -> None:
    def body(draw: st.DataObject) -> None:
        stages = st.sampled_from([issued.content, issued.signed, issued.issued])
        first, second = draw.draw(stages), draw.draw(stages)
        head = draw.draw(st.integers(0, len(first)))
        tail = draw.draw(st.integers(0, len(second)))
        answered(issued, first[:head] + second[tail:])

    tried(examples, body)
