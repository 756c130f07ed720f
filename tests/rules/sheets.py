"""Pages that keep every measured rule, built line by line; tests spoil one thing at a time."""

from __future__ import annotations

from dataclasses import replace

from workflow.model.page import Line, Page, Part, Picture, Stroke

PT = 25.4 / 72
FONT = "Times-New-Roman"
WORDS = "Các cấp uỷ, tổ chức đảng, cơ quan, đơn vị quán triệt và thực hiện nghiêm túc nội dung này"

Row = tuple[Part, str, float, float, float, bool, bool]

_PARTY: tuple[Row, ...] = (
    (Part.CIRCULATION, "LƯU HÀNH NỘI BỘ", 157.0, 12.0, 12, True, False),
    (Part.SUPERIOR, "TỈNH UỶ LAM GIANG", 67.5, 25.0, 14, False, False),
    (Part.NATION, "ĐẢNG CỘNG SẢN VIỆT NAM", 157.0, 25.0, 15, True, False),
    (Part.ORGAN, "VĂN PHÒNG", 67.5, 31.0, 14, True, False),
    (Part.DATE, "Lam Giang, ngày 05 tháng 6 năm 2026", 155.0, 34.0, 14, False, True),
    (Part.MARK, "*", 67.5, 37.0, 14, False, False),
    (Part.NUMBER, "Số 08-BC/VPTU", 67.5, 43.0, 14, False, False),
    (Part.LETTER_SUBJECT, "về việc chuẩn bị nội dung", 67.5, 49.0, 12, False, True),
    (Part.URGENCY, "KHẨN", 67.5, 55.0, 14, True, False),
    (Part.DRAFT_MARK, "Dự thảo lần 2", 67.5, 61.0, 14, False, True),
    (Part.TYPE, "BÁO CÁO", 112.5, 70.0, 15, True, False),
    (Part.SUBJECT, "kết quả chuyển đổi số năm 2026", 112.5, 77.0, 14, True, False),
    (Part.SEPARATOR, "-----", 112.5, 83.0, 14, False, False),
    (Part.ADDRESSEE_WORD, "Kính gửi:", 112.5, 84.0, 14, False, True),
    (Part.ADDRESSEE, "Kính gửi: Văn phòng Trung ương Đảng", 112.5, 90.0, 14, False, False),
    (Part.CHAPTER, "Chương I", 112.5, 128.0, 14, True, False),
    (Part.CHAPTER_TITLE, "QUY ĐỊNH CHUNG", 112.5, 135.0, 14, True, False),
)
_STATE: tuple[Row, ...] = (
    (Part.SUPERIOR, "UBND TỈNH LAM GIANG", 62.5, 25.0, 13, False, False),
    (Part.NATION, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 147.0, 25.0, 12, True, False),
    (Part.ORGAN, "SỞ NỘI VỤ", 62.5, 31.0, 13, True, False),
    (Part.MOTTO, "Độc lập - Tự do - Hạnh phúc", 147.0, 31.0, 13, True, False),
    (Part.NUMBER, "Số: 15/QĐ-SNV", 62.5, 41.0, 13, False, False),
    (Part.DATE, "Lam Giang, ngày 05 tháng 02 năm 2026", 147.0, 41.0, 13, False, True),
    (Part.LETTER_SUBJECT, "V/v rà soát dữ liệu", 62.5, 47.0, 12, False, False),
    (Part.URGENCY, "HOẢ TỐC", 62.5, 55.0, 13, True, False),
    (Part.CIRCULATION, "LƯU HÀNH NỘI BỘ", 62.5, 61.0, 13, True, False),
    (Part.TYPE, "QUYẾT ĐỊNH", 112.5, 70.0, 14, True, False),
    (Part.SUBJECT, "Ban hành Quy chế làm việc của Sở", 112.5, 77.0, 14, True, False),
    (Part.ADDRESSEE, "Kính gửi: Uỷ ban nhân dân tỉnh", 112.5, 90.0, 14, False, False),
    (Part.CHAPTER, "Chương I", 112.5, 128.0, 14, True, False),
    (Part.CHAPTER_TITLE, "QUY ĐỊNH CHUNG", 112.5, 135.0, 14, True, False),
)
_PARTY_END: tuple[Row, ...] = (
    (Part.PAGE_NUMBER, "2", 112.5, 12.0, 14, False, False),
    (Part.RECIPIENTS_HEADING, "Nơi nhận:", 40.0, 100.0, 14, False, False),
    (Part.RECIPIENT, "- Như trên;", 40.0, 106.0, 12, False, False),
    (Part.RECIPIENT, "- Lưu Văn phòng Tỉnh uỷ.", 50.0, 112.0, 12, False, False),
    (Part.DRAFTER_MARK, "NguyenVanAn-26", 48.0, 118.0, 11, False, False),
    (Part.AUTHORITY, "K/T CHÁNH VĂN PHÒNG", 153.5, 100.0, 14, True, False),
    (Part.TITLE, "PHÓ CHÁNH VĂN PHÒNG", 153.5, 106.0, 14, False, False),
    (Part.NAME, "Lê Hoàng Sơn", 153.5, 145.0, 14, True, False),
    (Part.CONTACT, "Điện thoại: 0123 456 789", 112.5, 270.0, 10, False, False),
)
_STATE_END: tuple[Row, ...] = (
    (Part.PAGE_NUMBER, "2", 112.5, 12.0, 14, False, False),
    (Part.RECIPIENTS_HEADING, "Nơi nhận:", 40.0, 100.0, 12, True, True),
    (Part.RECIPIENT, "- Như trên;", 40.0, 106.0, 11, False, False),
    (Part.RECIPIENT, "- Lưu: VT, CCHC.", 45.0, 112.0, 11, False, False),
    (Part.DRAFTER_MARK, "NVA 26", 40.0, 118.0, 11, False, False),
    (Part.AUTHORITY, "KT. GIÁM ĐỐC", 153.5, 100.0, 14, True, False),
    (Part.TITLE, "PHÓ GIÁM ĐỐC", 153.5, 106.0, 14, True, False),
    (Part.NAME, "Nguyễn Thị Hồng Vân", 153.5, 145.0, 14, True, False),
    (Part.CONTACT, "Điện thoại: 0123 456 789", 112.5, 270.0, 11, False, False),
)
_STATE_APPENDIX: tuple[Row, ...] = (
    (Part.PAGE_NUMBER, "3", 112.5, 12.0, 14, False, False),
    (Part.APPENDIX, "Phụ lục I", 112.5, 25.0, 14, True, False),
    (Part.APPENDIX_TITLE, "DANH MỤC HỒ SƠ", 112.5, 32.0, 14, True, False),
)


