"""The filter of the register of awards received."""

from collections.abc import Mapping, Sequence

from app import law
from app.commendations.queries.register import OWN_HERE, SORTS, TYPED, Wanted
from app.widgets import ChoiceField, Form, TextField


class RegisterFilter(Form):
    """What the register shows."""

    class Meta(Form.Meta):
        csrf = False

    q = TextField("Tên")
    award = ChoiceField("Danh hiệu, hình thức", blank="Tất cả")
    year = ChoiceField("Năm", coerce=int, blank="Mọi năm")
    issuer = ChoiceField("Cơ quan quyết định", blank="Tất cả")
    revoked = ChoiceField("Hiệu lực", choices=(("no", "Còn giá trị"), ("yes", "Đã hủy")), blank="Tất cả")
    source = ChoiceField(
        "Nguồn", choices=((OWN_HERE, "Quyết định tại đây"), (TYPED, "Quyết định cũ nhập vào")), blank="Tất cả"
    )

    @classmethod
    def of(cls, args: Mapping[str, str], years: Sequence[int], issuers: Sequence[str]) -> "RegisterFilter":
        """The filter in the address."""
        form = cls(args)
        form.award.choices = [(code, award.label) for code, award in law.AWARDS.items()]
        form.year.choices = [(year, str(year)) for year in years]
        form.issuer.choices = [(name, name) for name in issuers]
        form.validate()
        form.sort = args.get("sort", "") if args.get("sort") in SORTS else "day"
        return form

    sort = "day"

    @property
    def wanted(self) -> Wanted:
        """What the reads are asked for; what nobody can choose asks for nothing."""

        def chosen(name: str) -> str:
            return "" if self[name].errors else self[name].data or ""

        return Wanted(
            words=self.q.data or "",
            award=chosen("award"),
            year=None if self.year.errors else self.year.data,
            issuer=chosen("issuer"),
            revoked=chosen("revoked"),
            source=chosen("source"),
            sort=self.sort,
        )
