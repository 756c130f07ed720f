"""A process that delivers parcels until it is killed, or who started it is gone.

python -m tests.dispatch.delivering CHANNEL OFFICE MEGABYTES
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from workflow.dispatch.channels import Parcel, open_channel

SETTING = "outbox"


def parcel(delivery: str = "0123456789abcdef0123", body: str = "so-y-te", size: int = 64) -> Parcel:
    """A parcel whose contents follow from its delivery, so that anybody can say if it is whole."""
    seed = delivery.encode()
    return Parcel(
        delivery=delivery,
        body=body,
        name="Sở Y tế",
        address="",
        file_name="01-KL-TU.pdf",
        pdf=(seed * (size // len(seed) + 1))[:size],
        cover={"delivery": delivery, "name": "Tỉnh uỷ", "size": size},
        attachments={"Biểu số 1.pdf": seed, "01-KL-TU.pdf": seed + seed},
    )


def main(channel: str, office: str, megabytes: str) -> None:
    started_by = os.getppid()
    way = open_channel(channel, Path(office), SETTING)
    print("ready", flush=True)
    for number in itertools.count():
        if os.getppid() != started_by:
            break
        way.deliver(parcel(f"{number:020d}", size=int(megabytes) * 1024**2))


if __name__ == "__main__":
    main(*sys.argv[1:])
