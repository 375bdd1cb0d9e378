"""Table of the files that come with a dossier."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.commendations.models.dossiers import Dossier
from app.commendations.models.nominees import Nominee
from app.db import Base
from app.tenancy import Owned, child_of


class Attachment(Owned, Base):
    """A file that comes with a dossier, at the dossier or at one nominee: a confirmation, a picture, a scan.

    `sha256` is the file as it was filed, `fitted_sha256` its A4 pages as they are bound, turned by `turned` degrees.
    `size` is the number of bytes filed; `position` the order of binding. `source` is the book it was taken over from,
    in words; without it somebody uploaded it.
    """

    __tablename__ = "attachment"
    __table_args__ = (child_of("dossier", "dossier_id"), child_of("nominee", "nominee_id"))
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    nominee_id: Mapped[int | None]
    title: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    fitted_sha256: Mapped[str]
    media_type: Mapped[str]
    pages: Mapped[int]
    size: Mapped[int]
    turned: Mapped[int]
    position: Mapped[int]
    source: Mapped[str | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Attachment.dossier_id == Dossier.id")
    nominee: Mapped[Nominee | None] = relationship(primaryjoin="Attachment.nominee_id == Nominee.id")
