"""Lists that came in, for the tests, made through the real actions."""

from app.imports.actions import beginning, saving
from app.imports.models import IncomingList, IncomingRow
from app.imports.queries import listing
from app.imports.queries.kinds import kind_of
from app.reading import read_text
from tests.cast import Cast, acting

LIST = """STT\tHọ và tên\tNăm sinh\tGiới tính\tThôn\tSố điện thoại
Thôn Đông
1\tNGUYỄN VĂN ĐỨC\t1980\tNam\t\t912345678
2\tTrần Thị Hoà\t15/3/72\tNữ\t\t0987 654 321
3\tLê Văn Bốn\t31/02/1990\tNam\t\t123
4\tTrần Thị Hòa\t1972\tNữ\t\t
Tổng cộng: 4 người
"""


def begun(text: str = LIST, kind: str = "people", about: int | None = None, **options: str) -> IncomingList:
    """A pasted list of the authority now acting, read and judged."""
    return beginning.begin(kind_of(kind), about, options, "dán vào", read_text(text))


def saved(text: str = LIST, **options: str) -> IncomingList:
    """A pasted list whose right lines stand in the books."""
    made = begun(text, **options)
    saving.save(made)
    return made


def foreign_urls(cast: Cast) -> list[str]:
    """The address of each page of a list of the home commune; needs an app context."""
    with acting(cast.users["officer"]):
        made = begun("Họ và tên\nNguyễn Văn Đức\n")
        base, [line] = f"/imports/lists/{made.id}", [row.id for row in made_rows(made)]
    verbs = ("all", "columns", "save", "undo", "rest", "again", "drop")
    return [base, f"{base}/rows/{line}", *(f"{base}/{verb}" for verb in verbs)]


def made_rows(incoming: IncomingList) -> list[IncomingRow]:
    """The lines of a list, in the order of the source."""
    return listing.all_rows(incoming)
