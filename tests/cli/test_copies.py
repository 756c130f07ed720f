"""`vanban copy new`, and a copy on its way: what a clerk types, and what is said to mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Say
from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SEAL, SIGNER
from tests.render.scans import locked, pictures, scan_pdf
from tests.services.stages import At, Standing, assert_delivered

pytestmark = pytest.mark.slow

SUBJECT = "Kết luận số 21-KL/TW, ngày 25/10/2021"
BLOCK = ("--signer", SIGNER, "--authority", "T/M BAN THƯỜNG VỤ", "--title", "PHÓ BÍ THƯ",
         "--to", "Ban Bí thư Trung ương Đảng (để b/c)",
         "--to", "Lưu Văn phòng Tỉnh uỷ")  # fmt: skip


@pytest.fixture
def standing(at: At) -> Standing:
    return at("issued")


@pytest.fixture
def scan(standing: Standing, tmp_path: Path) -> Path:
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan_pdf(pictures(standing.official().read_bytes(), 200), 200))
    return file


def copy(say: Say, standing: Standing, *words: object) -> Answer:
    return say("copy", "new", *words, *BLOCK, "--office", standing.directory, "--as", DRAFTER)


def test_a_scan_goes_out_as_a_copy(say: Say, standing: Standing, scan: Path) -> None:
    made = copy(say, standing, "sao-y", "--from", scan, "--subject", SUBJECT)
    assert made.code == 0
    assert "From paper to electronic, 1 pages" in made.out
    assert "1: 210 × 297 mm, 200 dpi" in made.out
    assert "vanban submit" in made.err
    id = made.out.split()[1].rstrip(":")
    office = ("--office", standing.directory)
    shown = say("draft", "show", id, *office)
    assert "Original:  scan.pdf" in shown.out
    assert say("render", id, *office).code == 0
    assert "original" in say("check", id, *office).err
    for words in (
        ("submit", id, "--as", DRAFTER),
        ("approve", id, "--as", APPROVER),
        ("sign", id, "--key", KEY, "--as", SIGNER),
        ("issue", id, "--seal", SEAL, "--as", CLERK),
        ("distribute", "01-BS/TU", "--as", CLERK),
    ):
        answer = say(*words, *office)
        assert answer.code == 0, answer.err
    (parcel,) = (standing.outbox("ban-bi-thu")).iterdir()
    facts = assert_delivered(parcel).document
    assert (facts.reference.official_number, facts.type, facts.subject) == (
        "01-BS/TU", "sao-y", SUBJECT,
    )  # fmt: skip
    issued = standing.directory / "signed" / "2025-2030" / "BS" / "01-BS-TU.pdf"
    verified = say("verify", issued, "--trust", standing.directory / "keys" / "trust")
    assert verified.code == 0
    assert "Số 01-BS/TU" in verified.out
    assert "01-BS/TU" in say("register", "list", *office).out


def test_the_verdict_on_an_electronic_original_is_shown(say: Say, standing: Standing) -> None:
    made = copy(say, standing, "sao-y", "--from", "01-KL/TU")
    assert made.code == 0
    assert "Original 01-KL-TU.pdf: VALID" in made.out
    assert "From electronic to paper" in made.out
    told = copy(say, standing, "sao-y", "--from", "01-KL/TU", "--json").json
    assert told["order"]["original"] == "electronic"
    assert told["reports"][0]["problems"] == []
    assert [round(sheet["height"]) for sheet in told["sheets"]] == [297]


def test_what_cannot_be_copied_is_refused_with_what_to_do(
    say: Say, standing: Standing, scan: Path, tmp_path: Path
) -> None:
    coarse, shut, words = (tmp_path / name for name in ("coarse.pdf", "shut.pdf", "words.pdf"))
    image = pictures(standing.official().read_bytes(), 96)
    coarse.write_bytes(scan_pdf(image, 96))
    shut.write_bytes(locked(scan.read_bytes()))
    words.write_bytes(scan_pdf(image, 96, text="van ban"))
    for source, code, said in (
        (coarse, 4, "page 1 has 96 dpi"),
        (shut, 4, "password"),
        (words, 10, "nobody can vouch"),
        (tmp_path / "none.pdf", 13, "none.pdf"),
        (tmp_path, 13, str(tmp_path)),
    ):
        refused = copy(say, standing, "sao-y", "--from", source, "--subject", SUBJECT)
        assert (refused.code, refused.out) == (code, ""), refused.err
        assert said in refused.err
        assert len(refused.err.strip().splitlines()) >= 2
    assert len(say("draft", "list", "--office", standing.directory, "--json").json) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("sao-y", "--pages", "0"), 2, "names no pages"),
        (("sao-y", "--dpi", "3"), 2, "3"),
        (("sao-y", "--medium", "đá"), 2, "medium"),
        (("trich-sao", "--pages", "4-5"), 4, "no page 4-5"),
        (("sao-z",), 4, "sao-y"),
        (("sao-y", "--original", "electronic", "--medium", "electronic"), 4, "electronic"),
    ],
)
def test_words_that_are_not_right_are_refused(
    say: Say, standing: Standing, scan: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    refused = copy(say, standing, *words, "--from", scan, "--subject", SUBJECT)
    assert (refused.code, refused.out) == (code, "")
    assert said in refused.err


def test_ink_where_the_signatures_will_stand_is_pointed_out(
    say: Say, standing: Standing, scan: Path
) -> None:
    clean = copy(say, standing, "sao-y", "--from", scan, "--subject", SUBJECT)
    assert "not blank" not in clean.err
    (page,) = pictures(standing.official().read_bytes(), 200)
    page.paste((0, 0, 0), (1300, 80, 1500, 110))  # such as TÀI LIỆU HỘI NGHỊ
    scan.write_bytes(scan_pdf([page], 200))
    marked = copy(say, standing, "sao-y", "--from", scan, "--subject", SUBJECT)
    assert (marked.code, "not blank" in marked.err) == (0, True)


def test_a_copy_on_paper_is_not_sent(say: Say, standing: Standing) -> None:
    office = ("--office", standing.directory)
    id = copy(say, standing, "sao-y", "--from", "01-KL/TU", "--json").json["document"]["id"]
    for words in (
        ("submit", id, "--as", DRAFTER),
        ("approve", id, "--as", APPROVER),
        ("sign", id, "--key", KEY, "--as", SIGNER),
        ("issue", id, "--seal", SEAL, "--as", CLERK),
    ):
        assert say(*words, *office).code == 0
    refused = say("distribute", "01-BS/TU", "--as", CLERK, *office)
    assert (refused.code, refused.out) == (5, "")
    assert "01-BS-TU.pdf" in refused.err
    assert not standing.outbox("ban-bi-thu").exists()
