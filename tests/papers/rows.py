"""Papers made through the real actions, for a hamlet: any record may carry papers."""

import dataclasses
import io
from dataclasses import dataclass
from datetime import date

import pikepdf  # noqa: TID251 a scan must come from somewhere

from app.papers import actions
from app.papers import queries as paper_queries
from app.papers.documents import PaperFacts, SignatureBlock, optional
from app.papers.models import Paper
from app.places import actions as places
from app.places import queries
from app.places.models import Hamlet
from tests.cast import DAY, acting
from tests.pdf import files


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The notice at the foot of the slip."""

    data_kinds: str = "họ tên, ngày sinh"
    retention: str = "10 năm"
    purposes: tuple[str, ...] = ("Theo dõi thực hiện cam kết.",)


@dataclass(frozen=True, kw_only=True)
class Slip(PaperFacts):
    """Facts that the template of a pledge prints, so that these tests stand on no upper slice."""

    subject_kind: str = "person"
    authority_name: str = "Ủy ban nhân dân xã Vạn An"
    about: str = "Thực hiện phong trào “Bình dân học vụ số”"
    legal_basis: tuple[str, ...] = optional(())
    name: str = "Nguyễn Thị Thuỵ Ưởng"
    address: str = "Thôn 3, xã Vạn An, tỉnh Nghệ An"
    birth_date: str | None = optional()
    id_boxes: int | None = optional()
    drawing: str | None = optional()
    breach: str | None = optional()
    confirmation: SignatureBlock | None = optional()
    promises: tuple[str, ...]
    period_from: str = "01/01/2026"
    period_until: str = "31/12/2026"
    place_date: str = "Vạn An, ngày ..... tháng ..... năm 2026"
    signature: SignatureBlock
    consent: Consent = Consent()

    @property
    def is_long(self) -> bool:
        """Whether it is set closer."""
        return False


PROMISES = ("Tham gia đầy đủ các lớp tập huấn", "Không chia sẻ thông tin sai sự thật")


def slip(**changes) -> Slip:
    """Facts that lack nothing."""
    signature = SignatureBlock(lines=("NGƯỜI CAM KẾT",), hint="(Ký, ghi rõ họ tên)")
    return dataclasses.replace(Slip(promises=PROMISES, signature=signature), **changes)


def hamlet(user_id: int, name: str = "Thôn 3") -> int:
    """A record that papers speak of."""
    with acting(user_id):
        made = places.save_hamlet(None, name, None, DAY)
        return made.id


def sealed(user_id: int, title: str = "Bản cam kết của Nguyễn Thị Thuỵ Ưởng", **options) -> int:
    """One sealed commitment; returns its id."""
    hamlet_id = hamlet(user_id, title[-40:])
    with acting(user_id):
        return seal_for(hamlet_id, title, **options).id


def seal_for(hamlet_id: int, title: str, *, day: date = DAY, facts=None, replaces: Paper | None = None, **options):
    """Seal a commitment for this hamlet inside a running transaction."""
    facts = facts or slip(name=title)
    subject = queries.hamlet(hamlet_id)
    assert isinstance(subject, Hamlet)
    return actions.seal("commitment", facts, subject, title=title, day=day, law_date=day, replaces=replaces, **options)


def scan(pages: int = 1, dots: int = 2400) -> bytes:
    """A scan as a copier makes it: one grey picture a page, `dots` along the long side of A4."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        picture = pdf.make_stream(bytes(dots * dots // 8 or 1))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = dots, dots, 1
        picture.ColorSpace = pikepdf.Name.DeviceGray
        page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.Im0)
    content = io.BytesIO()
    pdf.save(content, deterministic_id=True)
    return content.getvalue()


def foreign_urls(cast) -> list[str]:
    """A paper and its scan, for records of the home commune; needs a context."""
    officer = cast.users["officer"]
    paper_id = sealed(officer, "Bản cam kết ở Thôn Giấy Tờ")
    with acting(officer):
        filed = actions.file_scan(paper_queries.get(paper_id), scan(), "ban-ky.pdf").id
        stack = actions.receive_stack([("chong.pdf", scan())])[0]
        stack_id, sheet_id = stack.id, stack.sheets[0].id
        proved = actions.evidence.add_file(paper_queries.get(paper_id), caption="Ảnh", file=("a.jpg", photo()))
        proofs = [f"/papers/evidence/{proved.id}/file", f"/papers/evidence/{proved.id}/small.jpg"]
        tray = actions.save_printer(None, name="Khay của xã", offset_x=0, offset_y=0, carried=()).id
    printers = [f"/papers/printers/{tray}", f"/papers/printers/{tray}/test.pdf"]
    sheet = f"/papers/intake/sheets/{sheet_id}"
    found = [f"/papers/{paper_id}", f"/papers/{paper_id}/file.docx", f"/papers/scans/{filed}/file.pdf"]
    return [*found, *proofs, *printers, f"{sheet}.png", f"{sheet}/file.pdf", f"/stacks/{stack_id}"]


def photo(width: int = 40, height: int = 30) -> bytes:
    """A photograph as a telephone makes it, with the place where it was taken."""
    return files.jpeg(image=files.picture(width, height), place=True)
