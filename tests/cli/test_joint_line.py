"""The example minutes and a joint plan taken through the whole line by the commands."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.conftest import Say
from tests.conftest import ROOT
from tests.services.joint import JOINT, PARTNER, PARTNER_SEAL, SECRETARY, text_of, with_partner
from tests.services.stages import At, assert_sound

pytestmark = pytest.mark.slow

MINUTES = (ROOT / "examples" / "party" / "bien-ban.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "text", "people", "seals", "number"),
    [
        ("bien-ban", MINUTES, ("minh-khang", SECRETARY), ("tinh-uy",), "01-BB/TU"),
        pytest.param(
            "ke-hoach", text_of(JOINT), (PARTNER, "minh-khang"), ("tinh-uy", PARTNER_SEAL),
            "01-KH/TU-HND", marks=pytest.mark.thorough,
        ),
    ],
)  # fmt: skip
def test_every_signature_of_the_issued_file_is_valid(
    say: Say, at: At, kind: str, text: str, people: tuple[str, ...], seals: tuple[str, ...],
    number: str,
) -> None:  # fmt: skip
    standing = with_partner(at("empty"))
    (standing.directory / "it.md").write_text(text, "utf-8")
    here = ("--office", standing.directory, "--json")
    draft = say("draft", "new", kind, "--from", standing.directory / "it.md", "--as", "thu-ha",
                *here)  # fmt: skip
    assert draft.code == 0, draft.err
    id = draft.json["id"]
    for words in (
        ("submit", id, "--as", "thu-ha", "--accept", "văn bản thử"),
        ("approve", id, "--as", "quoc-bao"),
        *(("sign", id, "--as", person) for person in people),
        ("issue", id, "--as", "thanh-mai", *(w for seal in seals for w in ("--seal", seal))),
    ):
        answer = say(*words, *here)
        assert answer.code == 0, answer.err
    assert answer.json["document"]["official_number"] == number
    file = answer.json["file"]
    verified = say("verify", file, "--office", standing.directory, "--lang", "en")
    assert verified.code == 0, verified.out
    assert "VALID" in verified.out.splitlines()[0]
    assert "NOT VALID" not in verified.out
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True).stdout
    assert said.count("Signature is Valid") == len(people) + len(seals)
    assert_sound(standing.directory)
