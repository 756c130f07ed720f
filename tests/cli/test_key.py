"""vanban key list, test and add."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.cli.terminal import run, run_at_terminal
from tests.pki_services import CRL, OCSP, PkiServices
from tests.sign.softhsm import MODULE, ORGAN, PERSON, PIN, SoftTokens

pytestmark = pytest.mark.slow

OFFICE = "--office"


def table(directory: Path, *lines: str) -> None:
    """A key “usb” more in office.toml."""
    file = directory / "office.toml"
    text = "\n".join(["", "[keys.usb]", 'holder = "minh-khang"', *lines, ""])
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def token_table(directory: Path, module: str = MODULE, *more: str) -> None:
    (directory / "pin").write_text(PIN, "utf-8")
    lines = (f'module = "{module}"', f'token = "{PERSON}"', 'label = "person-2"')
    table(directory, 'source = "pkcs11"', *lines, *(more or ('pin = "file:pin"',)))


# -- list


def test_the_keys_are_listed_with_what_their_certificates_say(say: Say, directory: Path) -> None:
    answer = say("key", "list", OFFICE, directory)
    assert answer.code == 0
    assert "minh-khang: may sign" in answer.out
    assert "Trần Minh Khang (MẪU), Tỉnh uỷ Lam Giang, VN" in answer.out
    assert "RSASSA-PSS, RSA 3072" in answer.out
    assert "days left: 7" in answer.out
    assert "vanban key test" in answer.err


def test_the_list_is_there_for_programs_too(say: Say, directory: Path) -> None:
    first, second = say("key", "list", "--json", OFFICE, directory).json
    assert (first["id"], first["source"], first["holder"]) == (
        "minh-khang", "pkcs12", "Trần Minh Khang",
    )  # fmt: skip
    assert first["usable"] is True
    assert 700 < first["days_left"] < 731
    assert second["holder"] == "Tỉnh uỷ Lam Giang"


def test_nobody_is_asked_for_the_password_of_a_listed_key(say: Say, directory: Path) -> None:
    file = directory / "office.toml"
    text = file.read_text("utf-8").replace('"file:keys/minh-khang.password"', '"prompt"')
    file.write_text(text.replace("keys/tinh-uy.p12", "keys/none.p12"), "utf-8")
    answer = say("key", "list", OFFICE, directory)
    assert answer.code == 0
    assert "minh-khang: not seen: “password” is asked for first" in answer.out
    assert "tinh-uy: The key file keys/none.p12 cannot be read" in answer.out


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("person", "may sign"),
        ("expired", "expired at"),
        ("not-for-signing", "does not allow signing"),
        ("revoked", "may sign"),  # no service is asked
    ],
)
def test_the_state_of_a_key_is_said_in_words(
    say: Say, pki: PkiServices, directory: Path, label: str, state: str
) -> None:
    pki.equip(directory, person=label)
    facts = say("key", "list", "--json", OFFICE, directory).json[0]
    assert state in facts["state"]
    assert facts["usable"] is ("may sign" in state)
    assert pki.asked == []


def test_a_token_is_listed_without_its_pin(
    say: Say, pki: PkiServices, tokens: SoftTokens, directory: Path
) -> None:
    pki.equip(directory)
    token_table(directory, MODULE, 'pin = "prompt"')
    facts = say("key", "list", "--json", OFFICE, directory).json[-1]
    assert facts["id"] == "usb"
    assert facts["algorithm"] == "ECDSA, EC 256"
    with tokens.pulled_out():
        answer = say("key", "list", OFFICE, directory)
    assert f"usb: The token “{PERSON}” of the key “usb” is not there" in answer.out


@pytest.mark.parametrize(
    ("label", "other"), [("person", False), ("in-capitals", False), ("person-2", True)]
)
def test_a_certificate_that_names_somebody_else_is_pointed_out(
    say: Say, pki: PkiServices, directory: Path, label: str, other: bool
) -> None:
    pki.equip(directory, person=label)
    facts = say("key", "list", "--json", OFFICE, directory).json[0]
    assert ("but its certificate names “Lương Quốc Bảo”" in facts["state"]) is other
    tried = say("key", "test", "minh-khang", OFFICE, directory)
    assert ("but office.toml gives it to “Trần Minh Khang”" in tried.out) is other
    assert tried.code == 0


# -- test


def test_a_good_key_passes_every_step(say: Say, pki: PkiServices, directory: Path) -> None:
    pki.equip(directory)
    answer = say("key", "test", "minh-khang", OFFICE, directory)
    assert answer.code == 0, answer.out
    assert answer.out.count("✓") == 6
    assert "CA cấp dưới thử nghiệm ← CA gốc thử nghiệm" in answer.out
    assert f"not revoked, says one of {pki.url}" in answer.out
    assert {OCSP, CRL} <= set(pki.asked)


@pytest.mark.parametrize(
    ("label", "step"),
    [
        ("expired", "valid now"),
        ("not-yet", "valid now"),
        ("not-for-signing", "usage"),
        ("revoked", "revocation"),
    ],
)
def test_the_step_that_fails_is_marked_with_its_reason(
    say: Say, pki: PkiServices, directory: Path, label: str, step: str
) -> None:
    pki.equip(directory, person=label)
    answer = say("key", "test", "minh-khang", OFFICE, directory)
    assert answer.code == 8
    assert f"✗ {step}: " in answer.out
    assert "✓ signs: " in answer.out
    steps = say("key", "test", "minh-khang", "--json", OFFICE, directory).json
    assert step in [found["what"] for found in steps if not found["well"]]


def test_a_key_that_does_not_open_ends_the_test(say: Say, directory: Path) -> None:
    (directory / "keys" / "minh-khang.password").write_text("sai", "utf-8")
    answer = say("key", "test", "minh-khang", OFFICE, directory)
    assert answer.code == 8
    assert answer.out.splitlines()[0].startswith("✗ opens: ")
    assert "signs" not in answer.out


def test_a_certificate_of_another_key_is_found_out(
    say: Say, pki: PkiServices, tokens: SoftTokens, directory: Path
) -> None:
    from asn1crypto import pem

    pki.equip(directory)
    other = pem.armor("CERTIFICATE", pki.certificate("person-3").dump())
    (directory / "other.pem").write_bytes(other)
    token_table(directory, MODULE, 'pin = "file:pin"', 'certificate = "other.pem"')
    answer = say("key", "test", "usb", OFFICE, directory)
    assert answer.code == 8
    assert "✗ signs: What the key “usb” signs does not verify" in answer.out


def test_a_key_that_is_not_there_is_named(say: Say, directory: Path) -> None:
    answer = say("key", "test", "nobody", OFFICE, directory)
    assert answer.code == 8
    assert "nobody" in answer.err


# -- the PIN, typed at a terminal or on the token


@pytest.fixture(scope="module")
def pinpad(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SoftHSM behind a PIN pad; see the source."""
    made = tmp_path_factory.mktemp("pinpad") / "pinpad.so"
    source = Path(__file__).parents[1] / "sign" / "pinpad.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
    return str(made)


