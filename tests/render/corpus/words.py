"""What the corpus says: the prose of Vietnamese offices, written for it."""

from __future__ import annotations

from collections.abc import Iterator

PROSE = (
    "Thực hiện Chương trình công tác năm 2026, Ban Thường vụ Tỉnh uỷ đã tập trung chỉ đạo các cấp "
    "uỷ, tổ chức đảng trực thuộc triển khai đồng bộ các nhiệm vụ, giải pháp phát triển kinh tế - "
    "xã hội, bảo đảm quốc phòng, an ninh và xây dựng hệ thống chính trị trong sạch, vững mạnh.",
    "Tổng sản phẩm trên địa bàn ước tăng 8,15% so với cùng kỳ; thu ngân sách nhà nước đạt 7.842 "
    "tỷ đồng, bằng 61,3% dự toán; tổng vốn đầu tư toàn xã hội đạt 21.460 tỷ đồng. Các chỉ tiêu về "
    "giảm nghèo, bảo hiểm y tế và nước sạch nông thôn đều đạt hoặc vượt kế hoạch đề ra.",
    "Tuy nhiên, việc giải ngân vốn đầu tư công còn chậm; công tác giải phóng mặt bằng ở một số dự "
    "án trọng điểm gặp vướng mắc kéo dài; chất lượng tham mưu của một số cơ quan, đơn vị chưa đáp "
    "ứng yêu cầu; kỷ luật, kỷ cương hành chính có nơi chưa nghiêm.",
    "Nguyên nhân chủ yếu là do người đứng đầu một số cấp uỷ, chính quyền chưa quyết liệt trong "
    "lãnh đạo, chỉ đạo; sự phối hợp giữa các sở, ngành với các địa phương chưa chặt chẽ; năng lực "
    "của một bộ phận cán bộ, công chức còn hạn chế, còn tâm lý e ngại, né tránh trách nhiệm.",
    "Các cấp uỷ, tổ chức đảng tiếp tục quán triệt sâu sắc và tổ chức thực hiện nghiêm túc nghị "
    "quyết, chỉ thị, quy định của Trung ương và của Tỉnh uỷ; gắn với đẩy mạnh học tập và làm theo "
    "tư tưởng, đạo đức, phong cách Hồ Chí Minh; nêu cao trách nhiệm nêu gương của cán bộ, đảng "
    "viên.",
    "Uỷ ban nhân dân tỉnh chỉ đạo rà soát, sửa đổi, bổ sung các quy định về phân cấp, phân quyền; "
    "cắt giảm ít nhất 30% thời gian giải quyết thủ tục hành chính; hoàn thành kết nối, chia sẻ dữ "
    "liệu dùng chung giữa các cơ quan trong hệ thống chính trị trước ngày 30 tháng 9 năm 2026.",
    "Sở Tài chính chủ trì, phối hợp với Sở Nông nghiệp và Môi trường, Uỷ ban nhân dân các xã, "
    "phường tổng hợp nhu cầu kinh phí, trình cấp có thẩm quyền xem xét, quyết định; bảo đảm sử "
    "dụng kinh phí đúng mục đích, tiết kiệm, hiệu quả, không để xảy ra thất thoát, lãng phí.",
    "Ban Tổ chức Tỉnh uỷ tham mưu sắp xếp, bố trí đội ngũ cán bộ sau khi tổ chức lại đơn vị hành "
    "chính; chuẩn bị tốt nhân sự cho các chức danh chủ chốt; quan tâm cán bộ trẻ, cán bộ nữ, cán "
    "bộ là người dân tộc thiểu số; kịp thời thay thế những cán bộ không đáp ứng yêu cầu nhiệm vụ.",
    "Uỷ ban Kiểm tra Tỉnh uỷ tăng cường kiểm tra, giám sát việc thực hiện các nghị quyết chuyên "
    "đề, tập trung vào những lĩnh vực dễ phát sinh tiêu cực như đất đai, đấu thầu, tài chính "
    "công, tài sản công; xử lý nghiêm tổ chức đảng, đảng viên vi phạm, không có vùng cấm, không "
    "có ngoại lệ.",
    "Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội vận động đoàn viên, hội "
    "viên và Nhân dân tích cực tham gia phong trào thi đua yêu nước, xây dựng nông thôn mới, đô "
    "thị văn minh; phát huy vai trò giám sát, phản biện xã hội, góp ý xây dựng Đảng, xây dựng "
    "chính quyền.",
    "Công an tỉnh chủ động nắm chắc tình hình, kịp thời phát hiện, đấu tranh làm thất bại mọi âm "
    "mưu, hoạt động chống phá của các thế lực thù địch; triển khai hiệu quả Đề án 06; kiềm chế và "
    "giảm tai nạn giao thông trên cả ba tiêu chí về số vụ, số người chết và số người bị thương.",
    "Bộ Chỉ huy Quân sự tỉnh hoàn thành tốt nhiệm vụ huấn luyện, diễn tập khu vực phòng thủ; làm "
    "tốt công tác tuyển quân, giáo dục quốc phòng và an ninh; chủ động phương án phòng, chống "
    "thiên tai, tìm kiếm cứu nạn, không để bị động, bất ngờ trong mọi tình huống.",
    "Sở Giáo dục và Đào tạo nâng cao chất lượng giáo dục toàn diện; bảo đảm đủ trường, lớp, giáo "
    "viên cho năm học 2026 - 2027; đẩy nhanh xây dựng trường phổ thông nội trú liên cấp tại các "
    "xã biên giới; đổi mới công tác thi, kiểm tra, đánh giá theo hướng thực chất.",
    "Sở Y tế củng cố mạng lưới y tế cơ sở; bảo đảm thuốc, vật tư, trang thiết bị phục vụ khám "
    "bệnh, chữa bệnh; phấn đấu tỷ lệ bao phủ bảo hiểm y tế đạt trên 95,5% dân số vào cuối năm; "
    "lập hồ sơ sức khoẻ điện tử cho toàn bộ người dân trên địa bàn.",
    "Ban Tuyên giáo và Dân vận Tỉnh uỷ định hướng các cơ quan báo chí tuyên truyền sâu rộng về "
    "nội dung, ý nghĩa của các chủ trương lớn; kịp thời biểu dương gương người tốt, việc tốt, các "
    "mô hình hay, cách làm hiệu quả; đấu tranh phản bác các quan điểm sai trái.",
    "Văn phòng Tỉnh uỷ theo dõi, đôn đốc việc thực hiện; định kỳ hằng quý báo cáo Ban Thường vụ "
    "Tỉnh uỷ kết quả, khó khăn, vướng mắc và đề xuất, kiến nghị; tham mưu sơ kết vào tháng 12 năm "
    "2026 và tổng kết vào cuối nhiệm kỳ.",
)
"""Paragraphs of three to four lines each at 14 pt."""

