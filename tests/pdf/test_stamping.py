"""A stamped paper is the paper of the ordinary way: the same words in the same places, from a form laid out once."""

import dataclasses
import hashlib
import io
import subprocess
import sys

import jinja2
import pikepdf  # noqa: TID251
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from app import pdf
from app.commitments.documents import VARYING
from app.papers.documents import TEMPLATES
from app.pdf import forms, press
from app.pdf.alphabet import LETTERS
from app.pdf.blanks import shared_length
from tests.papers import samples
from tests.papers.reading import MM, codes, embedded, flat, pages

TEMPLATE = TEMPLATES["commitment"]
KINDS = ("person", "household", "unit", "official")
SYLLABLES = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Ưởng Thuỵ Quỳnh Khuê Nghiêng Trường Ỷ Hữu
    Đức Ẩn Ằng Kỵ Lữ Nữ Ễnh Ợt Ýt thôn khối xóm số 12/4 09 45-B Y Êban Niê Kđăm H'Hen - “Ao Cá” (cũ), A/B 7.5 12/4/7A
    phường, xã, P. 100 % 12/KH-UBND
"""
names = some.lists(some.sampled_from(SYLLABLES.split()), min_size=1, max_size=5).map(" ".join)
addresses = some.lists(some.sampled_from(SYLLABLES.split()), min_size=2, max_size=30).map(" ".join)
days = some.sampled_from(["09/08/1987", "31/12/1949", "...../...../1960", None])


def stamped(facts, **changes) -> pdf.Rendered:
    asked = {"code": samples.CODE, "created": samples.DAY, "title": f"Bản cam kết: {facts.name}"} | changes
    return pdf.stamped(TEMPLATE, facts, varying=VARYING, **asked)


def ordinary(facts) -> pdf.Rendered:
    return pdf.render(TEMPLATE, facts, code=samples.CODE, created=samples.DAY, title=f"Bản cam kết: {facts.name}")


def is_stamped(facts) -> bool:
    return bool(shared_length(stamped(facts).bytes))


def signs(made: pdf.Rendered) -> list[tuple]:
    """Every sign of a paper: what it is, its face and size, its place in points."""
    return [
        (page.page_number, sign["text"], sign["fontname"], round(sign["size"], 2), sign["x0"], sign["top"], sign["x1"])
        for page in pages(made.bytes)
        for sign in page.chars
    ]


def assert_same_page(facts) -> None:
    ours, theirs = signs(stamped(facts)), signs(ordinary(facts))
    assert [sign[:4] for sign in ours] == [sign[:4] for sign in theirs]
    apart = max(
        abs(a - b) for one, other in zip(ours, theirs, strict=True) for a, b in zip(one[4:], other[4:], strict=True)
    )
    assert apart / MM < 0.05


def pledge(kind: str, **changes):
    return dataclasses.replace(samples.commitment(kind), **changes)


@settings(max_examples=20, deadline=None)
@example(kind="person", name="Ỷ", address="12/4 12/4", day=None, head="Ỷ")
@given(kind=some.sampled_from(KINDS), name=names, address=addresses, day=days, head=names)
def test_random_names_stand_where_the_ordinary_way_puts_them(kind, name, address, day, head):
    facts = pledge(kind, name=name, address=address)
    if kind in ("person", "household"):
        named = dataclasses.replace(facts.confirmation, name=head)
        facts = dataclasses.replace(facts, birth_date=day, confirmation=named)
    assert_same_page(facts)


@pytest.mark.parametrize("kind", ["person", "household"])
def test_every_letter_of_the_form_stands_where_it_should(kind):
    for start in range(1, len(LETTERS), 20):
        facts = pledge(kind, name="A" + LETTERS[start : start + 20] + "b", birth_date=None)
        assert is_stamped(facts)
        assert_same_page(facts)


@pytest.mark.parametrize("field", ["name", "address"])
def test_longest_words_go_into_the_next_line_where_the_ordinary_way_sends_them(field):
    """Letter by letter over the end of the line: the page is that of the ordinary way at every length."""
    word = "Nguyễn Thị Hoàng Thuỵ Ưởng Khánh Huyền " * 3
    lines = []
    for length in range(52, 70):
        facts = pledge("person", birth_date=None, **{field: word[:length].strip()})
        assert_same_page(facts)
        if is_stamped(facts):
            lines.append(len({round(sign[5]) for sign in signs(stamped(facts))}))
    assert len(lines) >= 16  # of 18; where the end of the line is hit to the point, the ordinary way is gone
    assert sorted(set(lines)) == [lines[0], lines[0] + 1]


def test_addresses_of_a_town_are_stamped_in_two_lines_and_in_three():
    address = "số nhà 12/4, ngõ 34, đường Nguyễn Thị Minh Khai, khối Đông Yên Thượng, phường Trường Vinh, tỉnh Nghệ An"
    for kind in ("person", "household", "unit"):
        for facts in (pledge(kind, address=address), pledge(kind, address=f"{address}, {address}")):
            assert is_stamped(facts)
            assert_same_page(facts)


@pytest.mark.parametrize("kind", ["person", "household", "official", "unit"])
def test_pledge_that_cites_and_asks_for_the_cccd_is_stamped_on_one_page(kind):
    facts = samples.whole_commitment(kind)
    assert is_stamped(facts)
    assert stamped(facts).pages == 1
    assert_same_page(facts)


@pytest.mark.parametrize("kind", ["hamlet", "school"])
def test_hamlets_and_schools_are_stamped(kind):
    assert is_stamped(pledge(kind))
    assert_same_page(pledge(kind, representative="Nguyễn Thị Thuỵ Ưởng"))


def test_unit_is_stamped_with_its_long_post():
    assert is_stamped(pledge("unit"))
    assert_same_page(pledge("unit", post="Phó Chủ tịch Hội đồng quản trị kiêm Phó Giám đốc phụ trách kỹ thuật"))


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn \u0416",  # a sign that the forms do not carry
        "Nguye\u0302\u0303n",  # a letter in pieces
        "Nguyễn\u00a0Văn",
        "Nguyễn \u200bVăn",
        "X" * 200,
    ],
)
def test_what_a_form_cannot_carry_goes_the_ordinary_way(name):
    facts = pledge("person", name=name)
    assert stamped(facts).bytes == ordinary(facts).bytes


def test_words_that_flow_with_others_go_the_ordinary_way():
    """The sentence on a breach ends a justified paragraph of two lines: nothing says how it answers to a word more."""
    facts = pledge("person", breach="Nếu vi phạm, tôi chịu trách nhiệm.")
    asked = {"code": samples.CODE, "created": samples.DAY, "title": f"Bản cam kết: {facts.name}"}
    assert pdf.stamped(TEMPLATE, facts, varying=("breach",), **asked).bytes == ordinary(facts).bytes


def test_marks_and_numbers_are_set_as_a_typist_sets_them():
    facts = pledge("person", address='Tổ 3 "Ao Cá", số 12/4/7A phố A & B <C>')
    assert is_stamped(facts)
    assert_same_page(facts)
    assert "Tổ 3 “Ao Cá”, số 12/4/7A phố A & B <C>" in flat(stamped(facts).bytes)


def test_same_bytes_in_another_process_whatever_came_first():
    script = (
        "import hashlib; from tests.pdf import test_stamping as t; t.stamped(t.pledge('person', name='Lê A')); "
        "print(hashlib.sha256(t.stamped(t.pledge('person')).bytes).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=press.ROOT)
    assert other.stdout.strip() == hashlib.sha256(stamped(pledge("person")).bytes).hexdigest()


def test_codes_are_read_and_stand_in_letters():
    for code in ("K7M2PQRSTUV", "23456789AB", "ZZZZZZZZZZZZZZZZZ"):
        content = stamped(pledge("person"), code=code).bytes
        assert [codes(page) for page in pages(content)] == [[f"{code}-1"]]
        assert f"{code}-1" in flat(content)


def test_stamped_paper_says_of_itself_what_the_ordinary_one_says():
    title = "Bản cam kết: “Ỷ” <&> Ưởng"
    asked = {"code": samples.CODE, "created": samples.DAY, "title": title}
    one, other = stamped(pledge("person"), title=title), pdf.render(TEMPLATE, pledge("person"), **asked)
    assert said(one.bytes) == said(other.bytes)


def said(content: bytes) -> dict:
    """Metadata, claims and tags of a file."""
    with pikepdf.open(io.BytesIO(content)) as paper, paper.open_metadata() as data:
        return {
            "claims": (data.pdfa_status, str(paper.Root.Lang), bool(paper.Root.MarkInfo.Marked)),
            "info": {name: str(value) for name, value in paper.docinfo.items()},
            "metadata": paper.Root.Metadata.read_bytes(),
            "output": paper.Root.OutputIntents[0].DestOutputProfile.read_bytes(),
            "tags": list(tags(paper.Root.StructTreeRoot.K)),
            "outline": [item.title for item in paper.open_outline().root],
        }


def tags(node):
    """The tags from the root down; a date alone is one mark more the ordinary way, so marks are not counted."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from tags(kid)
    elif isinstance(node, pikepdf.Dictionary):
        yield str(node.get("/S")), str(node.get("/Alt", ""))
        yield from tags(node.get("/K"))


