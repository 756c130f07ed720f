"""Bodies as tables: out and in again is the same; nothing in a cell is ever evaluated."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from workflow.dispatch.directory_tables import (
    HEADINGS,
    date_of,
    read_table,
    row_of,
    write_csv,
    write_xlsx,
)
from workflow.model.errors import RecipientTableRefused
from workflow.model.parties import Body, Way
from workflow.model.periods import Period
from workflow.model.vietnamese import nfc

FULL = Body(
    "so-y-te", "Sở Y tế", "department", "A12.01.00.H99", "ub", ("Ngành Y tế", "SYT"), "mail",
    "y@x.vn", "Sở YT", (Way("paper", "Số 5, đường A"),), "y@x.vn", "keys/y.pem", True,
    Period(date(2025, 3, 1), date(2026, 2, 28)), "so-moi",
)  # fmt: skip
BARE = Body("x", "=HYPERLINK(1)", "k", aliases=("+84 24", "-5", "@x", "'=1"))


def refused(data: bytes, file: str) -> list[str]:
    with pytest.raises(RecipientTableRefused) as caught:
        read_table(data, file)
    return [problem.text() for problem in caught.value.problems]


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(("write", "file"), [(write_csv, "a.csv"), (write_xlsx, "A.XLSX")])
def test_what_is_written_is_read_again(write, file) -> None:  # type: ignore[no-untyped-def]
    rows = read_table(write([FULL, BARE]), file)
    assert [row.cells for row in rows] == [row_of(FULL), row_of(BARE)]
    assert [row.place for row in rows] == [f"{file}:2", f"{file}:3"]


printable = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="|\ufffe"),
    min_size=1,
    max_size=12,
).map(nfc)


@settings(max_examples=40, deadline=None)
@given(st.lists(printable, min_size=1, max_size=4, unique=True))
def test_any_names_come_back_as_they_were(names: list[str]) -> None:
    body = Body("x", names[0], "k", aliases=tuple(names))
    (row,) = read_table(write_csv([body]), "a.csv")
    assert row.cells == row_of(body)


def test_no_cell_that_is_written_begins_as_a_formula() -> None:
    table = list(csv.reader(io.StringIO(write_csv([BARE]).decode("utf-8-sig"))))
    assert [cell for cell in table[1] if cell[:1] in "=+-@" and cell] == []
    sheet = load_workbook(io.BytesIO(write_xlsx([BARE]))).worksheets[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet["B2"].value == "'=HYPERLINK(1)"


def test_a_formula_is_refused_and_not_evaluated() -> None:
    rows = (["id", "name", "kind"], ["a", "=1+1", "k"])
    assert refused(workbook(*rows), "a.xlsx") == ["B2: the cell holds a formula; write its value"]
    text = "id,name,kind\na,=1+1,k\n"
    assert refused(text.encode(), "a.csv") == [
        "a.csv:2, Tên đầy đủ: the cell holds a formula; write its value"
    ]


@pytest.mark.parametrize(
    ("data", "file", "said"),
    [
        (b"id,name\na,\xff\n", "a.csv", "it is not UTF-8"),
        (b"", "a.csv", "the first row must name the columns"),
        (b"x\n", "a.csv", "the column “x” is not known"),
        (b"id,id\n", "a.csv", "“id” stands twice"),
        (b'id,name\n"a,b\n', "a.csv", "it is no CSV"),
        (b"PK", "a.xlsx", "it is no XLSX workbook"),
        (b"", "a.xlsx", "it is no XLSX workbook"),
        (b"", "a.ods", "its name must end in .csv or .xlsx"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, file: str, said: str) -> None:
    assert any(said in problem for problem in refused(data, file))


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * (65 * 1024 * 1024))
    assert refused(packed.getvalue(), "a.xlsx") == ["it is too large"]


def test_dates_and_numbers_of_a_workbook_are_texts() -> None:
    data = workbook(["Mã", "Từ ngày", "Tên ngắn"], ["a", date(2026, 3, 1), 5.0], [None, None, None])
    (row,) = read_table(data, "a.xlsx")
    assert row.cells == {"id": "a", "from": "2026-03-01", "short": "5"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)), ("1/3/2026", date(2026, 3, 1)), ("31/02/2026", None),
        ("03-2026", None), ("", None),
    ],
)  # fmt: skip
def test_days_are_written_in_two_ways(text: str, day: date | None) -> None:
    assert date_of(text) == day


def test_columns_go_by_either_name_in_any_order_and_separator() -> None:
    (row,) = read_table("TÊN ĐẦY ĐỦ;id;;Loại\nSở;a;;k\n".encode(), "a.csv")
    assert row.cells == {"name": "Sở", "id": "a", "kind": "k"}
    assert set(HEADINGS) >= set(row.cells)
