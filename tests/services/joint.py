"""Documents of several persons and organs: an office with a partner, and its documents."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SEAL, SIGNER
from tests.services.stages import Standing, put_to_rest
from workflow.model.document import Document
from workflow.render.specimen import seal_image, signature_image
from workflow.services import approval, drafting, issuing, signing, submission
from workflow.sign.specimen import SpecimenAuthority

SECRETARY, PARTNER, PARTNER_SEAL = "le-thu-ha", "duc-thinh", "hoi-nong-dan"
CHAIR_NAME, SECRETARY_NAME, PARTNER_NAME = "Trần Minh Khang", "Lê Thu Hà", "Hoàng Đức Thịnh"
PARTNER_ORGAN = "Hội Nông dân tỉnh"
REASON = "văn bản thử"

_SETTINGS = f"""
[partners.{PARTNER_SEAL}]
name = "{PARTNER_ORGAN}"
abbreviation = "HND"

[people.{SECRETARY}]
name = "{SECRETARY_NAME}"
title = "Phó Chánh Văn phòng Tỉnh uỷ"
roles = ["signer"]

[people.{PARTNER}]
name = "{PARTNER_NAME}"
title = "Chủ tịch Hội Nông dân tỉnh"
roles = ["signer"]
organ = "{PARTNER_SEAL}"

[seals.{PARTNER_SEAL}]
key = "{PARTNER_SEAL}"
image = "keys/{PARTNER_SEAL}-dau.png"
organ = "{PARTNER_SEAL}"
"""
_KEY = """
[keys.{id}]
source = "pkcs12"
holder = "{holder}"
file = "keys/{id}.p12"
password = "file:keys/{id}.password"
"""


def blocks(*signers: tuple[str, str]) -> str:
    """Signature blocks of titles and names, the one that counts first."""
    return "\n\n***\n\n".join(f"**{title}**\n\n**{name}**" for title, name in signers) + "\n"


MINUTES = blocks(("CHỦ TRÌ", CHAIR_NAME), ("NGƯỜI GHI BIÊN BẢN", SECRETARY_NAME))
JOINT = blocks(("PHÓ BÍ THƯ TỈNH UỶ", CHAIR_NAME), ("CHỦ TỊCH HỘI NÔNG DÂN TỈNH", PARTNER_NAME))


def text_of(signed: str, subject: str = "về việc phối hợp công tác") -> str:
    return (
        f"**{subject}**\n\n-----\n\nĐã thống nhất như sau.\n\nNơi nhận:\n\n"
        f"- Văn phòng Trung ương Đảng;\n- Lưu Văn phòng Tỉnh uỷ.\n\n{signed}"
    )


def with_partner(standing: Standing) -> Standing:
    """The same office with a secretary, and a partner's chairman and seal."""
    settings, keys = standing.directory / "office.toml", standing.directory / "keys"
    text = settings.read_text("utf-8") + _SETTINGS
    holders = {SECRETARY: SECRETARY, PARTNER: PARTNER, PARTNER_SEAL: "organ"}
    names = {SECRETARY: SECRETARY_NAME, PARTNER: PARTNER_NAME, PARTNER_SEAL: PARTNER_ORGAN}
    authority = SpecimenAuthority(standing.clock.now - timedelta(hours=1), bits=2048)
    (keys / "trust" / "partner.pem").write_bytes(authority.pem)
    for id, holder in holders.items():
        text += _KEY.format(id=id, holder=holder)
        (keys / f"{id}.p12").write_bytes(authority.issue(names[id], "O", "mật khẩu", curve=True))
        (keys / f"{id}.password").write_text("mật khẩu\n", "utf-8")
        if holder != "organ":
            text += f'image = "keys/{id}.png"\n'
            (keys / f"{id}.png").write_bytes(signature_image(names[id], 40, 16))
    (keys / f"{PARTNER_SEAL}-dau.png").write_bytes(seal_image(PARTNER_ORGAN))
    settings.write_text(text, "utf-8")
    return standing


def drafted(standing: Standing, signed: str = MINUTES, kind: str = "bien-ban") -> Document:
    """A document with these signature blocks; from now on the one of this standing."""
    source = standing.directory / "draft.md"
    source.write_text(text_of(signed), "utf-8")
    document = drafting.create_draft(standing.acting(DRAFTER), kind, source)
    standing.id = document.id
    return document


def submitted(standing: Standing, signed: str = MINUTES, kind: str = "bien-ban") -> Document:
    document = drafted(standing, signed, kind)
    return submission.submit(standing.acting(DRAFTER), document.id, REASON)[0]


def approved(standing: Standing, signed: str = MINUTES, kind: str = "bien-ban") -> Document:
    submitted(standing, signed, kind)
    return approval.approve(standing.acting(APPROVER), standing.id)


def signed_by(standing: Standing, *people: str) -> Document:
    """Signed by these people, one after the other."""
    for person in people:
        key = KEY if person == SIGNER else person
        document = signing.sign(standing.acting(person), standing.id, key)
    return document


def issued(standing: Standing, *seals: str) -> tuple[Document, Path]:
    return issuing.issue(standing.acting(CLERK), standing.id, seals or (SEAL,))


class JointStages:
    """Offices with a partner whose document waits for its persons: made once, copied for a test."""

    def __init__(self, specimen: Path, folder: Path) -> None:
        self._specimen, self._folder = specimen, folder
        self._made: dict[tuple[str, ...], Standing] = {}

    def copy(self, place: Path, *signers: str, signed: str = MINUTES) -> Standing:
        """A copy with an approved document, signed by some already.

        Parameters:
            signed: its signature blocks; MINUTES or JOINT.
        """
        kept = self._kept(signed, *signers)
        copied = Standing(Path(shutil.copytree(kept.directory, place)), kept.id)
        put_to_rest(copied.directory / "signed" / "vanban.db")
        return copied

    def _kept(self, signed: str, *signers: str) -> Standing:
        if (signed, *signers) not in self._made:
            kind = "bien-ban" if signed == MINUTES else "ke-hoach"
            place = self._folder / "-".join((kind, *signers))
            if signers:
                standing = self.copy(place, *signers[:-1], signed=signed)
                signed_by(standing, signers[-1])
            else:
                standing = with_partner(Standing(Path(shutil.copytree(self._specimen, place)), ""))
                approved(standing, signed, kind)
            self._made[(signed, *signers)] = standing
        return self._made[(signed, *signers)]
