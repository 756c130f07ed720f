"""The folder channel: where it puts a parcel, and how it is never seen half there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.dispatch.delivering import parcel
from workflow.dispatch.cover_json import read_message
from workflow.dispatch.folder import COVER, FolderChannel
from workflow.model.errors import ChannelFailed


@pytest.fixture
def channel(tmp_path: Path) -> FolderChannel:
    return FolderChannel(tmp_path / "outbox")


def test_a_parcel_lies_in_a_folder_of_its_delivery_in_the_outbox_of_its_body(
    channel: FolderChannel, tmp_path: Path
) -> None:
    sent = parcel()
    channel.deliver(sent)
    place = tmp_path / "outbox" / "so-y-te" / sent.delivery
    assert {file.name for file in place.iterdir()} == {"01-KL-TU.pdf", COVER, "attachments"}
    assert (place / "01-KL-TU.pdf").read_bytes() == sent.pdf


def test_the_cover_is_json_that_people_can_read_too(channel: FolderChannel, tmp_path: Path) -> None:
    sent = parcel()
    channel.deliver(sent)
    told = (tmp_path / "outbox" / "so-y-te" / sent.delivery / COVER).read_bytes()
    assert read_message(told) == sent.cover
    assert '"name": "Tỉnh uỷ Lam Giang"' in told.decode()


def test_a_body_with_an_address_has_its_folder_there(
    channel: FolderChannel, tmp_path: Path
) -> None:
    sent = replace(parcel(), address="hop-thu/so-y-te")
    channel.deliver(sent)
    assert (tmp_path / "outbox" / "hop-thu" / "so-y-te" / sent.delivery / COVER).is_file()


def test_an_address_elsewhere_on_the_disk_is_taken_as_it_is(
    channel: FolderChannel, tmp_path: Path
) -> None:
    sent = replace(parcel(), address=str(tmp_path / "elsewhere"))
    channel.deliver(sent)
    assert (tmp_path / "elsewhere" / sent.delivery / COVER).is_file()


@pytest.mark.parametrize("found", ["nothing", "half a pdf", "another file"])
def test_what_a_killed_process_left_is_replaced(
    channel: FolderChannel, tmp_path: Path, found: str
) -> None:
    sent = parcel()
    left = tmp_path / "outbox" / "so-y-te" / f".{sent.delivery}.part"
    left.mkdir(parents=True)
    if found != "nothing":
        (left / (sent.file_name if found == "half a pdf" else "x")).write_bytes(sent.pdf[:10])
    channel.deliver(sent)
    outbox = left.parent
    assert [folder.name for folder in outbox.iterdir()] == [sent.delivery]
    assert {f.name for f in (outbox / sent.delivery).iterdir()} == {
        sent.file_name, COVER, "attachments",
    }  # fmt: skip
    assert (outbox / sent.delivery / sent.file_name).read_bytes() == sent.pdf


def test_a_failure_leaves_nothing_behind(channel: FolderChannel, tmp_path: Path) -> None:
    sent = replace(parcel(), file_name="no/such/folder.pdf")
    with pytest.raises(ChannelFailed):
        channel.deliver(sent)
    assert list((tmp_path / "outbox" / "so-y-te").iterdir()) == []


def test_an_outbox_that_is_a_file_is_a_failure(channel: FolderChannel, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("")
    with pytest.raises(ChannelFailed) as failed:
        channel.deliver(parcel())
    assert failed.value.facts["reason"] == "Not a directory"


def test_an_address_that_the_disk_does_not_take_is_a_failure(channel: FolderChannel) -> None:
    with pytest.raises(ChannelFailed):
        channel.deliver(replace(parcel(), address="x" * 300))
