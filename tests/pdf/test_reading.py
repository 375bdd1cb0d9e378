"""What a finished PDF says of itself, and what no PDF is."""

import io

import pikepdf  # noqa: TID251
import pytest

from app import pdf
from tests.pdf.scans import blank


def test_page_count_locked_file_is_unreadable():
    with pikepdf.open(io.BytesIO(blank())) as scan:
        target = io.BytesIO()
        scan.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(pdf.Unreadable):
        pdf.page_count(target.getvalue())


def test_page_count_of_a_scan():
    assert pdf.page_count(blank(count=3)) == 3
