"""What narrows the calendar of trainings."""

from app.widgets import ChoiceField, DayField, Part


class CalendarForm(Part):
    """A hamlet, someone who teaches, and a day whose week or month is to be shown."""

    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    who = ChoiceField("Người dạy, hỗ trợ", blank="Tất cả")
    day = DayField("Đến ngày")
