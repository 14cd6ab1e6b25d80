"""Made-up names for sample records: no person, no real business, no real hamlet."""

CASE_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"

TRADES = (
    ("karaoke", "Karaoke"),
    ("guest_house", "Nhà khách"),
    ("motel", "Nhà nghỉ"),
    ("hotel", "Khách sạn"),
    ("massage", "Xoa bóp"),
    ("hair_salon", "Gội đầu"),
    ("garden_coffee", "Cà phê"),
    ("spa", "Spa"),
    ("beer", "Quán bia"),
    ("boarding_house", "Nhà trọ"),
)
NAMES = (
    "Hoa Ban", "Suối Mơ", "Nắng Mai", "Gió Ngàn", "Đồi Chè", "Mây Trắng", "Sao Khuya", "Trăng Non", "Hoa Đào",
    "Sương Sớm", "Cầu Vồng", "Thông Xanh", "Biển Nhớ", "Hạ Vàng", "Thu Sang", "Bình Yên", "Hương Rừng",
    "Phố Núi", "Thác Bạc", "Sông Quê", "Mùa Xuân", "Ban Mai", "Hoàng Hôn", "Tre Vàng", "Cỏ May", "Mặt Trời",
)  # fmt: skip
HAMLETS = (
    "Bản Nà Mẫu", "Bản Phiêng Thử", "Bản Huổi Mẫu", "Bản Pa Thử", "Bản Sin Mẫu", "Tổ dân phố số 1",
    "Tổ dân phố số 2", "Tổ dân phố số 3", "Tổ dân phố số 4", "Bản Nậm Thử",
)  # fmt: skip
VENUES = ("Nhà văn hóa", "Hội trường Ủy ban nhân dân", "Sân vận động", "Trạm y tế", "Chợ trung tâm")
POSTS = (
    ("commune_official", "Công chức Văn hóa - Xã hội"),
    ("commune_official", "Công chức Tư pháp - Hộ tịch"),
    ("team_178", "Thành viên Đội kiểm tra liên ngành 178"),
    ("volunteer_team", "Tình nguyện viên Đội công tác xã hội"),
    ("propagandist", "Tuyên truyền viên"),
    ("propagandist", "Báo cáo viên pháp luật"),
    ("union", "Chi hội trưởng Hội Phụ nữ"),
    ("union", "Bí thư Chi đoàn"),
)
SESSION_TITLES = (
    "Tác hại của tệ nạn mại dâm",
    "Phổ biến pháp luật về phòng, chống mại dâm",
    "Phòng lây nhiễm HIV/AIDS",
    "Hành vi tình dục lành mạnh, an toàn",
    "Giảm kỳ thị, phân biệt đối xử",
)
TRAINING_TITLES = (
    "Kỹ năng tuyên truyền tại cộng đồng",
    "Nghiệp vụ kiểm tra liên ngành",
    "Quản lý ca và hỗ trợ hòa nhập cộng đồng",
    "Văn bản pháp luật về phòng, chống mại dâm",
)
OUTLETS = (
    # level, kind, outlet, whether it runs several times
    ("commune_loudspeaker", "radio", "Đài truyền thanh xã", True),
    ("commune_loudspeaker", "news", "Đài truyền thanh xã", True),
    ("web_site", "news", "Trang thông tin điện tử xã", False),
    ("social_network", "post", "Trang mạng xã hội của Đoàn Thanh niên xã", False),
    ("province", "article", "Báo tỉnh", False),
)
MEDIA_TITLES = (
    "Toàn dân tham gia phòng, chống tệ nạn xã hội",
    "Quy định xử phạt hành vi mua dâm, bán dâm",
    "Cảnh giác với lời mời việc nhẹ, lương cao",
    "Phòng lây nhiễm HIV: điều cần biết",
    "Hỗ trợ hòa nhập cộng đồng tại cơ sở",
    "Kết quả kiểm tra cơ sở kinh doanh dịch vụ",
)
ISSUERS = ("Ủy ban nhân dân xã", "Ủy ban nhân dân tỉnh", "Đảng ủy xã")
DIRECTIVES = (
    "Tăng cường công tác phòng, chống mại dâm trên địa bàn",
    "Kiện toàn Đội kiểm tra liên ngành",
    "Phối hợp tuyên truyền phòng, chống tệ nạn xã hội",
)
MODELS = (
    ("Tổ dân phố không có tệ nạn xã hội", "prevention"),
    ("Câu lạc bộ hỗ trợ hòa nhập cộng đồng", "support"),
    ("Nhóm đồng đẳng giảm hại", "harm_reduction"),
)
LIST_ENTRIES = (
    ("propaganda_form", "Phiên chợ vùng cao"),
    ("propaganda_form", "Sân khấu hóa tại bản"),
    ("lead_body", "Hội Người cao tuổi"),
)
