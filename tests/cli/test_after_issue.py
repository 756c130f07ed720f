"""recall, replace, update, delivery and remind at the command line: results and exit codes."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Say
from tests.services.stages import At

pytestmark = pytest.mark.slow

WHY = ("--reason", "có sai sót")
CLERK = ("--as", "thanh-mai")


def test_a_recalled_document_is_told_at_every_command(say: Say, at: At) -> None:
    standing = at("distributed")
    here = ("--office", standing.directory)
    recalled = say("recall", "01-KL/TU", *WHY, *CLERK, *here)
    assert recalled.code == 0, recalled.err
    assert "01-KL/TU is recalled." in recalled.out
    assert "4 deliveries sent" in recalled.out
    for words in (("track", "01-KL/TU"), ("register", "list"), ("verify", standing.official())):
        assert "no longer in force: recalled" in say(*words, *here).out
    assert say("verify", standing.official(), *here).code == 0
    report = say("verify", standing.official(), "--json", *here).json["reports"][0]
    assert "có sai sót" in report["withdrawn"]
    assert say("track", "01-KL/TU", *here).code == 12
    for body in ("ban-bi-thu", "van-phong-trung-uong", "ban-chinh-sach-chien-luoc-trung-uong",
                 "bi-thu-tinh-uy"):  # fmt: skip
        agreed = say("ack", "01-KL/TU", body, "--status", "agreed", *CLERK, *here)
        assert agreed.code == 0, agreed.err
    assert say("track", "01-KL/TU", *here).code == 0
    assert "có sai sót" in say("log", "01-KL/TU", *here).out


def test_what_a_person_decides_is_listed_with_its_commands(say: Say, at: At) -> None:
    standing = at("distributed")
    here = ("--office", standing.directory)
    assert say("remind", *here).code == 0
    refused = ("ack", "01-KL/TU", "ban-bi-thu", "--status", "refused", "--reason", "mờ")
    assert say(*refused, *CLERK, *here).code == 0
    reminded = say("remind", "--json", *here)
    assert reminded.code == 12
    (late,) = reminded.json["overdue"]
    assert (late["what"], late["number"]) == ("to-decide", "01-KL/TU")
    assert "Vũ Thanh Mai" in late["whom"]
    all_due = say("distribute", *CLERK, *here)
    assert all_due.code == 0
    assert "vanban delivery show|resend|drop" in all_due.err
    life = say("delivery", "show", "01-KL/TU", "ban-bi-thu", *here)
    assert "refused · mờ" in life.out
    assert say("delivery", "resend", "01-KL/TU", "ban-bi-thu", *CLERK, *here).code == 0
    assert say("remind", *here).code == 0


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("recall", "01-KL/TU"), 2),
        (("recall", "01-KL/TU", "--reason", " "), 5),
        (("replace", "01-KL/TU", "01-KL/TU", *WHY), 5),
        (("update", "01-KL/TU", "--purpose", "ban-bi-thu", *WHY), 2),
        (("update", "01-KL/TU", "--purpose", "ban-bi-thu=archive", *WHY), 2),
        (("update", "01-KL/TU", "--add", "Sở Không Có", *WHY), 6),
        (("update", "01-KL/TU", "--due", "mai", *WHY), 2),
        (("delivery", "show", "01-KL/TU", "nobody"), 6),
        (("delivery", "resend", "01-KL/TU", "ban-bi-thu", "--channel", "pigeon"), 12),
        (("delivery", "drop", "01-KL/TU", "ban-bi-thu", "--reason", ""), 5),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else str(words),
)
def test_what_cannot_be_done_is_refused_and_nothing_is_recorded(
    say: Say, at: At, words: tuple[str, ...], code: int
) -> None:
    standing = at("distributed")
    before = standing.document().version
    answer = say(*words, *CLERK, "--office", standing.directory)
    assert answer.code == code, answer.err
    assert standing.document().version == before
