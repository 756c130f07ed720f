"""What a mail says to people, in Vietnamese: who receives it reads no other language of ours."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.model.exchange import Cover, DocumentReference, MessageKind, Receipt, Status
from workflow.model.messages import local_date, local_time
from workflow.model.parties import Purpose

_PURPOSES = {
    Purpose.ACTION: "để thực hiện",
    Purpose.REPORT: "để báo cáo",
    Purpose.INFORMATION: "để biết",
    Purpose.ARCHIVE: "để lưu",
}
_STATUSES = {
    Status.ARRIVED: "đã đến",
    Status.REFUSED: "bị từ chối tiếp nhận",
    Status.ACCEPTED: "đã được tiếp nhận, đăng ký vào sổ văn bản đến",
    Status.ASSIGNED: "đã được phân công xử lý",
    Status.IN_PROCESS: "đang được xử lý",
    Status.FINISHED: "đã xử lý xong",
    Status.TAKE_BACK: "được đề nghị thu hồi",
    Status.AGREED: "được đồng ý thu hồi hoặc cập nhật",
    Status.DECLINED: "không được đồng ý thu hồi hoặc cập nhật",
}
_WIDTH = 16


def subject_of(cover: Cover) -> str:
    """The subject line of a document, a recall, an update or a replacement."""
    document = cover.document
    about = _named(document.type_name, document.reference)
    what = f"{about} {document.subject}"
    match cover.kind:
        case MessageKind.RECALL:
            return f"THU HỒI {_named('văn bản', cover.about or document.reference)}"
        case MessageKind.UPDATE:
            meant = _named("văn bản", cover.about or document.reference)
            return f"CẬP NHẬT thông tin {meant}"
        case MessageKind.REPLACE if cover.about:
            what = f"THAY THẾ {_named('văn bản', cover.about)}: {what}"
    return f"[{document.urgency}] {what}" if document.urgency else what


def text_of(cover: Cover, answers_to: str) -> str:
    """The text of the same.

    Parameters:
        answers_to: the address to which answers go.
    """
    parts = [
        f"Kính gửi: {cover.recipient.name}",
        _opening(cover),
        "\n".join(f"  {name + ':':{_WIDTH}}{value}" for name, value in _facts(cover) if value),
        _request(cover, answers_to),
        f"{cover.sender.name}\nMã lượt gửi: {cover.delivery}",
    ]
    return "\n\n".join(parts) + "\n"


def receipt_subject(receipt: Receipt) -> str:
    return f"Xác nhận: {_named('văn bản', receipt.about)} {_STATUSES[receipt.status]}"


def receipt_text(receipt: Receipt, recipient: str) -> str:
    """The text beside a receipt.

    Parameters:
        recipient: who sent the document.
    """
    facts = (
        ("Trạng thái", _STATUSES[receipt.status]),
        ("Thời điểm", local_time(receipt.at)),
        ("Số đến", receipt.number),
        ("Người xử lý", receipt.staff),
        ("Lý do", receipt.reason),
    )
    lines = "\n".join(f"  {name + ':':{_WIDTH}}{value}" for name, value in facts if value)
    what = _named("Văn bản", receipt.about)
    return (
        f"Kính gửi: {recipient}\n\n{what} {_STATUSES[receipt.status]} tại "
        f"{receipt.sender.name}.\n\n{lines}\n\nThư này do hệ thống tự động gửi; tệp receipt.json "
        f"là xác nhận để chương trình đọc.\n\n{receipt.sender.name}\n"
        f"Mã lượt gửi: {receipt.delivery}\n"
    )


def _opening(cover: Cover) -> str:
    document, purpose = cover.document, _PURPOSES[cover.purpose]
    this = _named(document.type_name, document.reference)
    meant = _named("văn bản", cover.about or document.reference)
    match cover.kind:
        case MessageKind.RECALL:
            return f"{cover.sender.name} thu hồi {meant}. Văn bản này không còn giá trị thi hành."
        case MessageKind.UPDATE:
            return f"{cover.sender.name} cập nhật thông tin của {meant}."
        case MessageKind.REPLACE if cover.about:
            return (
                f"{cover.sender.name} gửi {this} {purpose}. Văn bản này thay thế {meant}; văn bản "
                "được thay thế không còn giá trị thi hành."
            )
    return f"{cover.sender.name} gửi {this} {purpose}."


def _facts(cover: Cover) -> Iterator[tuple[str, str]]:
    document = cover.document
    yield "Số, ký hiệu", document.reference.official_number
    yield "Ngày văn bản", local_date(document.reference.dated)
    yield "Tên loại", _in_a_sentence(document.type_name)
    yield "Trích yếu", document.subject
    yield "Người ký", ", ".join(filter(None, (document.signer, document.signer_title)))
    yield "Quyền hạn ký", document.authority
    yield "Mục đích gửi", _PURPOSES[cover.purpose]
    yield "Độ khẩn", document.urgency
    yield "Hạn xử lý", local_date(document.due) if document.due else ""
    yield "Phạm vi", document.circulation
    yield "Phổ biến", "không phổ biến trên phương tiện đại chúng" if document.not_for_media else ""
    yield "Lý do", cover.reason
    if cover.file:
        yield "Tệp văn bản", f"{cover.file.name} ({document.pages} trang)"
        yield "Mã SHA-256", cover.file.sha256
    for attachment in cover.attachments:
        yield "Tệp kèm theo", attachment.name.rpartition("/")[2]


def _request(cover: Cover, answers_to: str) -> str:
    if not cover.kind.brings_a_file:
        return (
            "Đề nghị cơ quan, đơn vị trả lời đồng ý hay không đồng ý (nêu lý do) vào địa chỉ "
            f"{answers_to};\nnơi dùng chương trình vanban nạp thư này bằng lệnh `vanban receive`."
        )
    return (
        "Đề nghị cơ quan, đơn vị:\n"
        "1. Kiểm tra chữ ký số của cơ quan ban hành trên tệp PDF; tệp PDF đã ký số là văn bản có "
        "giá trị, thư này chỉ là phiếu gửi.\n"
        f"{_opened(cover)}"
        "2. Đăng ký văn bản đến và trả lời thư này (ghi số đến, ngày đến); nếu không tiếp nhận thì "
        f"nêu lý do. Địa chỉ nhận trả lời: {answers_to}.\n"
        "Nơi dùng chương trình vanban nạp thư này bằng lệnh `vanban receive`; xác nhận được gửi "
        "tự động."
    )


def _opened(cover: Cover) -> str:
    if not cover.file or not cover.file.name.endswith(".p7m"):
        return ""
    return (
        "   Tệp gửi kèm được mã hoá cho riêng bên nhận (CMS, tệp .p7m): mở bằng khoá của chứng thư "
        "số mà bên nhận đã đăng ký.\n"
    )


def _named(type_name: str, reference: DocumentReference) -> str:
    day = local_date(reference.dated)
    return f"{_in_a_sentence(type_name)} số {reference.official_number} ngày {day}"


def _in_a_sentence(type_name: str) -> str:
    """KẾT LUẬN as it is printed; Kết luận where it is spoken of."""
    return type_name.capitalize() if type_name.isupper() else type_name
