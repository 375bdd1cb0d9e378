"""Forms of accounts."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import ValidationError

from app.text import proper_name
from app.widgets import ChoiceField, DayField, Form, RadiosField, TextField, YesField, at_most, required

REPEAT_DIFFERS = "Hai lần nhập không giống nhau."


def _as_a_name(typed: str | None) -> str | None:
    return proper_name(typed) if typed else typed


class SignInForm(Form):
    """Name and password; `next` is the page the official wanted."""

    # Own ids: the form may stand above another page's form, when a session ended in the middle of it.
    username = TextField("Tên đăng nhập", [required("Chưa nhập tên đăng nhập."), at_most(40)], id="sign-in-username")
    password = PasswordField("Mật khẩu", [required("Chưa nhập mật khẩu.")], id="sign-in-password")
    next = HiddenField(id="sign-in-next")


class AuthorityForm(Form):
    """Which of several authorities to work for."""

    authority = RadiosField("Cơ quan", [required("Chưa chọn cơ quan.")])


class ChoosePasswordForm(Form):
    """Choose a password with an invitation: typed twice, since nobody can read it."""

    new_password = PasswordField("Mật khẩu mới", [required("Chưa nhập mật khẩu mới.")])
    repeat_password = PasswordField("Nhập lại mật khẩu mới", [required("Chưa nhập lại mật khẩu mới.")])

    def validate_repeat_password(self, field: PasswordField) -> None:
        """Refuse two different entries."""
        if self.new_password.data and field.data != self.new_password.data:
            raise ValidationError(REPEAT_DIFFERS)


class PasswordForm(ChoosePasswordForm):
    """Change one's own password."""

    current_password = PasswordField("Mật khẩu hiện tại", [required("Chưa nhập mật khẩu hiện tại.")])


class InviteForm(Form):
    """Invite someone: a name, a sign-in name, a role."""

    full_name = TextField("Họ và tên", [required("Chưa nhập họ và tên."), at_most(80)], filters=[_as_a_name])
    username = TextField("Tên đăng nhập", [required("Chưa nhập tên đăng nhập."), at_most(40)])
    role = ChoiceField("Vai trò", [required("Chưa chọn vai trò.")], blank="Chọn vai trò")


class RoleForm(Form):
    """A further role for a member, from a day on."""

    role = ChoiceField("Vai trò", [required("Chưa chọn vai trò.")], blank="Chọn vai trò")
    valid_from = DayField("Từ ngày", [required("Chưa nhập ngày.")])


class UnitForm(Form):
    """In which unit a member works."""

    unit = ChoiceField("Đơn vị công tác", blank="Không thuộc đơn vị nào", coerce=int)


class OpenCommuneForm(Form):
    """A commune that begins to work with the program, and its first administrator."""

    commune = ChoiceField(
        "Xã, phường, đặc khu",
        [required("Chưa chọn xã, phường, đặc khu.")],
        blank="Chọn xã, phường, đặc khu",
    )
    full_name = TextField(
        "Họ và tên quản trị viên của xã", [required("Chưa nhập họ và tên."), at_most(80)], filters=[_as_a_name]
    )
    username = TextField("Tên đăng nhập", [required("Chưa nhập tên đăng nhập."), at_most(40)])


class FirstRunForm(Form):
    """Whose installation this is, and who looks after it."""

    level = RadiosField(
        "Cài đặt cho",
        [required("Chưa chọn cấp.")],
        choices=[("commune", "UBND xã, phường, đặc khu"), ("province", "UBND tỉnh, thành phố")],
        default="commune",
    )
    province = ChoiceField("Tỉnh, thành phố", [required("Chưa chọn tỉnh, thành phố.")], blank="Chọn tỉnh, thành phố")
    commune = ChoiceField("Xã, phường, đặc khu", blank="Chọn xã, phường, đặc khu")
    full_name = TextField(
        "Họ và tên quản trị viên", [required("Chưa nhập họ và tên."), at_most(80)], filters=[_as_a_name]
    )
    username = TextField("Tên đăng nhập", [required("Chưa nhập tên đăng nhập."), at_most(40)])
    new_password = PasswordField("Mật khẩu", [required("Chưa nhập mật khẩu.")])
    repeat_password = PasswordField("Nhập lại mật khẩu", [required("Chưa nhập lại mật khẩu.")])
    also_officer = YesField("Người này cũng làm chuyên môn (lập kế hoạch, hồ sơ)", default=True)

    def validate_commune(self, field: ChoiceField) -> None:
        """Ask for the commune unless the installation is the province's."""
        if self.level.data == "commune" and not field.data and not field.errors:
            raise ValidationError("Chưa chọn xã, phường, đặc khu.")

    def validate_repeat_password(self, field: PasswordField) -> None:
        """Refuse two different entries."""
        if self.new_password.data and field.data != self.new_password.data:
            raise ValidationError(REPEAT_DIFFERS)
