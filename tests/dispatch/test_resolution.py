"""From the lines of a Nơi nhận to the bodies: nothing is guessed and nothing dropped."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflow.dispatch.directory import Directory, read_directory
from workflow.dispatch.resolution import resolve
from workflow.draft.markdown import read_markdown
from workflow.model.errors import SettingsError
from workflow.model.parties import Purpose, Resolution

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "draft" / "samples" / "ket-luan-chuyen-de-2023.md"
EXAMPLE = ROOT / "examples" / "ket-luan.md"
DIRECTORY = read_directory(ROOT / "recipients")

STANDING_COMMITTEE = [
    "bi-thu-tinh-uy", "pho-bi-thu-thuong-truc-tinh-uy", "pho-bi-thu-tinh-uy", "truong-ban-to-chuc",
    "chu-nhiem-uy-ban-kiem-tra", "truong-ban-tuyen-giao-dan-van", "truong-ban-noi-chinh",
    "pho-chu-tich-thuong-truc-uy-ban-nhan-dan", "chu-tich-mat-tran-to-quoc", "giam-doc-cong-an",
    "chi-huy-truong-bo-chi-huy-quan-su", "bi-thu-thanh-uy",
]  # fmt: skip
OFFICE_HEADS = [
    "chanh-van-phong-tinh-uy", "pho-chanh-van-phong-tong-hop", "pho-chanh-van-phong-hanh-chinh",
]  # fmt: skip


def recipients_of(file: Path) -> tuple[str, ...]:
    return read_markdown(file.read_text("utf-8"), "ket-luan", "KẾT LUẬN").recipients


def of_line(found: Resolution, line: int) -> list[str]:
    return [r.body for r in found.recipients if r.line == line]


def bodies(*lines: str) -> list[str]:
    """The bodies of lines that all resolve."""
    found = resolve(lines, DIRECTORY)
    assert found.unresolved == ()
    return [recipient.body for recipient in found.recipients]


def lost(line: str) -> list[str]:
    """The parts of a line that stand for nobody; then the whole line stands for nobody."""
    found = resolve([line], DIRECTORY)
    assert found.recipients == ()
    return [part.part for part in found.unresolved]


# -- real lines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [SAMPLE, EXAMPLE])
def test_all_lines_of_the_real_texts_resolve(file: Path) -> None:
    lines = recipients_of(file)
    found = resolve(lines, DIRECTORY)
    assert found.unresolved == ()
    assert {r.line for r in found.recipients} == set(range(1, len(lines) + 1))


def test_the_lines_of_the_sample_stand_for_these_bodies() -> None:
    found = resolve(recipients_of(SAMPLE), DIRECTORY)
    assert of_line(found, 1) == ["ban-bi-thu"]
    assert of_line(found, 2) == ["ban-tuyen-giao-dan-van-trung-uong", "van-phong-trung-uong"]
    assert of_line(found, 3) == STANDING_COMMITTEE
    assert {DIRECTORY.bodies[body].kind for body in of_line(found, 4)} == {
        "huyen-uy", "thanh-uy", "dang-uy-truc-thuoc",
    }  # fmt: skip
    assert len(of_line(found, 4)) == 10
    assert {"van-phong-tinh-uy", "so-noi-vu", "cong-an-tinh"} < set(of_line(found, 5))
    assert of_line(found, 6) == OFFICE_HEADS
    assert len(of_line(found, 7)) == 3
    assert of_line(found, 8) == ["van-phong-tinh-uy"]


def test_the_lines_of_the_example_stand_for_these_bodies() -> None:
    found = resolve(recipients_of(EXAMPLE), DIRECTORY)
    assert of_line(found, 1) == ["ban-bi-thu"]
    assert of_line(found, 2) == ["van-phong-trung-uong", "ban-chinh-sach-chien-luoc-trung-uong"]
    assert of_line(found, 3) == ["hoi-dong-nhan-dan-tinh", "uy-ban-nhan-dan-tinh"]
    assert of_line(found, 4) == STANDING_COMMITTEE
    assert len(of_line(found, 5)) == 10
    assert {"so-y-te", "toa-an-nhan-dan-tinh"} < set(of_line(found, 6))
    assert of_line(found, 7) == OFFICE_HEADS
    assert of_line(found, 9) == ["van-phong-tinh-uy"]


@pytest.mark.parametrize(
    ("file", "purposes"),
    [
        (SAMPLE, {1: Purpose.REPORT, 8: Purpose.ARCHIVE}),
        (EXAMPLE, {1: Purpose.REPORT, 5: Purpose.ACTION, 9: Purpose.ARCHIVE}),
    ],
)
def test_the_purposes_are_those_the_lines_say(file: Path, purposes: dict[int, Purpose]) -> None:
    for recipient in resolve(recipients_of(file), DIRECTORY).recipients:
        assert recipient.purpose is purposes.get(recipient.line, Purpose.ACTION)


@pytest.mark.parametrize("file", [SAMPLE, EXAMPLE])
def test_nobody_receives_the_text_twice(file: Path) -> None:
    found = resolve(recipients_of(file), DIRECTORY).recipients
    copies = [r.body for r in found if r.purpose is not Purpose.ARCHIVE]
    assert len(set(copies)) == len(copies)
    assert [r.body for r in found if r.purpose is Purpose.ARCHIVE] == ["van-phong-tinh-uy"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_spelling_of_tone_marks_changes_no_recipient(form: Literal["NFC", "NFD"]) -> None:
    lines = recipients_of(EXAMPLE)
    old = [unicodedata.normalize(form, line.replace("uỷ", "ủy").replace("Uỷ", "Ủy"))
           for line in lines]  # fmt: skip
    found, other = (resolve(each, DIRECTORY) for each in (lines, old))
    assert [r.body for r in found.recipients] == [r.body for r in other.recipients]


def test_a_recipient_has_its_line_name_channel_and_address_of_the_directory() -> None:
    (found,) = resolve(["SỞ Y TẾ (để biết)"], DIRECTORY).recipients
    assert (found.line, found.printed, found.purpose) == (
        1, "SỞ Y TẾ (để biết)", Purpose.INFORMATION,
    )  # fmt: skip
    assert (found.body, found.name, found.channel) == ("so-y-te", "Sở Y tế", "folder")


# -- purposes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "purpose"),
    [
        ("Sở Y tế", Purpose.ACTION),
        ("Sở Y tế (để thực hiện)", Purpose.ACTION),
        ("Sở Y tế (t/h)", Purpose.ACTION),
        ("Sở Y tế (B/c)", Purpose.REPORT),
        ("Sở Y tế (để b/c)", Purpose.REPORT),
        ("Sở Y tế (để báo cáo)", Purpose.REPORT),
        ("Sở Y tế ( Báo cáo )", Purpose.REPORT),
        ("Sở Y tế(b/c)", Purpose.REPORT),
        ("Sở Y tế (để biết)", Purpose.INFORMATION),
        ("Sở Y tế (biết)", Purpose.INFORMATION),
        ("Sở Y tế (để phối hợp)", Purpose.COORDINATION),
        ("Sở Y tế (P/h)", Purpose.COORDINATION),
        ("Sở Y tế (để trao đổi công việc)", Purpose.COORDINATION),
        ("Sở Y tế (để kiểm tra, giám sát)", Purpose.REPORT),
        ("- Sở Y tế (để giải quyết).", Purpose.ACTION),
        ("Lưu Sở Y tế", Purpose.ARCHIVE),
        ("Lưu: Sở Y tế", Purpose.ARCHIVE),
        ("LƯU  Sở Y tế", Purpose.ARCHIVE),
    ],
)
def test_a_line_says_its_purpose(line: str, purpose: Purpose) -> None:
    found = resolve([line], DIRECTORY)
    assert [(r.body, r.purpose) for r in found.recipients] == [("so-y-te", purpose)]


def test_a_purpose_holds_for_all_of_a_line() -> None:
    found = resolve(["Sở Y tế, Sở Nội vụ (để biết)"], DIRECTORY).recipients
    assert {r.purpose for r in found} == {Purpose.INFORMATION}
    assert len(found) == 2


def test_a_bracket_that_is_part_of_a_name_is_no_purpose() -> None:
    assert bodies("Chuyên viên Văn phòng Tỉnh uỷ (Tổng hợp)") == ["chuyen-vien-tong-hop"]


def test_an_unknown_purpose_is_not_passed_over() -> None:
    assert lost("Sở Y tế (để treo)") == ["Sở Y tế (để treo)"]


def test_the_archive_keeps_its_copy_beside_the_one_that_is_sent() -> None:
    found = resolve(["Văn phòng Tỉnh uỷ", "Lưu Văn phòng Tỉnh uỷ"], DIRECTORY).recipients
    assert [(r.body, r.purpose) for r in found] == [
        ("van-phong-tinh-uy", Purpose.ACTION),
        ("van-phong-tinh-uy", Purpose.ARCHIVE),
    ]


def test_a_body_of_several_lines_stands_under_the_first_with_its_purpose() -> None:
    found = resolve(["Sở Y tế (để biết)", "Các sở, ngành cấp tỉnh"], DIRECTORY).recipients
    assert [(r.line, r.purpose) for r in found if r.body == "so-y-te"] == [(1, Purpose.INFORMATION)]


# -- taking a line apart ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["Sở Nội vụ, Sở Y tế", "Sở Nội vụ và Sở Y tế", "Sở Nội vụ, và Sở Y tế", "Sở Nội vụ; Sở Y tế",
     "sở nội vụ ,sở y tế", "Sở Nội vụ,  Sở Y tế,", "SỞ NỘI VỤ VÀ SỞ Y TẾ"],
)  # fmt: skip
def test_two_bodies_on_one_line_are_two(line: str) -> None:
    assert bodies(line) == ["so-noi-vu", "so-y-te"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Báo và phát thanh, truyền hình Lam Giang", ["bao-phat-thanh-truyen-hinh"]),
        ("Sở Văn hoá, Thể thao và Du lịch", ["so-van-hoa-the-thao-du-lich"]),
        ("Sở Văn hoá, Thể thao và Du lịch và Sở Y tế", ["so-van-hoa-the-thao-du-lich", "so-y-te"]),
        ("Sở Y tế, Sở Nông nghiệp và Môi trường, Sở Giáo dục và Đào tạo",
         ["so-y-te", "so-nong-nghiep-moi-truong", "so-giao-duc-dao-tao"]),
        ("Ban Chính sách, chiến lược Trung ương, Ban Tổ chức Trung ương",
         ["ban-chinh-sach-chien-luoc-trung-uong", "ban-to-chuc-trung-uong"]),
        ("Sở NN&MT, Sở KH&CN", ["so-nong-nghiep-moi-truong", "so-khoa-hoc-cong-nghe"]),
    ],
)  # fmt: skip
def test_names_with_commas_or_and_stay_whole(line: str, expected: list[str]) -> None:
    assert bodies(line) == expected


def test_a_line_that_is_one_name_is_not_taken_apart() -> None:
    """“Hội đồng nhân dân, Uỷ ban nhân dân tỉnh” is a group of its own."""
    assert bodies("Hội đồng nhân dân, Uỷ ban nhân dân tỉnh") == [
        "hoi-dong-nhan-dan-tinh", "uy-ban-nhan-dan-tinh",
    ]  # fmt: skip


def test_a_line_is_taken_apart_into_as_few_names_as_possible(tmp_path: Path) -> None:
    names = {"a": "Ban", "b": "Sở", "cd": "Viện, Trường", "abc": "Ban, Sở, Viện", "d": "Trường"}
    tables = (f'[bodies.{id}]\nname = "{name}"\nkind = "k"\n' for id, name in names.items())
    (tmp_path / "x.toml").write_text("".join(tables), "utf-8")
    found = resolve(["Ban, Sở, Viện, Trường"], read_directory(tmp_path))
    assert [r.body for r in found.recipients] == ["abc", "d"]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Các huyện uỷ, thành uỷ", {"huyen-uy", "thanh-uy"}),
        ("Các thành ủy và huyện ủy", {"huyen-uy", "thanh-uy"}),
        ("Các huyện uỷ", {"huyen-uy"}),
    ],
)
def test_the_first_word_of_a_line_holds_for_its_parts(line: str, kinds: set[str]) -> None:
    assert {DIRECTORY.bodies[body].kind for body in bodies(line)} == kinds


def test_abbreviations_are_understood() -> None:
    assert bodies("UBKTTU, BTCTU, VPTW Đảng") == [
        "uy-ban-kiem-tra-tinh-uy", "ban-to-chuc-tinh-uy", "van-phong-trung-uong",
    ]  # fmt: skip


# -- nothing is guessed ----------------------------------------------------------------------------


def test_a_part_that_stands_for_nobody_is_reported_with_its_line_and_the_nearest_names() -> None:
    found = resolve(["Sở Y tế", "Sở Nội vụ, Sở Nọi vụ tỉnh, Sở Tài chính"], DIRECTORY)
    (part,) = found.unresolved
    assert (part.line, part.part) == (2, "Sở Nọi vụ tỉnh")
    assert part.printed == "Sở Nội vụ, Sở Nọi vụ tỉnh, Sở Tài chính"
    assert part.nearest[0] == "Sở Nội vụ"


def test_of_a_line_with_an_unknown_part_nobody_is_taken() -> None:
    assert lost("Sở Y tế, Sở Không có") == ["Sở Không có"]


def test_all_unknown_parts_of_all_lines_come_at_once() -> None:
    found = resolve(["Abc, Sở Y tế, Xyz", "Sở Nội vụ", "Def"], DIRECTORY)
    assert [(u.line, u.part) for u in found.unresolved] == [(1, "Abc"), (1, "Xyz"), (3, "Def")]
    assert [r.body for r in found.recipients] == ["so-noi-vu"]


@pytest.mark.parametrize(
    "line",
    ["Sở Y", "Sở", "Sở Y tế tỉnh Lam Giang", "huyện uỷ", "Các sở", "Y tế", "Sở Y tế Sở Nội vụ",
     "Huyện uỷ Phú Lang", "Như trên", "Lưu", "Lưu:", "Sở Y tế (B/c), Sở Nội vụ"],
)  # fmt: skip
def test_what_only_looks_like_a_name_is_nobody(line: str) -> None:
    assert lost(line) != []


@pytest.mark.parametrize("line", ["", " ", "(b/c)", "(để biết)", ",", ";", "và", "Lưu :"])
def test_a_line_that_names_nobody_is_reported_and_not_dropped_in_silence(line: str) -> None:
    assert len(lost(line)) > 0


@pytest.mark.parametrize(
    "group",
    [
        '[groups.g]\nname = "Nhóm"\nmembers = ["g"]\n',
        '[groups.g]\nname = "Nhóm"\nkinds = ["k"]\nsuperior = "a"\n',
    ],
)
def test_a_group_that_holds_nobody_is_refused_or_reported(tmp_path: Path, group: str) -> None:
    (tmp_path / "x.toml").write_text('[bodies.a]\nname = "A"\nkind = "k"\n' + group, "utf-8")
    try:
        found = resolve(["Nhóm"], read_directory(tmp_path))
    except SettingsError:
        return
    assert found.unresolved != ()


# -- any line --------------------------------------------------------------------------------------

NAMES = sorted({n for e in DIRECTORY.bodies.values() for n in (e.name, *e.aliases)})
pieces = st.sampled_from(
    [*NAMES[:40], *DIRECTORY.abbreviations, "Các", "đồng chí", "(b/c)", "(", ")", ",", ";", " và ",
     "Lưu", ":", "tỉnh", "x"]
)  # fmt: skip
lines = st.lists(pieces, max_size=8).map(" ".join) | st.text(max_size=60)


def check(found: Resolution, lines: list[str], directory: Directory) -> None:
    assert all(1 <= r.line <= len(lines) for r in found.recipients)
    assert all(r.printed == lines[r.line - 1] for r in found.recipients)
    assert all(directory.bodies[r.body].name == r.name for r in found.recipients)
    assert all(u.printed == lines[u.line - 1] for u in found.unresolved)
    assert not {r.line for r in found.recipients} & {u.line for u in found.unresolved}


@pytest.mark.slow
@settings(max_examples=50)
@given(st.lists(lines, max_size=5))
@example(["(" * 30 + "b/c" + ")" * 30])
@example([", và ; " * 20])
def test_any_lines_resolve_or_are_reported_and_never_both(lines: list[str]) -> None:
    check(resolve(lines, DIRECTORY), lines, DIRECTORY)


@pytest.mark.slow
@given(lines)
def test_no_line_is_dropped_in_silence(line: str) -> None:
    found = resolve([line], DIRECTORY)
    assert found.recipients or found.unresolved


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True), st.data())
def test_names_joined_in_any_way_resolve_to_their_bodies(
    names: list[str], data: st.DataObject
) -> None:
    line = names[0]
    for name in names[1:]:
        line += data.draw(st.sampled_from([", ", "; ", " và ", ", và "])) + name
    found = resolve([line], DIRECTORY)
    expected = {next(b.id for b in DIRECTORY.bodies.values() if name in (b.name, *b.aliases))
                for name in names}  # fmt: skip
    assert found.unresolved == ()
    assert {r.body for r in found.recipients} == expected


DAYS = st.dates(date(2024, 1, 1), date(2028, 1, 1))
EVERYBODY = sorted(set(DIRECTORY.all_names()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(EVERYBODY), min_size=1, max_size=5, unique=True), DAYS, st.data())
def test_any_list_of_names_stands_for_exactly_those_who_bear_them_on_its_day(
    names: list[str], on: date, data: st.DataObject
) -> None:
    """Bodies, groups, officials and posts, joined as offices do, in any letters."""
    expected: set[str] = set()
    nobody = False
    for name in names:
        sense = DIRECTORY.meaning(name, on)
        assert sense is not None
        expected |= {body.id for body in sense.bodies}
        nobody |= not sense.bodies
    line = ""
    for name in names:
        written = data.draw(st.sampled_from([name, name.upper(), unicodedata.normalize("NFD", name),
                                             name.replace(" ", "  ")]))  # fmt: skip
        line += (
            data.draw(st.sampled_from([", ", "; ", " và ", ", và "])) if line else ""
        ) + written
    ending = data.draw(st.sampled_from(["", ".", ";", " (để biết)", "(B/c)"]))
    found = resolve([line + ending], DIRECTORY, on)
    assert bool(found.unresolved) is nobody
    assert {r.body for r in found.recipients} == (set() if nobody else expected)


@given(st.sampled_from(NAMES), st.sampled_from(["upper", "lower", "NFD", "spaces", "old"]))
def test_a_name_is_found_however_it_is_written(name: str, way: str) -> None:
    written = {
        "upper": name.upper(),
        "lower": name.lower(),
        "NFD": unicodedata.normalize("NFD", name),
        "spaces": name.replace(" ", "  "),
        "old": name.replace("uỷ", "ủy").replace("Uỷ", "Ủy").replace("oà", "òa").replace("oá", "óa"),
    }[way]
    expected = next(b.id for b in DIRECTORY.bodies.values() if name in (b.name, *b.aliases))
    assert bodies(written) == [expected]