@pytest.mark.parametrize(("pin", "code"), [(PIN, 0), ("0000", 8)])
def test_a_pin_is_typed_at_the_terminal(
    pki: PkiServices, tokens: SoftTokens, directory: Path, pin: str, code: int
) -> None:
    pki.equip(directory)
    token_table(directory, MODULE, 'pin = "prompt"')
    seen = run_at_terminal(
        "key", "test", "usb", cwd=directory, typed={"PIN for the key": f"{pin}\n"}
    )
    assert seen.code == code, seen.screen + seen.out
    assert pin not in seen.screen + seen.out


@pytest.mark.parametrize("where", ["prompt", "pinpad"])
@pytest.mark.parametrize(
    ("pad", "code", "said"),
    [
        ({"PAD": "typed", "PAD_PIN": PIN}, 0, "✓ signs: ECDSA"),
        ({"PAD": "typed", "PAD_PIN": "0000"}, 8, "The PIN for the key “usb” is wrong"),
        ({"PAD": "cancelled"}, 8, f"No PIN was entered on the token “{PERSON}”"),
    ],
)
def test_a_pin_is_typed_on_the_token(
    pki: PkiServices, tokens: SoftTokens, directory: Path, pinpad: str, where: str,
    pad: dict[str, str], code: int, said: str,
) -> None:  # fmt: skip
    pki.equip(directory)
    token_table(directory, pinpad, f'pin = "{where}"')
    done = run("key", "test", "usb", cwd=directory, env=pad)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout


