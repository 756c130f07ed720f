"""A new office: whole or to be made again; never over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.model.errors import OfficeExists, StorageError
from workflow.services.doctor import examine
from workflow.services.office import open_office
from workflow.services.starter import add_signer, create_office, remove_demo

pytestmark = pytest.mark.slow


def test_a_new_office_has_all_that_an_office_edits(tmp_path: Path) -> None:
    create_office(tmp_path / "new")
    for name in ("office.toml", "templates/party-named.docx", "recipients/bodies.toml", "signed"):
        assert (tmp_path / "new" / name).exists()
    assert not (tmp_path / "new" / "keys").exists()


@pytest.mark.slow
def test_with_specimen_keys_everything_is_ready(tmp_path: Path) -> None:
    create_office(tmp_path / "new", specimen_keys=True)
    office = open_office(tmp_path / "new")
    findings = [f for f in examine(office) if str(f.what) != "free space"]
    assert [str(f.what) for f in findings if f.trouble] == []


def test_specimen_keys_are_for_their_owner_only(specimen_office: Path) -> None:
    for name in ("minh-khang.p12", "minh-khang.password", "tinh-uy.p12", "tinh-uy.password"):
        assert (specimen_office / "keys" / name).stat().st_mode & 0o077 == 0


def test_an_office_is_never_made_over_another(tmp_path: Path) -> None:
    create_office(tmp_path)
    settings = tmp_path / "office.toml"
    settings.write_text(settings.read_text("utf-8") + "# mine\n", "utf-8")
    with pytest.raises(OfficeExists):
        create_office(tmp_path, specimen_keys=True)
    assert settings.read_text("utf-8").endswith("# mine\n")
    assert not (tmp_path / "keys").exists()


def test_an_office_half_made_is_made_whole_by_the_same_command(tmp_path: Path) -> None:
    """What stopped it is mended, and it is run again, as every error says."""
    obstacle = tmp_path / "new" / "recipients"
    obstacle.parent.mkdir()
    obstacle.write_text("in the way")
    with pytest.raises(StorageError):
        create_office(tmp_path / "new")
    obstacle.unlink()
    create_office(tmp_path / "new")
    assert (tmp_path / "new" / "recipients" / "bodies.toml").exists()


def test_where_no_folder_can_be_made_there_is_an_error_of_storage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="file"):
        create_office(tmp_path / "file" / "below")


def test_a_signer_is_added_once(tmp_path: Path) -> None:
    create_office(tmp_path)
    assert add_signer(tmp_path, "Trần Minh Khang", "Phó Bí thư") == "minh-khang"
    first = add_signer(tmp_path, "Đỗ Văn Đức", "Bí thư")
    assert add_signer(tmp_path, "ĐỖ VĂN ĐỨC", "Bí thư") == first == "do-van-duc"
    assert open_office(tmp_path).settings.person(first).name == "Đỗ Văn Đức"


@pytest.mark.parametrize("name", ['Lê "Ba" Văn', "Lê\\Văn", "陳"])
def test_a_signer_of_any_name_leaves_the_settings_readable(tmp_path: Path, name: str) -> None:
    create_office(tmp_path)
    signer = add_signer(tmp_path, name, "Bí thư")
    assert open_office(tmp_path).settings.person(signer).name == name


def test_only_a_demonstration_is_removed(tmp_path: Path) -> None:
    mark = ".mark"
    own = tmp_path / "own"
    own.mkdir()
    (own / "letter.txt").write_text("dear")
    assert not remove_demo(own, mark)
    assert (own / "letter.txt").exists()
    (own / mark).touch()
    assert remove_demo(own, mark)
    assert not own.exists()
    assert remove_demo(own, mark)
