"""Before issue: what is printed is held against what will be sent, and who cannot be reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import CLERK, DRAFTER, SEAL
from tests.services.stages import BODIES, At, Standing, conclusion, take_on
from workflow.model.errors import RecipientsError, RecipientsUnreachable
from workflow.model.lifecycle import Act, State
from workflow.model.parties import Purpose
from workflow.services import distribution, drafting, issuing, submission
from workflow.services.directory_changes import plan_merger, write_changes
from workflow.services.reconciliation import Reconciliation, reconcile

pytestmark = pytest.mark.slow

CENTRAL_OFFICE = "van-phong-trung-uong"


def edit(standing: Standing, change: Callable[[str], str]) -> None:
    file = standing.directory / "recipients" / "bodies.toml"
    text = file.read_text("utf-8")
    changed = change(text)
    assert changed != text
    file.write_text(changed, "utf-8")


def put(body: str, line: str) -> Callable[[str], str]:
    """A line more in a body's table."""
    return lambda text: text.replace(f"[bodies.{body}]\n", f"[bodies.{body}]\n{line}\n")


def merge(standing: Standing, *old: str, into: str, days: int = 0) -> None:
    office = standing.acting()
    write_changes(office, plan_merger(office, old, into, office.today - timedelta(days)))


def look(standing: Standing) -> Reconciliation:
    return reconcile(standing.acting(), standing.id)


def sent(standing: Standing) -> list[str]:
    list(distribution.distribute(standing.acting(CLERK), standing.id))
    return [d.body for d in standing.acting().ledger.deliveries(standing.id)]


def test_what_is_printed_and_what_will_be_sent(at: At) -> None:
    found = look(at("signed"))
    assert found.recorded
    assert found.lines[0].printed == "Ban Bí thư Trung ương Đảng (để b/c)"
    assert [len(line.names) for line in found.lines] == [1, 2, 1, 1]
    assert [s.body for s in found.sendings] == list(BODIES)
    assert {(s.channel, s.electronic) for s in found.sendings} == {("folder", True)}
    assert (found.electronic_copies, found.paper_copies, found.archive_copies) == (4, 0, 1)
    assert (found.added, found.dropped, found.only_addressed, found.troubles) == ((), (), (), ())


def test_a_draft_is_read_by_the_directory_of_today(at: At) -> None:
    standing = at("empty")
    text = conclusion(recipients=("Sở Y tế (để phối hợp)", "Sở Y te", "Lưu: VT, Sở Y tế (5b)"))
    standing.id = standing.draft(text).id
    found = look(standing)
    assert not found.recorded
    assert [(s.body, s.purpose) for s in found.sendings] == [("so-y-te", Purpose.COORDINATION)]
    assert found.archive_copies == 6
    assert "nearest: Sở Y tế (86%)" in found.unread[0].text()
    assert [line.read for line in found.lines] == [True, False, True]
    with pytest.raises(RecipientsError, match="86%"):
        submission.submit(standing.acting(DRAFTER), standing.id)


def test_copies_on_paper_are_counted_apart(at: At) -> None:
    standing = at("signed")
    office = standing.directory / "office.toml"
    office.write_text(office.read_text("utf-8") + '\n[channels.book]\nkind = "paper"\n', "utf-8")
    edit(standing, put(CENTRAL_OFFICE, 'channel = "book"\naddress = "Số 1, Hà Nội"'))
    found = look(standing)
    assert (found.electronic_copies, found.paper_copies) == (3, 1)
    assert found.sendings[1].address == "Số 1, Hà Nội"


def test_the_first_way_that_the_office_has_is_taken(at: At) -> None:
    standing = at("signed")
    ways = 'ways = [{ channel = "pigeon" }, { channel = "folder", address = "hai" }]'
    edit(standing, put(CENTRAL_OFFICE, ways))
    (sending,) = [s for s in look(standing).sendings if s.body == CENTRAL_OFFICE]
    assert (sending.channel, sending.address, sending.trouble) == ("folder", "hai", None)
    take_on(standing, "issued")
    sent(standing)
    assert list((standing.directory / "outbox" / "hai").iterdir())


def test_issue_stops_where_somebody_has_no_usable_way(at: At) -> None:
    standing = at("signed")
    edit(standing, put(CENTRAL_OFFICE, 'channel = "pigeon"'))
    with pytest.raises(RecipientsUnreachable, match="no channel “pigeon”"):
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert standing.document().state is State.SIGNED
    edit(standing, lambda text: text.replace('channel = "pigeon"\n', ""))
    assert take_on(standing, "issued").number == 1


def test_issue_stops_where_somebody_is_there_no_longer(at: At) -> None:
    standing = at("signed")
    edit(standing, put(CENTRAL_OFFICE, "to = 2026-01-31"))
    with pytest.raises(RecipientsUnreachable, match="has no successor"):
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    merge(standing, CENTRAL_OFFICE, into="ban-bi-thu", days=3)
    take_on(standing, "issued")


