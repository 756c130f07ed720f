"""An office whose document goes to thousands of bodies."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.services.stages import Standing, conclusion, take_on

BY_MAIL = 'channel = "mail"\naddress = "xa-{number}@lam-giang.test"\n'
EVERYBODY = "Các đảng uỷ xã, phường trong tỉnh"


def issued_to_many(
    specimen: Path, office: Path, count: int, way: str = "", channels: str = ""
) -> Standing:
    """An issued document whose Nơi nhận names a group of `count` bodies.

    Parameters:
        way: what each body's table says of how it is reached; `{number}` is the body's.
        channels: further tables of office.toml.
    """
    standing = Standing(Path(shutil.copytree(specimen, office)), "")
    with (standing.directory / "office.toml").open("a", encoding="utf-8") as settings:
        settings.write(channels)
    tables = [
        f'[bodies.{body_id(number)}]\nname = "Đảng uỷ xã thứ {number:05d}"\nkind = "commune"\n'
        + way.format(number=f"{number:05d}")
        for number in range(count)
    ]
    tables.append(f'[groups.cac-dang-uy-xa]\nname = "{EVERYBODY}"\nkinds = ["commune"]\n')
    file = standing.directory / "recipients" / "communes.toml"
    file.write_text("\n".join(tables), "utf-8")
    recipients = (EVERYBODY, "Lưu Văn phòng Tỉnh uỷ")
    standing.id = standing.draft(conclusion(recipients=recipients)).id
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(standing, stage)
    return standing


def mail_channel(port: int) -> str:
    """A table of office.toml for a mail server on this machine."""
    return (
        '\n[channels.mail]\nkind = "mail"\nhost = "127.0.0.1"\nsecurity = "none"\n'
        f'port = {port}\nfrom = "van-thu@lam-giang.test"\n'
    )


def body_id(number: int) -> str:
    return f"dang-uy-{number:05d}"