def test_before_the_last_try_the_person_is_warned(
    pki: PkiServices, tokens: SoftTokens, directory: Path, pinpad: str
) -> None:
    pki.equip(directory)
    token_table(directory, pinpad, 'pin = "prompt"')
    seen = run_at_terminal(
        "key", "test", "usb", cwd=directory, env={"PAD": "final"},
        typed={"last try: a wrong PIN locks": "0000\n"},
    )  # fmt: skip
    assert seen.code == 8
    assert "one try is left before the token locks itself" in seen.out


def test_a_locked_pin_is_not_asked_for(
    pki: PkiServices, tokens: SoftTokens, directory: Path, pinpad: str
) -> None:
    token_table(directory, pinpad, 'pin = "prompt"')
    done = run("key", "test", "usb", cwd=directory, env={"PAD": "locked"})
    assert done.returncode == 8
    assert f"The PIN of the token “{PERSON}” is locked" in done.stdout


# -- add


ADD = ("key", "add", "usb", "--holder", "minh-khang")
TOKEN = (*ADD, "--source", "pkcs11", "--set", f"module={MODULE}")


def settings(directory: Path) -> dict[str, object]:
    text = (directory / "office.toml").read_text("utf-8")
    found: dict[str, object] = tomllib.loads(text)["keys"]["usb"]
    return found


def test_a_new_key_leaves_everything_else_in_the_file_as_it_was(say: Say, directory: Path) -> None:
    file = directory / "office.toml"
    before = file.read_text("utf-8").splitlines()
    answer = say(*ADD, "--source", "pkcs12", "--set", "file=keys/a.p12", OFFICE, directory)
    assert answer.code == 0, answer.err
    after = file.read_text("utf-8").splitlines()
    start = after.index("[keys.usb]")
    assert settings(directory) == {
        "source": "pkcs12", "holder": "minh-khang", "file": "keys/a.p12",
    }  # fmt: skip
    assert after[:start] + after[start + 5 :] == before
    assert "vanban key test usb" in answer.err


def test_mistakes_are_named_and_nothing_is_written(say: Say, directory: Path) -> None:
    before = (directory / "office.toml").read_bytes()
    answer = say(*ADD, "--source", "pkcs12", "--set", "fiel=a.p12", OFFICE, directory)
    assert answer.code == 3
    assert "did you mean “file”?" in answer.err
    unknown = say(*ADD, "--source", "pkcs13", OFFICE, directory)
    assert unknown.code == 3
    assert "nearest: pkcs12" in unknown.err
    taken = say("key", "add", "tinh-uy", "--source", "pkcs12", "--holder", "organ", "--set",
                "file=a.p12", OFFICE, directory)  # fmt: skip
    assert taken.code == 8
    assert say(*ADD, "--set", "nothing", OFFICE, directory).code == 2
    assert (directory / "office.toml").read_bytes() == before


def test_without_a_terminal_what_is_missing_is_said(say: Say, directory: Path) -> None:
    answer = say("key", "add", "usb", OFFICE, directory)
    assert answer.code == 2
    assert "pkcs11" in answer.err


def test_the_certificates_on_the_tokens_are_shown_and_one_must_be_named(
    say: Say, tokens: SoftTokens, directory: Path
) -> None:
    answer = say(*TOKEN, OFFICE, directory)
    assert answer.code == 2
    for shown in (PERSON, ORGAN, "person-2", "organ", *tokens.serials(PERSON)):
        assert shown in answer.err
    chosen = ("--set", f"token={ORGAN}", "--set", "label=organ-2")
    assert say(*TOKEN, *chosen, "--set", "raw=true", OFFICE, directory).code == 0
    assert settings(directory) == {
        "source": "pkcs11", "holder": "minh-khang", "module": MODULE, "token": ORGAN,
        "label": "organ-2", "raw": True,
    }  # fmt: skip


def test_a_certificate_is_chosen_at_the_terminal(
    pki: PkiServices, tokens: SoftTokens, directory: Path
) -> None:
    pki.equip(directory)
    seen = run_at_terminal(
        "key", "add", "usb", "--set", f"token={ORGAN}", cwd=directory,
        typed={"Source": "pkcs11\n", "Holder": "organ\n", "module –": f"{MODULE}\n",
               "Which one": "1\n"},
    )  # fmt: skip
    assert seen.code == 0, seen.screen
    chosen = settings(directory)
    assert chosen["token"] == ORGAN
    assert chosen["label"] in ("organ", "organ-2")