def test_bodies_that_merged_since_submission_get_one_copy_through_their_successor(at: At) -> None:
    standing = at("signed")
    merge(standing, CENTRAL_OFFICE, "ban-bi-thu", into="ban-to-chuc-trung-uong", days=2)
    found = look(standing)
    assert [s.body for s in found.sendings] == ["ban-to-chuc-trung-uong", *BODIES[2:]]
    assert found.sendings[0].recorded_as == "Ban Bí thư Trung ương Đảng"
    assert (found.added, found.dropped) == ((), ())
    take_on(standing, "issued")
    (event,) = standing.events(Act.ISSUED)
    assert event.data["copies"] == 3
    assert sent(standing) == ["ban-to-chuc-trung-uong", *BODIES[2:]]


def test_who_joined_a_group_after_submission_gets_no_copy_and_is_named(at: At) -> None:
    standing = at("empty")
    standing.id = standing.draft(
        conclusion(recipients=("Các huyện uỷ", "Lưu Văn phòng Tỉnh uỷ"))
    ).id
    take_on(standing, "submitted")
    edit(
        standing,
        lambda text: (
            text + '\n[bodies.huyen-uy-moi]\nname = "Huyện uỷ Mới"\nkind = "huyen-uy"\n'
        ).replace('name = "Huyện uỷ An Khuê"\nkind = "huyen-uy"', 'name = "Huyện uỷ An Khuê"\n'
                  'kind = "x"'),
    )  # fmt: skip
    found = look(standing)
    assert found.added == ("Huyện uỷ Mới",)
    assert found.dropped == ("Huyện uỷ An Khuê",)
    assert "huyen-uy-moi" not in {s.body for s in found.sendings}
    assert "huyen-uy-an-khue" in {s.body for s in found.sendings}


def letter(standing: Standing, addressees: str, *lines: str) -> Reconciliation:
    """A công văn with these addressees and lines, as it would be sent."""
    listed = "\n".join(f"- {line};" for line in lines)
    source = standing.directory / "letter.md"
    source.write_text(
        f"**CÔNG VĂN**\n\n**V/v thử nghiệm**\n\n-----\n\nKính gửi: {addressees}\n\nNội dung.\n\n"
        f"Nơi nhận:\n\n{listed}\n\n**CHÁNH VĂN PHÒNG**\n\n**Trần Minh Khang**\n",
        "utf-8",
    )
    document = drafting.create_draft(standing.acting(DRAFTER), "cong-van", source)
    standing.id = document.id
    return look(standing)


def test_as_above_means_the_addressees_of_the_letter(at: At) -> None:
    found = letter(at("empty"), "Sở Y tế, Sở Nội vụ", "Như trên", "Thanh tra tỉnh", "Lưu: VT (2b)")
    assert found.unread == ()
    assert [s.body for s in found.sendings] == ["so-y-te", "so-noi-vu", "thanh-tra-tinh"]
    assert (found.only_addressed, found.only_listed) == ((), ("Thanh tra tỉnh",))
    assert found.archive_copies == 2


def test_addressees_without_a_copy_are_named(at: At) -> None:
    standing = at("empty")
    found = letter(standing, "Sở Y tế, Sở Nội vụ", "Sở Y tế", "Lưu VT")
    assert found.only_addressed == ("Sở Nội vụ",)
    assert letter(standing, "Sở Nào đó", "Sở Y tế", "Lưu VT").only_addressed == ("Sở Nào đó",)


def test_as_in_an_article_means_those_whom_the_decision_charges(at: At) -> None:
    standing = at("empty")
    source = standing.directory / "decision.md"
    source.write_text(
        "**QUYẾT ĐỊNH**\n\n**về việc thử nghiệm**\n\n-----\n\nĐiều 1. Làm việc này.\n\n"
        "Điều 2. Sở Y tế, Sở Nội vụ và các cơ quan có liên quan chịu trách nhiệm thi hành "
        "Quyết định này.\n\nNơi nhận:\n\n- Như Điều 2;\n- Lưu Văn phòng Tỉnh uỷ.\n\n"
        "**T/M BAN THƯỜNG VỤ  \nPHÓ BÍ THƯ**\n\n**Trần Minh Khang**\n",
        "utf-8",
    )
    standing.id = drafting.create_draft(standing.acting(DRAFTER), "quyet-dinh", source).id
    found = look(standing)
    assert found.unread == ()
    assert [s.body for s in found.sendings] == ["so-y-te", "so-noi-vu"]
    assert found.unnamed == ("các cơ quan có liên quan",)


def test_a_missing_directory_stops_it(at: At, tmp_path: Path) -> None:
    standing = at("signed")
    (standing.directory / "recipients").rename(tmp_path / "away")
    with pytest.raises(Exception, match="does not exist"):
        look(standing)
