"""The short forms that offices use: archive lines, Như trên, Như Điều 3."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from workflow.dispatch.directory import Directory, read_directory
from workflow.dispatch.resolution import resolve
from workflow.model.parties import Purpose, Resolution

TEXT = """\
[bodies.so-y-te]
name = "Sở Y tế"
kind = "department"

[bodies.thi-hanh-an]
name = "Thi hành án dân sự tỉnh"
kind = "department"

[bodies.van-phong]
name = "Văn phòng"
kind = "office"

[groups.cac-so]
name = "Các sở"
kinds = ["department"]

[units]
"TH" = "Phòng Tổng hợp"
"QTTV" = "Phòng Quản trị - Tài vụ"
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    folder = tmp_path_factory.mktemp("recipients")
    (folder / "x.toml").write_text(TEXT, "utf-8")
    return read_directory(folder)


def archive(found: Resolution) -> list[tuple[str, str, int]]:
    assert found.unresolved == ()
    assert {r.purpose for r in found.recipients} == {Purpose.ARCHIVE}
    return [(r.body, r.name, r.copies) for r in found.recipients]


RECORDS, GENERAL = "Văn thư", "Phòng Tổng hợp"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lưu: VT", [("VT", RECORDS, 1)]),
        ("Lưu VT.", [("VT", RECORDS, 1)]),
        ("LƯU:  vt , th (5B).", [("VT", RECORDS, 1), ("TH", GENERAL, 5)]),
        ("Lưu: VT, TH (5b)", [("VT", RECORDS, 1), ("TH", GENERAL, 5)]),
        ("- Lưu: VT (2b), TH(05 bản)", [("VT", RECORDS, 2), ("TH", GENERAL, 5)]),
        ("Lưu VT, P. TH.", [("VT", RECORDS, 1), ("TH", GENERAL, 1)]),
        ("Lưu VT; P.TH", [("VT", RECORDS, 1), ("TH", GENERAL, 1)]),
        ("Lưu VT và Phòng TH", [("VT", RECORDS, 1), ("TH", GENERAL, 1)]),
        ("Lưu Văn thư, Phòng Tổng hợp (3b)", [("VT", RECORDS, 1), ("TH", GENERAL, 3)]),
        ("Lưu Văn phòng (2b)", [("van-phong", "Văn phòng", 2)]),
        ("Lưu: VT, QTTV", [("VT", RECORDS, 1), ("QTTV", "Phòng Quản trị - Tài vụ", 1)]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_archive_line_names_units_and_their_copies(
    directory: Directory, line: str, expected: list[tuple[str, str, int]], form: str
) -> None:
    written = unicodedata.normalize(form, line)  # type: ignore[arg-type]
    assert archive(resolve([written], directory)) == expected


@pytest.mark.parametrize("line", ["Lưu: VT, KTTH (5b)", "Lưu: VT (b)", "Lưu: VT, TH (5b) x", "VT"])
def test_what_is_no_unit_is_reported(directory: Directory, line: str) -> None:
    found = resolve([line], directory)
    assert found.recipients == ()
    assert found.unresolved


def test_an_unknown_unit_is_told_with_the_units_that_look_like_it(directory: Directory) -> None:
    (part,) = resolve(["Lưu: VT, QTV (2b)"], directory).unresolved
    assert (part.part, part.proposals[0].name) == ("QTV (2b)", "QTTV")
    assert part.proposals[0].likeness == 86


def bodies(found: Resolution) -> list[tuple[int, str, Purpose]]:
    return [(r.line, r.body, r.purpose) for r in found.recipients]


@pytest.mark.parametrize("form", ["Như trên", "NHƯ  TRÊN", "như kính gửi", "Như Kính trình"])
def test_as_above_means_those_whom_the_document_addresses(directory: Directory, form: str) -> None:
    found = resolve([f"{form} (để b/c)"], directory, addressees=["Sở Y tế, Văn phòng;"])
    assert bodies(found) == [(1, "so-y-te", Purpose.REPORT), (1, "van-phong", Purpose.REPORT)]
    assert {r.printed for r in found.recipients} == {f"{form} (để b/c)"}


def test_as_above_may_stand_among_others(directory: Directory) -> None:
    found = resolve(["Như trên, Văn phòng"], directory, addressees=["Các sở"])
    assert [r.body for r in found.recipients] == ["so-y-te", "thi-hanh-an", "van-phong"]


def test_as_above_without_addressees_is_told(directory: Directory) -> None:
    (part,) = resolve(["Như trên"], directory).unresolved
    assert "Kính gửi" in str(part.reason)


def test_an_addressee_who_is_nobody_is_told(directory: Directory) -> None:
    found = resolve(["Như trên"], directory, addressees=["Sở Y tế", "Sở Y te"])
    (part,) = found.unresolved
    assert (part.line, part.printed, part.part) == (1, "Như trên", "Sở Y te")
    assert str(part.proposals[0]) == "Sở Y tế (86%)"
    assert found.recipients == ()


def test_addressees_that_only_point_back_end(directory: Directory) -> None:
    assert resolve(["Như trên"], directory, addressees=["Như trên"]).unresolved


@pytest.mark.parametrize(
    "article",
    [
        "Điều 3. Văn phòng, Sở Y tế và Thi hành án dân sự tỉnh chịu trách nhiệm thi hành "
        "Quyết định này.",
        "Điều 3. Văn phòng; Sở Y tế, Thi hành án dân sự tỉnh căn cứ Quyết định thi hành./.",
        "Điều 3.  VĂN PHÒNG, các sở có trách nhiệm tổ chức thực hiện Quyết định này",
    ],
)
def test_as_in_an_article_means_those_who_carry_it_out(directory: Directory, article: str) -> None:
    found = resolve(["Như Điều 3"], directory, articles={3: article})
    assert found.unresolved == ()
    assert {r.body for r in found.recipients} == {"van-phong", "so-y-te", "thi-hanh-an"}


@pytest.mark.parametrize(
    "article",
    [
        "Điều 3. Sở Y tế thực hiện.",
        "Điều 3. Sở Y tế chịu trách nhiệm thi hành, Văn phòng theo dõi.",
        "Điều 3. Sở Y tế chịu trách nhiệm thi hành Quyết định này. Văn phòng theo dõi.",
        "Điều 3. Sở Y tế chịu trách nhiệm thi hành Quyết định này.\nVăn phòng theo dõi.",
        "Điều 3. Sở Y tế, Thi hành án chịu trách nhiệm theo dõi.",
        "Điều 3. Quyết định này có hiệu lực từ ngày ký.",
        "Điều 3. Sở Y tế và các bên liên quan chịu trách nhiệm thi hành Quyết định này.",
        "Điều 3. Các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.",
    ],
)
def test_an_article_that_says_anything_else_is_refused(directory: Directory, article: str) -> None:
    """Who of it would be a recipient could only be guessed, and others dropped in silence."""
    found = resolve(["Như Điều 3"], directory, articles={3: article})
    assert found.recipients == ()
    assert found.unresolved


@pytest.mark.parametrize(
    "concerned",
    ["các tổ chức, cá nhân có liên quan", "các cơ quan liên quan", "các sở, ban, ngành liên quan",
     "các cơ quan, đơn vị và cá nhân có liên quan"],
)  # fmt: skip
@pytest.mark.parametrize("joint", [" và ", ", ", "; ", ", và "])
def test_those_who_are_concerned_are_nobody_in_particular_and_told(
    directory: Directory, concerned: str, joint: str
) -> None:
    article = f"Điều 3. Văn phòng, Sở Y tế{joint}{concerned} chịu trách nhiệm thi hành./."
    found = resolve(["Như Điều 3"], directory, articles={3: article})
    assert [r.body for r in found.recipients] == ["van-phong", "so-y-te"]
    assert (found.unresolved, found.unnamed) == ((), (concerned,))
    assert resolve([concerned], directory).recipients == ()


def test_those_who_are_concerned_may_be_a_group_of_the_directory(tmp_path: Path) -> None:
    group = '[groups.x]\nname = "Các cơ quan liên quan"\nmembers = ["thi-hanh-an"]\n'
    (tmp_path / "x.toml").write_text(TEXT + group, "utf-8")
    article = "Điều 3. Sở Y tế và các cơ quan liên quan chịu trách nhiệm thi hành./."
    found = resolve(["Như Điều 3"], read_directory(tmp_path), articles={3: article})
    assert [r.body for r in found.recipients] == ["so-y-te", "thi-hanh-an"]
    assert found.unnamed == ()


def test_an_article_that_is_not_there_is_told(directory: Directory) -> None:
    (part,) = resolve(["Như điều 4"], directory, articles={3: ""}).unresolved
    assert str(part.reason) == "the document has no Điều 4"
