"""What may be typed into an activity beside words and numbers."""

from urllib.parse import urlsplit

LINK_FAULT = "Đường dẫn bắt đầu bằng http:// hoặc https://, ví dụ chép từ ô địa chỉ của trình duyệt."


def faulty_link(typed: str) -> str:
    """Why this is no address of the web; empty when it is one, or nothing was typed."""
    if not typed:
        return ""
    parts = urlsplit(typed)
    fine = parts.scheme in ("http", "https") and "." in parts.netloc and " " not in typed
    return "" if fine else LINK_FAULT


NUMBER_FAULT = "Phải là số nguyên, ví dụ 12 hoặc 1.284."
LARGEST = 999_999_999


def number_of(typed: str) -> int | None:
    """Read a number from a small box, points between thousands too; None when it is empty. Raises ValueError."""
    digits = typed.replace(".", "").replace(" ", "")
    if not digits:
        return None
    if not digits.isdecimal() or int(digits) > LARGEST:
        raise ValueError(NUMBER_FAULT)
    return int(digits)
