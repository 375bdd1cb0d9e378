"""Which columns a list of people has, by the labels that people write above them and by what only we can know."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app import text
from app.people.rules.hamlets import match_hamlet
from app.people.rules.national_ids import DIGITS, masked
from app.reading import Columns, Layout, Sheet, lay_out
from app.reading.shape import BodyRow, plain_words


def _under_name(*labels: str) -> tuple[str, ...]:
    """The labels as they stand under a merged "Họ và tên"."""
    return tuple(f"{above} {label}" for above in ("họ và tên", "họ tên") for label in labels)


# For each field the labels people write above such a column, then the contents that give it away.
PEOPLE: Columns = {
    "full_name": (
        "họ và tên", "họ tên", "họ, tên", "họ và tên học viên", "họ tên học viên", "họ và tên người dân",
        "tên người dân", "học viên", "thành viên", "người tham gia", "người dân", "họ và tên công dân",
        "họ và tên người học", "@name",
    ),
    "family_middle": ("họ và đệm", "họ đệm", "họ lót", "họ và chữ đệm", "họ và tên đệm", "họ chữ lót", "=họ",
        *_under_name("họ", "họ đệm", "họ và đệm", "họ lót", "họ và chữ đệm"),
    ),
    "middle": ("đệm", "chữ đệm", "tên đệm", "lót", "chữ lót", "tên lót", *_under_name("đệm", "chữ đệm")),
    "given": ("=tên", "tên gọi", *_under_name("tên")),
    "birth_male": ("năm sinh nam", "ngày sinh nam", "ngày tháng năm sinh nam", "nam năm sinh", "=nam"),
    "birth_female": ("năm sinh nữ", "ngày sinh nữ", "ngày tháng năm sinh nữ", "nữ năm sinh", "=nữ"),
    "birth": (
        "ngày sinh", "năm sinh", "ngày tháng năm sinh", "ngày, tháng, năm sinh", "sinh năm", "sinh ngày",
        "ngày tháng năm", "ns", "n sinh", "nsinh", "ng sinh", "ntns", "@born",
    ),
    "birth_day": (),
    "birth_month": (),
    "birth_year": (),
    "gender_male": ("=giới tính nam",),
    "gender_female": ("=giới tính nữ",),
    "gender": ("giới tính", "giới tính nam nữ", "nam nữ", "giới", "phái", "gt", "@sex"),
    "household_head": ("chủ hộ", "họ và tên chủ hộ", "họ tên chủ hộ", "tên chủ hộ"),
    "relation": ("quan hệ với chủ hộ", "quan hệ chủ hộ", "quan hệ", "qh với chủ hộ", "=qh"),
    "hamlet": (
        "thôn", "xóm", "bản", "làng", "khối", "ấp", "buôn", "tổ dân phố", "tdp", "khu phố", "thôn xóm", "thôn bản",
        "nơi ở", "chỗ ở", "địa chỉ", "nơi cư trú", "nơi thường trú", "hộ khẩu thường trú", "chỗ ở hiện nay", "@place",
    ),
    "phone": (
        "điện thoại", "số điện thoại", "sđt", "số đt", "đt", "đtdđ", "số đtdđ", "di động", "điện thoại di động", "zalo",
        "số zalo", "tel", "mobile", "phone", "@phone",
    ),
    "national_id": ("số cccd", "cccd", "căn cước", "căn cước công dân", "số căn cước", "cmnd", "số định danh", "@id12"),
    "target_group": ("nhóm đối tượng", "đối tượng", "nhóm"),
    "occupation": ("nghề nghiệp", "nghề", "công việc"),
    "post": ("chức vụ", "chức danh", "chức vụ đơn vị", "chức vụ, đơn vị công tác"),
    "unit": ("đơn vị", "đơn vị công tác", "cơ quan", "nơi công tác", "cơ quan, đơn vị"),
    "hometown": ("quê quán", "nguyên quán", "quê"),
    "residence": ("địa chỉ cụ thể", "số nhà"),
    "note": ("ghi chú",),
}  # fmt: skip


def laid_out(sheet: Sheet, known: Columns, hamlets: Mapping[int, str]) -> Layout:
    """The parts of a list of people, whose numbers of CCCD are covered before anybody keeps or shows them.

    Args: known, the columns of this kind of list, of which those of PEOPLE mean what they mean there; hamlets, the
    names of ours by id, by which headings in between and a column without a label are known.
    """
    found = _without_dittos(lay_out(sheet, known, hamlet_test(hamlets)))
    return _covered(_of_one_hamlet(_with_contents(with_split_names(found), hamlets), sheet, hamlets))


_DITTO = frozenset({"nt", "-nt-", "- nt -", "nt.", "nhu tren", '"', "''", "//", "”", "“", "〃"})


def _without_dittos(layout: Layout) -> Layout:
    """The list with what stands above in place of "nt" and "như trên"."""
    found: list[BodyRow] = []
    for row in layout.body:
        if not found or not any(cell and len(cell) < 9 and text.fold(cell) in _DITTO for cell in row.cells):
            found.append(row)
            continue
        above = found[-1]
        cells = (above.cell(place) if text.fold(cell) in _DITTO else cell for place, cell in enumerate(row.cells))
        found.append(replace(row, cells=tuple(cells)))
    return replace(layout, body=tuple(found))


def hamlet_test(hamlets: Mapping[int, str]) -> Callable[[str], bool]:
    """Whether a text is the name of one of our hamlets, each text looked up once."""
    known: dict[str, bool] = {}

    def is_hamlet(cell: str) -> bool:
        if cell not in known:
            known[cell] = match_hamlet(cell, hamlets) is not None
        return known[cell]

    return is_hamlet


def with_split_names(layout: Layout) -> Layout:
    """Columns that only the cells explain: the second half of a merged "Họ và tên", and "Nam", "Nữ" ticked by x."""
    guesses = list(layout.guesses)
    for place, name in enumerate(guesses):
        cells = [row.cell(place) for row in layout.body if row.cell(place)]
        if name in ("birth_male", "birth_female") and cells and all(is_tick(cell) for cell in cells):
            guesses[place] = name.replace("birth", "gender")
        if name == "full_name" and _given_follows(layout, guesses, place):
            guesses[place], guesses[place + 1] = "family_middle", "given"
    guesses = _with_split_births(layout, guesses)
    if "full_name" not in guesses and "family_middle" not in guesses:
        guesses = ["full_name" if name in ("household_head", "given") else name for name in guesses]
    return replace(layout, guesses=tuple(guesses))


_SPLIT_BIRTH = ("ngay", "thang", "nam")


def _with_split_births(layout: Layout, guesses: list[str | None]) -> list[str | None]:
    """A birth in three columns under "Ngày sinh": Ngày, Tháng, Năm, which must not be read as Nam."""
    ends = [plain_words(heading).split()[-1:] for heading in layout.headings]
    for place in range(len(ends) - 2):
        if [end[0] if end else "" for end in ends[place : place + 3]] == list(_SPLIT_BIRTH):
            return [*guesses[:place], "birth_day", "birth_month", "birth_year", *guesses[place + 3 :]]
    return guesses


def _given_follows(layout: Layout, guesses: Sequence[str | None], place: int) -> bool:
    after = place + 1
    if after >= len(guesses) or guesses[after] not in (None, "given"):
        return False
    if guesses[after] is None and plain_words(layout.headings[after]) not in ("", plain_words(layout.headings[place])):
        return False
    cells = [row.cell(after) for row in layout.body if row.cell(after)]
    single = [cell for cell in cells if len(cell.split()) == 1 and not any(char.isdigit() for char in cell)]
    return len(cells) * 10 >= len(layout.body) * 8 and len(single) * 10 >= len(cells) * 8


def is_tick(cell: str) -> bool:
    """Whether a cell under "Nam" or "Nữ" only says yes."""
    return text.fold(cell) in ("x", "v", "1", "+", "nam", "nu", "✓", "√")


def _with_contents(layout: Layout, hamlets: Mapping[int, str]) -> Layout:
    """Columns without a label, by what only we can know: our hamlets, Nam and Nữ, T1 to T5; else the names first."""
    guesses, is_hamlet = list(layout.guesses), hamlet_test(hamlets)
    tests: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("hamlet", is_hamlet),
        ("gender", lambda cell: text.fold(cell) in ("nam", "nu")),
        ("target_group", lambda cell: re.fullmatch(r"[tT][1-5]", cell)),
    )
    free = [place for place, name in enumerate(guesses) if name is None and place != layout.counter]
    for place in free:
        cells = [row.cell(place) for row in layout.body[:500] if row.cell(place)]
        for name, fits in tests:
            fitting = cells and sum(1 for cell in cells if fits(cell)) * 10 >= len(cells) * 6
            if guesses[place] is None and name not in guesses and fitting:
                guesses[place] = name
    unnamed = [place for place in free if guesses[place] is None and not layout.headings[place]]
    if unnamed and not {"full_name", "family_middle"} & set(guesses):
        guesses[unnamed[0]] = "full_name"
    return replace(layout, guesses=tuple(guesses))


_AFTER_HAMLET = r"(?=\s*(?:$|[,.;:()–-]|(?:nam|xa|phuong|dot|tham|de|ky|quy|ngay|thang|tinh)\b))"


def _of_one_hamlet(layout: Layout, sheet: Sheet, hamlets: Mapping[int, str]) -> Layout:
    """A list that names its hamlet only in the title, "DANH SÁCH HỘI VIÊN THÔN ĐÔNG NĂM 2026", has it in every row."""
    if "hamlet" in layout.guesses or "address" in layout.guesses or any(row.group for row in layout.body):
        return layout
    titles = [
        text.fold(" ".join(cell for cell in row.cells if cell))
        for row in sheet.rows
        if layout.skipped.get(row.number) == "title"
    ]
    named = {
        name
        for name in hamlets.values()
        if any(re.search(rf"\b{re.escape(text.fold(name))}{_AFTER_HAMLET}", title) for title in titles)
    }
    if len(named) != 1:
        return layout
    return replace(layout, body=tuple(replace(row, group=next(iter(named))) for row in layout.body))


def _covered(layout: Layout) -> Layout:
    """The list without its numbers of CCCD: a list may hold them, the books of lists may not.

    Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 3 (privacy-and-signature.md, P1): a number is kept for a purpose that
    is written down for this person, never because a column stood in a file. The places covered tell two people apart.
    """
    places = {place for place, name in enumerate(layout.guesses) if name == "national_id"}
    if not places:
        return layout
    return replace(layout, body=tuple(replace(row, cells=_cells_covered(row, places)) for row in layout.body))


def _cells_covered(row: BodyRow, places: set[int]) -> tuple[str, ...]:
    return tuple(covered_number(cell) if place in places else cell for place, cell in enumerate(row.cells))


def covered_number(cell: str) -> str:
    """A number of a CCCD as screens show it (0********123), of which Excel may have taken the zero; else only stars."""
    digits = "".join(char for char in cell if char.isdigit())
    digits = f"0{digits}" if len(digits) == DIGITS - 1 else digits
    return masked(digits) if len(digits) == DIGITS else "*" * len(cell)