def sheets(rule_set: str) -> tuple[Page, ...]:
    """A document of two or three pages with nearly every part."""
    if rule_set == "state-nd30":
        first = [_line(1, *row) for row in _STATE]
        strokes = (_under(first, Part.MOTTO, 1.0), _under(first, Part.ORGAN, 0.4))
        strokes += (_under(first, Part.SUBJECT, 0.4),)
        end = [_line(2, *row) for row in _STATE_END]
        pages = (_slanted(_page(1, first, strokes)), _page(2, end), _page(3, _appendix()))
        return (pages[0], _signed(pages[1]), pages[2])
    size = 8.0 if rule_set == "party-hd36" else 11.0
    first = [_line(1, *row) for row in _PARTY]
    end = [_line(2, *row) for row in _PARTY_END]
    end = [replace(li, size=size) if li.part == Part.DRAFTER_MARK else li for li in end]
    heading = next(li for li in end if li.part == Part.RECIPIENTS_HEADING)
    words = (heading.box[0], heading.baseline + 0.4, heading.box[2] - 1.5, heading.baseline + 0.6)
    pages = (
        _page(1, first, (_under(first, Part.NATION, 1.0),)),
        _page(2, end, (Stroke(2, words, 0.6),)),
    )
    return (pages[0], _signed(pages[1]))


def _page(number: int, lines: list[Line], strokes: tuple[Stroke, ...] = ()) -> Page:
    body = [] if number == 3 else _text(number)
    ordered = sorted([*lines, *body], key=lambda li: (li.baseline, li.box[0]))
    return Page(number, 210.0, 297.0, tuple(ordered), strokes)


def _slanted(page: Page) -> Page:
    lines = (replace(li, italic=True) if li.part == Part.GROUND else li for li in page.lines)
    return replace(page, lines=tuple(lines))


def _signed(page: Page) -> Page:
    signature = Picture(2, (128.5, 115.0, 178.5, 135.0), "signature")
    return replace(page, pictures=(signature, Picture(2, (115.0, 111.0, 145.0, 141.0), "seal")))


def _appendix() -> list[Line]:
    return [_line(3, *row) for row in _STATE_APPENDIX]


def _text(page: int) -> list[Line]:
    """Paragraphs of three lines, 19 pt apart with 6 pt more before each."""
    if page == 2:
        return [li for n in range(3) for li in _paragraph(2, Part.BODY, 25.0 + n * 22.5)]
    grounds = _paragraph(1, Part.GROUND, 99.0)
    articles = _paragraph(1, Part.ARTICLE, 142.0)[:1]
    return [
        *grounds,
        *articles,
        *(li for n in range(3) for li in _paragraph(1, Part.BODY, 151.0 + n * 22.5)),
    ]


def _paragraph(page: int, part: Part, top: float) -> list[Line]:
    words = {Part.GROUND: f"Căn cứ {WORDS};", Part.ARTICLE: f"Điều 1. {WORDS}"}.get(part, WORDS)
    edges = ((40.0, 195.0), (30.0, 195.0), (30.0, 110.0))
    return [
        Line(
            page,
            f"{words}." if n == 2 else words,
            (left, top + n * 19 * PT - 3.5, right, top + n * 19 * PT + 1),
            top + n * 19 * PT,
            14.0,
            FONT,
            part == Part.ARTICLE,
            False,
            part=part,
        )
        for n, (left, right) in enumerate(edges)
    ]


def _line(
    page: int,
    part: Part,
    text: str,
    middle: float,
    baseline: float,
    size: float,
    bold: bool,
    italic: bool,
) -> Line:
    half = len(text) * size * 0.085
    if part in (Part.RECIPIENTS_HEADING, Part.RECIPIENT, Part.DRAFTER_MARK):
        middle = 30.0 + half
    box = (middle - half, baseline - size * 0.24, middle + half, baseline + size * 0.07)
    return Line(page, text, box, baseline, float(size), FONT, bold, italic, part=part)


def _under(lines: list[Line], part: Part, fraction: float) -> Stroke:
    line = next(li for li in lines if li.part == part)
    middle, half = (line.box[0] + line.box[2]) / 2, (line.box[2] - line.box[0]) / 2 * fraction
    return Stroke(1, (middle - half, line.baseline + 1.5, middle + half, line.baseline + 1.8), 0.75)
