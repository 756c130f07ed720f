"""One spelling for what people write in several ways."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.vietnamese import matching_key, nearest, nfc, squeeze

PAIRS = [
    ("uỷ", "ủy"), ("Tỉnh uỷ", "Tỉnh ủy"), ("UỶ BAN", "ỦY BAN"), ("thuỳ", "thùy"), ("tuý", "túy"),
    ("thuỵ", "thụy"), ("luỹ", "lũy"), ("hoà", "hòa"), ("toà", "tòa"), ("hoá", "hóa"),
    ("xoã", "xõa"), ("hoả", "hỏa"), ("hoạ", "họa"), ("khoẻ", "khỏe"), ("loè", "lòe"),
    ("HOÀ BÌNH", "HÒA BÌNH"), ("Toà án nhân dân", "Tòa án nhân dân"),
]  # fmt: skip

LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
words = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " -,.0123456789"), max_size=30)


@pytest.mark.parametrize(("new", "old"), PAIRS)
def test_the_place_of_the_tone_mark_does_not_count(new: str, old: str) -> None:
    assert new != old
    assert matching_key(new) == matching_key(old)


@pytest.mark.parametrize(
    ("one", "other"),
    [("uỷ", "uy"), ("hoà", "hoá"), ("tỉnh", "tính"), ("đảng", "dảng"), ("ban", "bàn"),
     ("của", "cuả"), ("uỷ", "ưỷ"), ("mùa", "muà")],
)  # fmt: skip
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert matching_key(one) != matching_key(other)


@given(words)
def test_composed_and_decomposed_letters_are_the_same_name(name: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert matching_key(composed) == matching_key(decomposed)
    assert nfc(decomposed) == composed


@given(words)
def test_case_does_not_count(name: str) -> None:
    assert matching_key(name.upper()) == matching_key(name.lower()) == matching_key(name)


@given(st.lists(words), st.sampled_from([" ", "  ", "\t", "\u00a0", "\n", " \u2003"]))
def test_the_width_of_white_space_does_not_count(parts: list[str], space: str) -> None:
    assert matching_key(space.join(parts)) == matching_key(" ".join(parts))


@pytest.mark.parametrize("dash", ["\u2013", "\u2014", "\u2011"])
def test_the_kind_of_dash_does_not_count(dash: str) -> None:
    assert matching_key(f"Cơ yếu {dash} Công nghệ") == matching_key("Cơ yếu - Công nghệ")


@pytest.mark.parametrize(
    ("curly", "straight"), [("“người tốt”", '"người tốt"'), ("‘người tốt’", "'người tốt'")]
)
def test_the_kind_of_quotation_mark_does_not_count(curly: str, straight: str) -> None:
    assert matching_key(curly) == matching_key(straight)


@pytest.mark.parametrize("name", ["Nơi nhận:", "Nơi nhận", " nơi nhận ; ", "NƠI NHẬN."])
def test_marks_at_the_ends_do_not_count(name: str) -> None:
    assert matching_key(name) == "nơi nhận"


@given(words)
def test_a_key_is_its_own_key(name: str) -> None:
    assert matching_key(matching_key(name)) == matching_key(name)


@given(st.text())
def test_squeezing_leaves_single_spaces_and_none_at_the_ends(text: str) -> None:
    squeezed = squeeze(text)
    assert squeezed == " ".join(nfc(text).split())
    assert squeeze(squeezed) == squeezed


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert matching_key(text) == matching_key(f"  {text}  ")


KNOWN = ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Huyện uỷ Phú Lãng", "Huyện uỷ Nà Thượng"]


def test_the_nearest_name_comes_first_and_as_it_is_written() -> None:
    assert nearest("sở nôi vụ", KNOWN)[0] == "Sở Nội vụ"
    assert nearest("HUYỆN ỦY PHÚ LẢNG", KNOWN)[0] == "Huyện uỷ Phú Lãng"


def test_there_are_at_most_as_many_names_as_asked_for() -> None:
    assert len(nearest("Sở", [f"Sở {letter}" for letter in "abcdefgh"])) <= 3
    assert nearest("Huyện uỷ", KNOWN, count=1) != []
    assert len(nearest("Huyện uỷ", KNOWN, count=1)) == 1


def test_nothing_is_near_to_what_looks_like_nothing_known() -> None:
    assert nearest("zzzzzzzz", KNOWN) == []
    assert nearest("Sở Nội vụ", []) == []


@given(st.sampled_from(KNOWN))
def test_a_known_name_is_nearest_to_itself(name: str) -> None:
    assert nearest(name, KNOWN)[0] == name
