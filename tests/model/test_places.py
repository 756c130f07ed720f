"""What a drafter says of a place is read, and written again as it was said."""

from __future__ import annotations

import pytest

from workflow.model.errors import PlaceNotUnderstood
from workflow.model.places import PlaceGiven, read_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("number=Số …-KL/TU", PlaceGiven("number", "Số …-KL/TU")),
        ('date="Lam Giang, ngày"', PlaceGiven("date", "Lam Giang, ngày")),
        ("signature=after:“PHÓ BÍ THƯ”", PlaceGiven("signature", "PHÓ BÍ THƯ")),
        ("signature=PHÓ BÍ THƯ", PlaceGiven("signature", "PHÓ BÍ THƯ")),
        ("signature_2=2:30x190.5", PlaceGiven("signature_2", page=2, left=30, top=190.5)),
        ("seal=1:130x210", PlaceGiven("seal", page=1, left=130, top=210)),
    ],
)
def test_a_place_is_read(text: str, place: PlaceGiven) -> None:
    assert read_place(text) == place
    assert read_place(place.text) == place


@pytest.mark.parametrize(
    "text",
    [
        "number", "number=", "number=1:30x40", "number=after:TỈNH UỶ", "seal=after:PHÓ BÍ THƯ",
        "seal=PHÓ BÍ THƯ", "seal=0:130x210", "stamp=1:130x210", "signature_1=x", "=x", "",
    ],
)  # fmt: skip
def test_what_says_no_place_is_refused(text: str) -> None:
    with pytest.raises(PlaceNotUnderstood):
        read_place(text)
