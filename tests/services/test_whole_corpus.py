"""Whole documents of the corpus as offices write them, taken as they are: every place is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.render.conftest import GEOMETRY, LABELS, letterhead_of
from tests.render.corpus import corpus
from workflow.draft.finished import read_finished
from workflow.model.errors import NotFinished
from workflow.model.places import FinishedFile
from workflow.model.vietnamese import squeeze
from workflow.render.as_is import render_as_is

# Of each document: its type, its number line, on which page it is signed, and by whom.
_WHOLE = {
    "ket-luan": ("KẾT LUẬN", "Số      -KL/TU", 3, ("Trần Minh Khang",)),
    "huong-dan-notes": ("HƯỚNG DẪN", "Số      -HD/BTCTU", 4, ("Lê Quốc Bảo",)),
    "giay-moi": ("GIẤY MỜI", "Số      -GM/VPTU", 1, ("Phạm Thu Hà",)),
    "thong-bao": ("THÔNG BÁO", "Số      -TB/TU", 2, ("Phạm Thu Hà",)),
    "bao-cao-tables": ("BÁO CÁO", "Số:      /BC-UBND", 4, ("Nguyễn Văn Hùng",)),
    "ke-hoach-appendix": ("KẾ HOẠCH", "Số:      /KH-UBND", 4, ("Trần Quang Minh",)),
    "to-trinh": ("TỜ TRÌNH", "Số:      /TTr-SNV", 2, ("Lê Thị Hoa",)),
    "quyet-dinh": ("QUYẾT ĐỊNH", "Số:      /QĐ-UBND", 1, ("Nguyễn Văn Hùng",)),
    "cong-van": ("", "Số:      /STC-NS", 2, ("Phạm Thị Lan",)),
    "bien-ban": ("BIÊN BẢN", "Số:      /BB-SNV", 2, ("Lê Thị Hoa", "Vũ Thị Ngọc Ánh")),
    "nghi-quyet-40-pages": ("NGHỊ QUYẾT", "Số      -NQ/TU", 40, ("Nguyễn Thị Thanh Mai",)),
    "chuong-trinh-landscape": ("CHƯƠNG TRÌNH", "Số      -CTr/TU", 3, ("Trần Minh Khang",)),
    "by-libreoffice-cong-van": ("", "Số:      /STC-NS", 2, ("Phạm Thị Lan",)),
    "by-libreoffice-huong-dan-notes": ("HƯỚNG DẪN", "Số      -HD/BTCTU", 4, ("Lê Quốc Bảo",)),
}
# What is no whole document: a draft, what is issued with another one, a form to be filled in.
_REFUSED = {
    "bao-cao-pictures": ("BÁO CÁO", "would stand on the signed pages"),
    "quy-che": ("QUY CHẾ", "it is issued with another document"),
    "bieu-mau": ("PHIẾU BÁO", "the signature block is missing"),
}
_SOME = ("cong-van", "bien-ban", "chuong-trinh-landscape")
_FILES = {f.name.removeprefix("document-"): f.data for f in corpus() if "document" in f.features}


def test_every_whole_document_is_asked() -> None:
    assert set(_FILES) == {*_WHOLE, *_REFUSED}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if name in _SOME else pytest.mark.thorough)
        for name in _WHOLE
    ],
)
def test_the_places_are_found(name: str) -> None:
    type_name, number, page, signers = _WHOLE[name]
    word = FinishedFile(f"{name}.docx", _FILES[name])
    draft = read_finished(word, "ket-luan", type_name)
    assert tuple(block.name for block in draft.signatures) == signers
    head = replace(letterhead_of(draft), number_line=number)
    geometry = [GEOMETRY[0], replace(GEOMETRY[0], sealed=False)]
    labels = LABELS | {"signature_2": "Chữ ký số của thư ký"}
    found = {each.name: each for each in render_as_is(draft, word, head, geometry, labels).places}
    second = {"signature_2"} if len(signers) > 1 else set[str]()
    assert set(found) == {"number", "date", "signature", "seal"} | second
    assert squeeze(found["number"].words) == squeeze(number)
    assert (found["number"].page, found["signature"].page) == (1, page)


@pytest.mark.parametrize("name", _REFUSED)
def test_what_is_no_whole_document_is_refused_with_the_reason(name: str) -> None:
    type_name, reason = _REFUSED[name]
    with pytest.raises(NotFinished) as told:
        read_finished(FinishedFile(f"{name}.docx", _FILES[name]), "it", type_name)
    assert any(reason in problem.text() for problem in told.value.problems)
