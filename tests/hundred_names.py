"""A hundred names in order, as a clerk puts them: by tên, chữ đệm, họ; huyền hỏi ngã sắc nặng."""

HUNDRED = (
    # A: no đệm before any đệm; Tôn Nữ and Âu Dương are họ; An, Án before Anh, Ánh; Â after all of A
    "Nguyễn Văn A", "Phan Thị Ái", "Trần Thuỳ Ái", "Âu Dương An", "Lê An", "Tôn Nữ An", "Tôn Thất An", "Cao Đức An",
    "Trần Thị An", "Bùi Văn An", "Vũ Văn An", "Lê Án", "Lê Anh", "Hoàng Thị Mai Anh", "Nguyễn Vân Anh", "Lê Ánh",
    "Ngô Thị Ánh", "Đỗ Ân", "Đỗ Ấn",
    # B
    "Hồ Bá", "Trần Gia Bảo", "Đinh Thị Bích", "Lò Thị Bình", "Vi Văn Bình", "Rơ Châm Bơ",
    # C
    "Lê Hữu Cảnh", "Phạm Linh Chi", "Phạm Minh Chí", "Lê Quốc Cường",
    # D, and Đ after every D
    "Trần Tiến Dũng", "Hà Duy", "Lê Thuỳ Dương", "Bùi Thị Đào", "Nguyễn Tất Đạt", "Hồ Văn Đông", "Lê Đức",
    "Nguyễn Hữu Đức", "Bùi Văn Đức", "Đặng Văn Đức",
    # E, Ê, G
    "Hoàng Thị Én", "Trần Thị Êm", "Tôn Nữ Hương Giang", "Lê Trường Giang",
    # H: the apostrophe of H'Hen counts for nothing, its clan is its họ; Hoà is Hòa
    "Đặng Thị Hà", "Trương Thu Hà", "Nguyễn Hải", "Lê Hồng Hạnh", "Võ Thu Hằng", "Đỗ Gia Hân", "H'Hen Niê",
    "Mai Thị Hiền", "Ngô Trung Hiếu", "Lê Thị Hoa", "Nguyễn Thị Hoà", "Trần Thị Hòa", "Phan Thị Hồng",
    "Đinh Thị Huệ", "Lê Hùng", "Trịnh Khánh Huyền", "Lê Hưng", "Đào Thị Hương",
    # K, L: one đệm before two
    "Bùi Quốc Khánh", "Đỗ Đăng Khoa", "Trần Trung Kiên", "Vũ Lan", "Bùi Anh Lan", "Vũ Thị Lan", "Bùi Thị Kim Lan",
    "Dương Thuỳ Linh", "Hồ Thanh Long", "Lê Thị Lợi", "Phạm Công Lý",
    # M: Thi before Thị; My before Mỹ
    "Vũ Thi Mai", "Bùi Thị Mai", "Vũ Thị Mai", "Lê Đức Mạnh", "Giàng Thị Mây", "Võ Bình Minh", "Lê Hà My",
    "Lê Thị Mỹ",
    # N, P, Q: u before ư
    "Phạm Hoài Nam", "Đỗ Kim Ngân", "Võ Thị Minh Nguyệt", "Giàng A Páo", "Trần Hồng Phúc", "Trần Hữu Phước",
    "Lê Minh Quân", "Phan Đình Quế",
    # T: Thuý is Thúy; sắc before nặng; ư after u
    "Lê Thị Tâm", "Nguyễn Thị Thuý", "Trần Thị Thúy", "Nguyễn Thị Thuỵ", "Lê Anh Thư", "Tôn Thất Tùng",
    # U, Ư, V, Y: Y Wang is a tên of two words, its họ stands last
    "Lò Thị Út", "Nguyễn Thị Thuỵ Ưởng", "Lê Thị Vân", "Y Wang Niê", "Lê Như Ý", "Đỗ Hải Yến",
)  # fmt: skip
