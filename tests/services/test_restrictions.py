"""Secrecy and range: what is secret goes on paper only, what is internal stays in the house."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import CLERK, DRAFTER
from tests.services.stages import At, Stages, Standing, conclusion, put_to_rest, take_on
from tests.services.test_paper import put_on_paper
from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.errors import DraftError, SendingForbidden
from workflow.rules.restrictions import restriction_rules
from workflow.services import distribution, submission
from workflow.services.tracking import track

pytestmark = pytest.mark.slow

MARKED = "---\n{mark}\n---\n\n"
SENT = ("Ban Bí thư Trung ương Đảng (để b/c)", "Đồng chí Bí thư Tỉnh uỷ")
ARCHIVE = "Lưu Văn phòng Tỉnh uỷ"
BODIES = ("ban-bi-thu", "bi-thu-tinh-uy")


@pytest.fixture
def standing(at: At) -> Standing:
    return at("empty")


@pytest.fixture(scope="module")
def secret_office(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """A document that is secret and comes back, issued once; both bodies are reached on paper."""
    kept = stages.copy("empty", tmp_path_factory.mktemp("secret") / "office")
    put_on_paper(kept, *BODIES)
    issue(drafted(kept, "Độ mật: MẬT\nPhạm vi: TÀI LIỆU THU HỒI"))
    return kept


@pytest.fixture
def secret(secret_office: Standing, tmp_path: Path) -> Standing:
    copy = Path(shutil.copytree(secret_office.directory, tmp_path / "secret"))
    put_to_rest(copy / "signed" / "vanban.db")
    return Standing(copy, secret_office.id)


def drafted(standing: Standing, mark: str, *recipients: str) -> Standing:
    text = MARKED.format(mark=mark) + conclusion(recipients=(*(recipients or SENT), ARCHIVE))
    standing.id = standing.draft(text).id
    return standing


def submit(standing: Standing) -> None:
    submission.submit(standing.acting(DRAFTER), standing.id)


def refused(standing: Standing) -> dict[str, str]:
    """Why it may not be submitted, by the body's name."""
    with pytest.raises(SendingForbidden) as failed:
        submit(standing)
    return {problem.place: str(problem.message) for problem in failed.value.problems}


def issue(standing: Standing) -> None:
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(standing, stage)


def deliveries(standing: Standing) -> dict[str, Delivery]:
    return {d.body: d for d in standing.acting().ledger.deliveries(standing.id)}


def change(standing: Standing, file: str, old: str, new: str) -> None:
    place = standing.directory / file
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("level", ["MẬT", "Tối mật", "TUYỆT MẬT"])
def test_what_is_secret_is_not_submitted_while_a_body_is_reached_by_wire(
    standing: Standing, level: str
) -> None:
    put_on_paper(standing, "ban-bi-thu")
    found = refused(drafted(standing, f"Độ mật: {level}"))
    assert list(found) == ["Đồng chí Bí thư Tỉnh uỷ"]
    assert "paper only" in found["Đồng chí Bí thư Tỉnh uỷ"]


def test_what_is_secret_goes_on_paper(secret: Standing) -> None:
    attempts = list(distribution.distribute(secret.acting(CLERK), secret.id))
    assert [attempt.by_hand for attempt in attempts] == [True, True]
    assert {d.channel for d in deliveries(secret).values()} == {"giay"}
    assert not (secret.directory / "outbox").exists()


def test_a_secret_is_refused_at_sending_too_and_no_machine_tries_it_again(
    secret: Standing,
) -> None:
    change(secret, "office.toml", 'kind = "paper"', 'kind = "folder"')
    attempts = list(distribution.distribute(secret.acting(CLERK), secret.id))
    assert len(attempts) == 2
    for attempt in attempts:
        assert "paper only" in str(attempt.trouble)
    for delivery in deliveries(secret).values():
        assert delivery.state is DeliveryState.FAILED
        assert delivery.waits_for_a_person
    assert not list(secret.directory.glob("outbox/*/*"))


@pytest.mark.thorough
def test_a_channel_that_is_not_known_is_no_paper(secret: Standing) -> None:
    change(secret, "office.toml", "[channels.giay]", "[channels.khac]")
    attempts = list(distribution.distribute(secret.acting(CLERK), secret.id))
    assert all("paper only" in str(attempt.trouble) for attempt in attempts)


def test_what_comes_back_is_listed_with_who_has_it(secret: Standing) -> None:
    assert track(secret.acting(), secret.id).to_return == ()
    list(distribution.distribute(secret.acting(CLERK), secret.id))
    assert [d.body for d in track(secret.acting(), secret.id).to_return] == list(BODIES)


def test_a_level_that_nobody_knows_is_refused_in_the_draft(standing: Standing) -> None:
    with pytest.raises(DraftError, match="TỐI MẬT"):
        drafted(standing, "Độ mật: hơi mật")


def test_internal_circulation_stays_in_the_house(standing: Standing) -> None:
    found = refused(drafted(standing, "Phạm vi: LƯU HÀNH NỘI BỘ", *SENT, "Sở Nội vụ"))
    assert list(found) == ["Sở Nội vụ"]


def test_a_body_under_our_organ_is_of_the_house_whatever_its_kind(standing: Standing) -> None:
    change(standing, "recipients/bodies.toml", "[bodies.uy-ban-nhan-dan-tinh]\n",
           '[bodies.uy-ban-nhan-dan-tinh]\nsuperior = "tinh-uy"\n')  # fmt: skip
    submit(drafted(standing, "Phạm vi: LƯU HÀNH NỘI BỘ", *SENT, "Sở Nội vụ"))


def test_what_is_not_for_the_media_never_goes_to_them(standing: Standing) -> None:
    place: Path = standing.directory / "recipients" / "bodies.toml"
    paper = '\n[bodies.bao-lam-giang]\nname = "Báo Lam Giang"\nkind = "press"\n'
    place.write_text(place.read_text("utf-8") + paper, "utf-8")
    found = refused(drafted(standing, "Không phổ biến: có", *SENT, "Báo Lam Giang"))
    assert list(found) == ["Báo Lam Giang"]


def test_what_each_mark_means_is_data() -> None:
    rules = restriction_rules()
    assert rules.of("", "tài liệu thu hồi", not_for_media=False).returned
    assert rules.of("", "XEM XONG TRẢ LẠI", not_for_media=False).returned
    assert not rules.of("", "TÀI LIỆU HỘI NGHỊ", not_for_media=False).returned
    assert rules.of("something", "", not_for_media=False).secret
    assert rules.of("", "MẬT", not_for_media=False).secret
    assert rules.of("", "", not_for_media=True).not_for
