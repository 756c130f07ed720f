"""Official numbers: how they are written, and that only the right form is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.numbering import OfficialNumber, Series, padded, parse_official_number

types = st.sampled_from(["KL", "NQ", "QĐ", "QĐi", "CT", "TTr", "CTr", "BC", "CV", "ĐA"])
organs = st.sampled_from(["TU", "TW", "VPTU", "UBKTTU", "ĐU", "BTGDVTU", "CV/nb"])


@pytest.mark.parametrize(
    ("number", "text"), [(1, "01"), (9, "09"), (10, "10"), (99, "99"), (100, "100"), (1234, "1234")]
)
def test_a_number_below_ten_has_a_leading_zero(number: int, text: str) -> None:
    assert padded(number) == text


@pytest.mark.parametrize("number", [0, -1, -100])
def test_there_is_no_number_below_one(number: int) -> None:
    with pytest.raises(ValueError, match="numbers start at 1"):
        padded(number)


@given(st.integers(1, 10**6), types, organs)
def test_an_official_number_is_read_as_it_is_written(number: int, type: str, organ: str) -> None:
    official = OfficialNumber(number, type, organ)
    assert parse_official_number(str(official)) == official


def test_white_space_around_an_official_number_does_not_count() -> None:
    assert parse_official_number("  127-KL/TU\n") == OfficialNumber(127, "KL", "TU")


@pytest.mark.parametrize(
    "text",
    ["", "127", "127-KL", "KL/TU", "-KL/TU", "1-KL/TU", "001-KL/TU", "00-KL/TU", "0127-KL/TU",
     "127 -KL/TU", "127-KL/", "127/KL-TU", "127-KL/TU/x", "127-K1/TU", "127--KL/TU", "٠١-KL/TU",
     "Số 127-KL/TU", "-01-KL/TU"],
)  # fmt: skip
def test_what_is_not_an_official_number_in_its_right_form_is_not_read(text: str) -> None:
    assert parse_official_number(text) is None


@given(st.text(max_size=20))
def test_whatever_is_read_is_written_the_same(text: str) -> None:
    found = parse_official_number(text)
    assert found is None or str(found) == text.strip()


def test_each_organ_type_and_term_has_a_series_of_its_own() -> None:
    one = Series("A12.01.00.H99", "KL", "2025-2030")
    others = {
        Series("A12.01.01.H99", "KL", "2025-2030"),
        Series("A12.01.00.H99", "NQ", "2025-2030"),
        Series("A12.01.00.H99", "KL", "2030-2035"),
    }
    assert len({one, *others, Series("A12.01.00.H99", "KL", "2025-2030")}) == 4