def test_stamped_fonts_are_ours_and_embedded(tmp_path):
    assert embedded(stamped(pledge("person")).bytes, tmp_path) == embedded(ordinary(pledge("person")).bytes, tmp_path)


def test_form_is_laid_out_once():
    forms.form.cache_clear()
    for name in ("Lê A", "Trần B", "Hồ C"):
        stamped(pledge("person", name=name, address=f"Thôn {name}"))
    assert forms.form.cache_info().misses == 1


def test_empty_fact_is_named_as_ever():
    with pytest.raises(jinja2.UndefinedError, match=r"^Commitment.address is empty$"):
        stamped(pledge("person", address=" "))


def test_stack_shares_what_the_papers_share_and_keeps_their_order():
    names = [f"Trần Thị {number}" for number in range(40)]
    papers = [stamped(pledge("person", name=name)).bytes for name in names]
    papers.insert(7, ordinary(pledge("person", name="Ở Giữa")).bytes)
    names.insert(7, "Ở Giữa")
    made = pdf.stack(iter(papers))
    assert made.pages == 41
    assert [text.split("Tôi là: ")[1].split(".")[0] for text in pdf.text_of(made.bytes)] == names
    assert len(made.bytes) < 120_000


def test_stack_in_parts_is_the_same_stack(monkeypatch):
    papers = [stamped(pledge("person", name=f"Trần Thị {number}")).bytes for number in range(9)]
    whole = pdf.stack(papers)
    monkeypatch.setattr("app.pdf.stacking.PART", 4)
    assert pdf.text_of(pdf.stack(papers).bytes) == pdf.text_of(whole.bytes)
    assert pdf.stack(papers).bytes == pdf.stack(papers).bytes
