"""Forms of the files attached to a dossier."""

from flask_wtf.file import MultipleFileField

from app.commendations import queries
from app.commendations.models import Dossier
from app.commendations.rules import LONGEST_TITLE
from app.widgets import ChoiceField, Form, TextField, required

WHOLE = "Chung của cả hồ sơ"


class _Whose(Form):
    """Whose a file is: of one nominee, or of the dossier."""

    nominee = ChoiceField("Của ai", coerce=int, blank=WHOLE)

    def over(self, dossier: Dossier) -> "_Whose":
        """Let the nominees of this dossier be chosen."""
        self.nominee.choices = [(one.id, queries.subject_label(one)) for one in queries.nominees_of(dossier)]
        return self


class AttachForm(_Whose):
    """Files to attach, several at once."""

    files = MultipleFileField("Tệp")
    title = TextField("Tên gọi trong mục lục", most=LONGEST_TITLE)


class AttachmentForm(_Whose):
    """How an attached file is called, and whose it is."""

    title = TextField("Tên gọi trong mục lục", [required()], most=LONGEST_TITLE)
