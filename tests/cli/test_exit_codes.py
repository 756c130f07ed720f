"""Every kind of error in a real scenario: its exit code, what it names, and a remedy beside it."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from tests.cli.conftest import Answer, Say
from tests.services.stages import At, Standing, conclusion
from workflow.ledger.lock import exclusive
from workflow.services.starter import add_signer
from workflow.sign.specimen import SpecimenAuthority

pytestmark = pytest.mark.slow

OFFICE = "--office"


def assert_refused(answer: Answer, code: int, *named: str) -> None:
    """The exit code, nothing on stdout, and on stderr what is named, then a remedy."""
    assert answer.code == code, answer.err
    assert answer.out == ""
    for name in named:
        assert name in answer.err
    assert len(answer.err.strip().splitlines()) >= 2


def write_draft(standing: Standing, text: str) -> Path:
    file = standing.directory / "text.md"
    file.write_text(text, "utf-8")
    return file


# -- 3: settings


def test_3_all_mistakes_of_the_settings_are_named_with_their_lines(say: Say, at: At) -> None:
    standing = at("empty")
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    wrong = (
        text.replace('id = "A12.01.00.H99"', 'id = "A12"')
        .replace("from = 2025-10-16", 'from = "soon"')
        .replace('roles = ["clerk"]', 'roles = ["clerc"]')
        .replace('place = "Lam Giang"', 'plaice = "Lam Giang"')
        .replace('holder = "organ"', 'holder = "nobody"')
    )
    settings.write_text(wrong, "utf-8")
    answer = say("draft", "list", OFFICE, standing.directory)
    assert_refused(answer, 3, "clerk", "plaice", "nobody")
    named = {int(line) for line in re.findall(r"office\.toml:(\d+)", answer.err)}
    lines = wrong.splitlines()
    for mistake in ('id = "A12"', 'from = "soon"', '"clerc"', "plaice", '"nobody"'):
        place = next(n for n, line in enumerate(lines, start=1) if mistake in line)
        assert place in named


def test_3_an_unknown_source_of_keys_is_named_with_those_there_are(say: Say, at: At) -> None:
    standing = at("empty")
    settings = standing.directory / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace("pkcs12", "pkcs99"), "utf-8")
    assert_refused(say("draft", "list", OFFICE, standing.directory), 3, "pkcs99", "pkcs12")


def test_3_settings_that_are_no_toml_are_named_with_the_line(say: Say, at: At) -> None:
    standing = at("empty")
    settings = standing.directory / "office.toml"
    settings.write_text("[organ]\nid = \n", "utf-8")
    assert_refused(say("draft", "list", OFFICE, standing.directory), 3, "office.toml:2")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[organ]\nname = '\xc3'\n"])
def test_3_settings_that_are_no_text_are_named(say: Say, at: At, data: bytes) -> None:
    standing = at("empty")
    (standing.directory / "office.toml").write_bytes(data)
    assert_refused(say("draft", "list", OFFICE, standing.directory), 3, "office.toml")


def test_3_empty_settings_are_named(say: Say, at: At) -> None:
    standing = at("empty")
    (standing.directory / "office.toml").write_bytes(b"")
    assert_refused(say("draft", "list", OFFICE, standing.directory), 3, "organ", "term", "people")


def test_3_settings_that_are_a_folder_are_refused(say: Say, tmp_path: Path) -> None:
    (tmp_path / "office.toml").mkdir()
    assert_refused(say("draft", "list", OFFICE, tmp_path), 3, "office.toml")


def test_3_where_there_is_no_office_it_says_how_to_make_one(say: Say, tmp_path: Path) -> None:
    assert_refused(say("draft", "list", OFFICE, tmp_path), 3, str(tmp_path), "vanban init")


def test_3_an_office_is_not_made_over_another(say: Say, at: At) -> None:
    standing = at("issued")
    before = (standing.directory / "office.toml").read_bytes()
    assert_refused(say("init", standing.directory), 3, str(standing.directory))
    assert (standing.directory / "office.toml").read_bytes() == before


def test_3_without_an_acting_person_the_people_are_named(say: Say, at: At) -> None:
    standing = at("drafted")
    answer = say("submit", standing.id, OFFICE, standing.directory)
    assert_refused(answer, 3, "--as", "VANBAN_AS", "thu-ha", "quoc-bao", "minh-khang", "thanh-mai")


# -- 4: what people wrote


def test_4_a_draft_without_its_parts_is_refused_with_the_lines(say: Say, at: At) -> None:
    standing = at("empty")
    file = write_draft(standing, "Không phải một kết luận\n\n# Đề mục\n")
    answer = say("draft", "new", "ket-luan", "--from", file, "--as", "thu-ha", OFFICE,
                 standing.directory)  # fmt: skip
    assert_refused(answer, 4, "text.md:3", "Nơi nhận", "-----")


def test_4_a_text_that_is_not_utf_8_is_refused(say: Say, at: At, tmp_path: Path) -> None:
    standing = at("empty")
    (tmp_path / "old.md").write_bytes("Kết luận".encode("utf-16"))
    answer = say("draft", "new", "ket-luan", "--from", tmp_path / "old.md", "--as", "thu-ha",
                 OFFICE, standing.directory)  # fmt: skip
    assert_refused(answer, 4, "old.md", "UTF-8")


def test_4_an_unknown_type_names_the_nearest(say: Say, at: At) -> None:
    standing = at("empty")
    file = write_draft(standing, conclusion())
    answer = say("draft", "new", "ket-luam", "--from", file, "--as", "thu-ha", OFFICE,
                 standing.directory)  # fmt: skip
    assert_refused(answer, 4, "ket-luam", "ket-luan")


def test_4_a_signer_whom_the_office_does_not_have_is_named(say: Say, at: At) -> None:
    standing = at("empty")
    document = standing.draft(conclusion(signer="Trần Minh Khoang"))
    answer = say("submit", document.id, "--as", "thu-ha", OFFICE, standing.directory)
    assert_refused(answer, 4, "Trần Minh Khoang", "Trần Minh Khang")


# -- 5: who may do what, and when


def test_5_a_wrong_state_says_what_is_possible_now(say: Say, at: At) -> None:
    standing = at("drafted")
    answer = say("approve", standing.id, "--as", "quoc-bao", OFFICE, standing.directory)
    assert_refused(answer, 5, "vanban submit")


def test_5_a_wrong_role_names_who_has_it(say: Say, at: At) -> None:
    standing = at("submitted")
    answer = say("approve", standing.id, "--as", "thanh-mai", OFFICE, standing.directory)
    assert_refused(answer, 5, "Vũ Thanh Mai", "quoc-bao", "minh-khang")


def test_5_the_author_may_not_approve(say: Say, at: At) -> None:
    standing = at("empty")
    standing.id = standing.draft(author="quoc-bao").id
    here = (OFFICE, standing.directory, "--as", "quoc-bao")
    assert say("submit", standing.id, *here).code == 0
    assert_refused(say("approve", standing.id, *here), 5, "Lương Quốc Bảo", "Trần Minh Khang")


def test_5_another_than_the_named_signer_may_not_sign(say: Say, at: At) -> None:
    standing = at("approved")
    other = add_signer(standing.directory, "Lê Văn Khác", "Bí thư")
    answer = say("sign", standing.id, "--key", other, "--as", other, OFFICE, standing.directory)
    assert_refused(answer, 5, "Lê Văn Khác", "Trần Minh Khang")


def test_5_anothers_key_may_not_be_used(say: Say, at: At) -> None:
    standing = at("approved")
    answer = say("sign", standing.id, "--key", "tinh-uy", "--as", "minh-khang", OFFICE,
                 standing.directory)  # fmt: skip
    assert_refused(answer, 5, "tinh-uy", "Trần Minh Khang")


def test_5_what_is_not_sent_cannot_be_acknowledged(say: Say, at: At) -> None:
    standing = at("issued")
    here = ("--as", "thanh-mai", OFFICE, standing.directory)
    (standing.directory / "outbox").write_text("in the way")
    assert say("distribute", standing.id, *here).code == 12
    answer = say("ack", "01-KL/TU", "ban-bi-thu", *here)
    assert_refused(answer, 5, "01-KL/TU", "Ban Bí thư", "vanban distribute")


# -- 6: recipients


def test_6_a_line_that_stands_for_nobody_is_named_with_the_nearest(say: Say, at: At) -> None:
    standing = at("empty")
    document = standing.draft(conclusion(recipients=("Sở Nội vụ", "Sở Tài chánh")))
    answer = say("submit", document.id, "--as", "thu-ha", OFFICE, standing.directory)
    assert_refused(answer, 6, "Nơi nhận 2", "Sở Tài chánh", "Sở Tài chính")
    assert "Nơi nhận 1" not in answer.err


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_6_an_unknown_body_names_the_nearest(say: Say, at: At, more: tuple[str, ...]) -> None:
    standing = at("distributed")
    answer = say("ack", "01-KL/TU", "ban-bi-thuu", "--as", "thanh-mai", OFFICE,
                 standing.directory, *more)  # fmt: skip
    assert_refused(answer, 6, "ban-bi-thuu", "ban-bi-thu")


# -- 7: templates, fonts, pages


def submit(say: Say, standing: Standing, text: str = "") -> Answer:
    document = standing.draft(text)
    return say("submit", document.id, "--as", "thu-ha", OFFICE, standing.directory)


def test_7_a_missing_template_is_named(say: Say, at: At) -> None:
    standing = at("empty")
    (standing.directory / "templates" / "party-named.docx").unlink()
    assert_refused(submit(say, standing), 7, "templates/party-named.docx")


@pytest.mark.parametrize("data", [b"", b"no Word file", b"PK\x05\x06" + bytes(18)])
def test_7_a_template_that_is_no_word_file_is_named(say: Say, at: At, data: bytes) -> None:
    standing = at("empty")
    (standing.directory / "templates" / "party-named.docx").write_bytes(data)
    assert_refused(submit(say, standing), 7, "templates/party-named.docx")


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("{{ type_name }}", "{{ type_nmae }}", "type_nmae"),
        ("{{ type_name }}", "{{ type_name", "party-named.docx"),
        ("{{ type_name }}", "{{ type_name.__class__.__mro__ }}", "party-named.docx"),
        ("vanban_seal", "vanban_seel", "party-named.docx"),
    ],
)
def test_7_a_broken_template_is_named(say: Say, at: At, right: str, wrong: str, named: str) -> None:
    standing = at("empty")
    file = standing.directory / "templates" / "party-named.docx"
    with zipfile.ZipFile(file) as old:
        parts = {info: old.read(info) for info in old.infolist()}
    assert any(right.encode() in data for data in parts.values())
    with zipfile.ZipFile(file, "w") as new:
        for info, data in parts.items():
            new.writestr(info, data.replace(right.encode(), wrong.encode()))
    assert_refused(submit(say, standing), 7, named)


def test_7_a_character_that_the_font_lacks_is_named(say: Say, at: At) -> None:
    assert_refused(submit(say, at("empty"), conclusion(body="Rất tốt 𐎀.")), 7, "𐎀", "10380")


def test_7_a_place_name_too_long_for_its_line_is_named(say: Say, at: At) -> None:
    standing = at("empty")
    settings = standing.directory / "office.toml"
    long = "Lam Giang " * 12
    text = settings.read_text("utf-8").replace('place = "Lam Giang"', f'place = "{long}"')
    settings.write_text(text, "utf-8")
    assert_refused(submit(say, standing), 7, "Lam Giang Lam Giang")


# -- 8: keys and signatures


def sign(say: Say, standing: Standing, key: str = "minh-khang") -> Answer:
    answer = say("sign", standing.id, "--key", key, "--as", "minh-khang", OFFICE,
                 standing.directory)  # fmt: skip
    if answer.code:
        assert [e.act.value for e in standing.events()][-1] == "approved"
    return answer


def test_8_a_wrong_password_signs_nothing(say: Say, at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.password").write_text("không phải\n", "utf-8")
    answer = sign(say, standing)
    assert_refused(answer, 8, "minh-khang")
    assert "không phải" not in answer.err


def test_8_an_expired_certificate_signs_nothing(say: Say, at: At) -> None:
    standing = at("approved")
    now = standing.clock.now
    data = SpecimenAuthority(now, bits=2048).issue(
        "Trần Minh Khang", "X", "x", start=now - timedelta(days=9), lifetime=timedelta(days=8)
    )
    (standing.directory / "keys" / "minh-khang.p12").write_bytes(data)
    (standing.directory / "keys" / "minh-khang.password").write_text("x\n")
    assert_refused(sign(say, standing), 8, "Trần Minh Khang")


def test_8_a_missing_key_file_is_named(say: Say, at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.p12").unlink()
    assert_refused(sign(say, standing), 8, "keys/minh-khang.p12")


def test_8_a_key_file_that_is_none_is_named(say: Say, at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.p12").write_bytes(b"0 not a key")
    assert_refused(sign(say, standing), 8, "keys/minh-khang.p12")


def test_8_an_unknown_key_names_the_known(say: Say, at: At) -> None:
    assert_refused(sign(say, at("approved"), "minh-kang"), 8, "minh-kang", "minh-khang")


def test_8_an_unknown_seal_names_the_known(say: Say, at: At) -> None:
    standing = at("signed")
    answer = say("issue", standing.id, "--seal", "tinh-ủy", "--as", "thanh-mai", OFFICE,
                 standing.directory)  # fmt: skip
    assert_refused(answer, 8, "tinh-uy")


def test_8_without_a_trust_anchor_nothing_is_verified(
    say: Say, at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = at("issued").official()
    monkeypatch.chdir(tmp_path)
    assert_refused(say("verify", file), 8, "--trust")
    assert_refused(say("verify", file, "--trust", tmp_path / "none.pem"), 8, "--trust")


# -- 9: storage


def test_9_a_stored_file_that_was_changed_is_named(say: Say, at: At) -> None:
    standing = at("submitted")
    content = standing.stored(standing.document().content)
    content.write_bytes(content.read_bytes()[:-1])
    answer = say("approve", standing.id, "--as", "quoc-bao", OFFICE, standing.directory)
    assert_refused(answer, 9, content.name)


def test_9_a_database_that_is_none_is_named(say: Say, at: At) -> None:
    standing = at("empty")
    (standing.directory / "signed" / "vanban.db").write_bytes(b"this is not a database " * 100)
    assert_refused(say("draft", "list", OFFICE, standing.directory), 9, "vanban.db")


def test_9_a_database_that_is_a_folder_is_named(say: Say, at: At) -> None:
    standing = at("empty")
    (standing.directory / "signed" / "vanban.db").mkdir(parents=True)
    assert_refused(say("draft", "list", OFFICE, standing.directory), 9, "vanban.db")


def test_9_a_folder_that_is_a_file_is_named(say: Say, at: At) -> None:
    standing = at("drafted")
    content = standing.directory / "drafts"
    content.write_text("in the way")
    assert_refused(say("render", standing.id, OFFICE, standing.directory), 9, "drafts")


# -- 10: verification


def verify(say: Say, standing: Standing, data: bytes) -> Answer:
    file = standing.directory / "it.pdf"
    file.write_bytes(data)
    return say("verify", file, "--trust", standing.directory / "keys" / "trust")


def test_10_an_issued_file_is_valid_and_a_changed_one_is_not(say: Say, at: At) -> None:
    standing = at("issued")
    data = standing.official().read_bytes()
    assert verify(say, standing, data).code == 0
    middle = len(data) // 2
    for changed in (
        data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        data[:-200],
        data + b"\n% more\n",
    ):
        answer = verify(say, standing, changed)
        assert answer.code == 10
        assert "it.pdf" in answer.out


def test_10_a_file_signed_but_not_sealed_is_not_valid(say: Say, at: At) -> None:
    standing = at("signed")
    data = standing.stored(standing.document().signed).read_bytes()
    answer = verify(say, standing, data)
    assert answer.code == 10
    assert "Seal" in answer.out


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"no PDF", b"%PDF-1.7\n" + bytes(1000)])
def test_10_what_is_no_pdf_is_not_valid(say: Say, at: At, data: bytes) -> None:
    assert verify(say, at("empty"), data).code == 10


def test_10_a_pdf_of_somebody_else_is_not_valid(say: Say, at: At) -> None:
    standing = at("empty")
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(standing.directory / "blank.pdf")
    answer = verify(say, standing, (standing.directory / "blank.pdf").read_bytes())
    assert answer.code == 10
    assert "it.pdf" in answer.out


# -- 11: two at once


def test_11_while_another_distributes_it_says_so(say: Say, at: At) -> None:
    standing = at("issued")
    with exclusive(standing.directory / "signed" / "locks", standing.id):
        answer = say("distribute", standing.id, "--as", "thanh-mai", OFFICE, standing.directory)
    assert_refused(answer, 11, standing.id[:6])


# -- 12: distribution


def test_12_one_delivery_that_fails_is_named_and_sent_later(say: Say, at: At) -> None:
    standing = at("issued")
    here = ("--as", "thanh-mai", OFFICE, standing.directory)
    obstacle = standing.outbox("ban-bi-thu")
    obstacle.parent.mkdir()
    obstacle.write_text("in the way")
    answer = say("distribute", standing.id, *here)
    assert answer.code == 12
    assert "Ban Bí thư" in answer.out
    assert "1" in answer.err
    assert "vanban distribute" in answer.err
    assert say("track", "01-KL/TU", OFFICE, standing.directory).code == 12
    obstacle.unlink()
    assert say("distribute", "01-KL/TU", *here).code == 0
    assert say("track", "01-KL/TU", OFFICE, standing.directory).code == 0


def test_12_what_is_not_yet_sent_is_outstanding(say: Say, at: At) -> None:
    standing = at("issued")
    assert say("track", standing.id, OFFICE, standing.directory).code == 12
    assert say("track", OFFICE, standing.directory).code == 12


def test_12_acknowledgements_are_waited_for_only_when_asked(say: Say, at: At) -> None:
    standing = at("distributed")
    here = (OFFICE, standing.directory)
    assert say("track", standing.id, *here).code == 0
    assert say("track", standing.id, "--acknowledged", *here).code == 12
    for body in ("ban-bi-thu", "A01.01.00.T99", "bi-thu-tinh-uy"):
        assert say("ack", standing.id, body, "--as", "thanh-mai", *here).code == 0
    last = say("ack", standing.id, "Ban Chính sách, chiến lược Trung ương", "--by", "Lê Văn Thư",
               "--as", "thanh-mai", *here)  # fmt: skip
    assert "Lê Văn Thư" in last.out
    assert say("track", standing.id, "--acknowledged", *here).code == 0


# -- 13: not found


@pytest.mark.parametrize(
    "words",
    [
        ("draft", "show"),
        ("render",),
        ("submit", "--as", "thu-ha"),
        ("approve", "--as", "quoc-bao"),
        ("reject", "--reason", "x", "--as", "quoc-bao"),
        ("sign", "--key", "minh-khang", "--as", "minh-khang"),
        ("issue", "--seal", "tinh-uy", "--as", "thanh-mai"),
        ("distribute", "--as", "thanh-mai"),
        ("track",),
        ("log",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["ffffffffffffffff0", "99-KL/TU"])
def test_13_an_unknown_document_is_named(
    say: Say, at: At, words: tuple[str, ...], name: str
) -> None:
    standing = at("drafted")
    answer = say(*words, name, OFFICE, standing.directory)
    assert_refused(answer, 13, name)


@pytest.mark.parametrize("name", ["", "%", "_", " "])
def test_13_no_name_stands_for_any_document(say: Say, at: At, name: str) -> None:
    """An empty shell variable or a wildcard must not act on the only document."""
    standing = at("submitted")
    answer = say("approve", name, "--as", "quoc-bao", OFFICE, standing.directory)
    assert_refused(answer, 13)
    assert standing.document().state.value == "submitted"


def test_13_a_beginning_that_fits_several_names_them(say: Say, at: At) -> None:
    standing = at("empty")
    ids = [standing.draft().id for _ in range(18)]
    first = next(c for c in "0123456789abcdef" if len([i for i in ids if i[0] == c]) > 1)
    answer = say("draft", "show", first, OFFICE, standing.directory)
    assert_refused(answer, 13, *[i[:12] for i in ids if i.startswith(first)][:2])


def test_13_an_unknown_person_names_the_known(say: Say, at: At) -> None:
    standing = at("drafted")
    answer = say("submit", standing.id, "--as", "thu-hà", OFFICE, standing.directory)
    assert_refused(answer, 13, "thu-hà", "thu-ha")


def test_13_a_file_that_is_not_there_is_named(say: Say, at: At, tmp_path: Path) -> None:
    standing = at("drafted")
    here = ("--as", "thu-ha", OFFICE, standing.directory)
    gone = tmp_path / "gone.md"
    assert_refused(say("draft", "new", "ket-luan", "--from", gone, *here), 13, "gone.md")
    assert_refused(say("draft", "edit", standing.id, "--from", gone, *here), 13, "gone.md")
    trust = standing.directory / "keys" / "trust"
    assert_refused(say("verify", tmp_path / "gone.pdf", "--trust", trust), 13, "gone.pdf")