ITEMS = (
    "Tăng cường sự lãnh đạo của Đảng đối với công tác chuyển đổi số, cải cách hành chính.",
    "Nâng cao chất lượng nguồn nhân lực, nhất là nguồn nhân lực chất lượng cao.",
    "Huy động, quản lý và sử dụng có hiệu quả các nguồn lực cho đầu tư phát triển.",
    "Đẩy mạnh phòng, chống tham nhũng, lãng phí, tiêu cực; thực hành tiết kiệm.",
    "Bảo đảm quốc phòng, an ninh; giữ vững ổn định chính trị, trật tự, an toàn xã hội.",
    "Quan tâm công tác dân tộc, tôn giáo; chăm lo đời sống vật chất và tinh thần của Nhân dân.",
    "Bảo vệ môi trường, chủ động ứng phó với biến đổi khí hậu và nước biển dâng.",
    "Mở rộng quan hệ đối ngoại, hợp tác với các địa phương trong và ngoài nước.",
)
"""Entries of lists, about one line each."""

UNITS = (
    "Phường Hoa Lư", "Phường Nam Định", "Phường Phủ Lý", "Xã Gia Viễn", "Xã Giao Thuỷ",
    "Xã Hải Hậu", "Xã Kim Sơn", "Xã Lý Nhân", "Xã Nghĩa Hưng", "Xã Nho Quan", "Xã Thanh Liêm",
    "Xã Trực Ninh", "Xã Vụ Bản", "Xã Xuân Trường", "Xã Ý Yên", "Xã Yên Khánh", "Xã Yên Mô",
    "Xã Bình Lục", "Xã Cúc Phương", "Xã Gia Trấn", "Xã Quỳnh Lưu", "Xã Phú Sơn", "Xã Đồng Thái",
    "Xã Lai Thành",
)  # fmt: skip
"""Communes and wards for the rows of tables."""


def prose(count: int, start: int = 0) -> Iterator[str]:
    """Paragraphs, from the beginning again when they are used up."""
    for number in range(start, start + count):
        yield PROSE[number % len(PROSE)]


def figures(row: int) -> tuple[str, str, str]:
    """The figures of one row of a table: a plan, what was reached, and that in percent."""
    plan = 1200 + row * 173 % 900
    reached = plan * (61 + row * 7 % 38) // 100
    return _grouped(plan), _grouped(reached), f"{100 * reached / plan:.1f}".replace(".", ",")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
