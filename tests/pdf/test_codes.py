"""The code on each page, read back from the page as a scanner sees it."""

from tests.papers import samples
from tests.papers.reading import codes, made, pages


def test_code_is_read_on_every_page_at_200_dpi():
    content = made("decision", samples.decision()).bytes
    read = [codes(page) for page in pages(content)]
    assert read == [[f"{samples.CODE}-{number}"] for number in range(1, len(read) + 1)]


def test_code_reaches_pages_beyond_the_first_rules():
    content = made("roll", samples.roll(people=75))
    assert content.pages > 6
    last = list(pages(content.bytes))[-1]
    assert codes(last) == [f"{samples.CODE}-{content.pages}"]


def test_code_on_landscape_certificate_is_read():
    content = made("certificate", samples.certificate()).bytes
    assert [codes(page) for page in pages(content)] == [[f"{samples.CODE}-1"]]
