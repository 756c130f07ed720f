"""An office of the State and its Word files, from the settings to the verified document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.conftest import APPROVER, CLERK, DRAFTER, SEAL, SIGNER
from tests.services.stages import At
from tests.state_word import ARTICLES, TASKS, StateDecision, made_of_the_state
from workflow.model.page import Page
from workflow.render.measure import measure

pytestmark = pytest.mark.slow


@pytest.fixture
def office(at: At) -> Path:
    directory = at("empty").directory
    made_of_the_state(directory)
    return directory


@pytest.mark.parametrize(
    "way",
    [pytest.param((), id="from"),
     pytest.param(("--as-is",), id="as-is", marks=pytest.mark.thorough)],
)  # fmt: skip
def test_a_decision_from_word_goes_the_whole_line(
    say: Say, office: Path, tmp_path: Path, way: tuple[str, ...]
) -> None:
    def does(person: str, *words: object) -> str:
        answer = say(*words, "--office", office, "--as", person)
        assert answer.code == 0, answer.out + answer.err
        return answer.out

    file = StateDecision().write(tmp_path / "quyet-dinh.docx")
    made = does(DRAFTER, "draft", "new", "quyet-dinh", "--from", file, *way)
    id = made.split("Draft ")[1][:6]
    does(DRAFTER, "render", id)
    pictures = sorted((office / "drafts").glob(f"{id}-*.png"))
    assert len(pictures) == 2
    submitted = does(DRAFTER, "submit", id, "--accept", "mẫu của cơ quan")
    assert "Như Điều 3  →  1: Đồng chí Chánh Văn phòng Tỉnh uỷ" in submitted
    does(APPROVER, "approve", id)
    does(SIGNER, "sign", id)
    issued = does(CLERK, "issue", id, "--seal", SEAL)
    assert "Issued as 01/QĐ-UBND" in issued
    (official,) = (office / "signed").glob("*/QĐ/01-QĐ-UBND.pdf")
    verified = does(CLERK, "verify", official)
    assert verified.startswith("01-QĐ-UBND.pdf: VALID")
    assert "Document: Số: 01/QĐ-UBND · Lam Giang, ngày " in verified
    _shows_everything(measure(official.read_bytes()))


def _shows_everything(pages: tuple[Page, ...]) -> None:
    """Letterhead, number and articles on an upright page, signed and sealed; the appendix lies."""
    first, last = pages
    texts = [line.text for line in first.lines]
    organ = texts.index("UỶ BAN NHÂN DÂN")
    assert "TỈNH LAM GIANG" in texts[organ : organ + 5]
    assert {"Số: 01/QĐ-UBND", "QUYẾT ĐỊNH", "CHỦ TỊCH", "Trần Minh Khang"} <= set(texts)
    assert f"Điều 2. {ARTICLES[1]}" in texts
    name = next(line for line in first.lines if line.text == "Trần Minh Khang")
    title = next(line for line in first.lines if line.text == "CHỦ TỊCH")
    pictures = {picture.name: picture.box for picture in first.pictures}
    assert set(pictures) == {"signature", "seal"}
    assert title.box[3] < pictures["signature"][1]
    assert pictures["signature"][3] < name.box[1]
    assert last.width > last.height
    tasks = [line.text for line in last.lines]
    assert all(row[1] in tasks for row in TASKS)
