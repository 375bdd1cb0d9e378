"""What a screen reader hears of a paper: headings, paragraphs, whole tables, and nothing that is only decoration."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf  # noqa: TID251
import pytest
import weasyprint.pdf  # noqa: TID251
from pikepdf import Array, Name  # noqa: TID251

from app import pdf
from app.pdf import press, structure
from tests.papers import samples
from tests.papers.reading import made, sample


def outline(content: bytes) -> list[tuple[str, str]]:
    """The tags below the document, each with the words it begins with."""
    with pikepdf.open(io.BytesIO(content)) as paper:
        words = [_words(page) for page in paper.pages]
        places = {page.obj.objgen: number for number, page in enumerate(paper.pages)}
        tags_of_text = _kids(paper.Root.StructTreeRoot.K)
        return [(str(tag.S), " ".join("".join(_said(tag, words, places)).split())) for tag in tags_of_text]


def tags(content: bytes, kind: str) -> int:
    """How many tags of a kind a paper has."""
    with pikepdf.open(io.BytesIO(content)) as paper:
        return sum(str(thing.get(Name.S)) == kind for thing in paper.objects if isinstance(thing, pikepdf.Dictionary))


def _kids(tag: Any) -> list:
    return list(tag.K) if isinstance(tag.K, Array) else [tag.K]


def _said(tag: Any, words: list[dict[int, str]], places: dict) -> Iterator[str]:
    for kid in _kids(tag):
        if isinstance(kid, int):
            yield words[places[tag.Pg.objgen]].get(kid, "")
        elif kid.get(Name.Type) == Name.MCR:
            yield words[places[kid.Pg.objgen]].get(int(kid.MCID), "")
        else:
            yield from _said(kid, words, places)


def _words(page: pikepdf.Page) -> dict[int, str]:
    """The letters of each mark of a page."""
    letters = {name: _letters(font.ToUnicode.read_bytes()) for name, font in page.resources.Font.items()}
    found: dict[int, str] = {}
    mark, face = None, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mark = int(operands[1].MCID) if Name.MCID in operands[1] else None
            case "EMC":
                mark = None
            case "Tf":
                face = letters[str(operands[0])]
            case "Tj" | "TJ" if mark is not None:
                shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                codes = b"".join(bytes(piece) for piece in shown if isinstance(piece, pikepdf.String))
                pairs = (codes[place : place + 2] for place in range(0, len(codes), 2))
                found[mark] = found.get(mark, "") + "".join(face[pair] for pair in pairs)
    return found


def _letters(table: bytes) -> dict[bytes, str]:
    pairs = [line.split(b"> <") for line in table.splitlines() if line.startswith(b"<") and b"> <" in line]
    return {
        bytes.fromhex(glyph.strip(b"<>").decode()): bytes.fromhex(sign.strip(b"<>").decode()).decode("utf-16-be")
        for glyph, sign in (pair for pair in pairs if len(pair) == 2)
    }


def test_weasyprint_still_has_the_door_we_use():
    press.press()
    assert weasyprint.pdf.add_tags is structure.add_tags


def test_a_proposal_is_read_in_its_order():
    heard = outline(made("proposal", samples.proposal()).bytes)
    assert {kind for kind, _ in heard} == {"/H1", "/P"}
    assert [words for kind, words in heard if kind == "/H1"] == ["TỜ TRÌNH"]
    starts = [words for _, words in heard]
    assert starts.index("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") < starts.index("TỜ TRÌNH") < starts.index("Nơi nhận:")
    assert [words for words in starts if not words] == []


def test_what_is_heard_is_what_is_printed():
    content = made("decision", samples.decision(people=3), code=None).bytes
    heard = "".join(words for _, words in outline(content)).replace(" ", "")
    printed = "".join(pdf.text_of(content)).replace("\n", "").replace(" ", "").replace("\u00a0", "")
    assert sorted(heard.replace("\u00a0", "")) == sorted(_without_page_numbers(content, printed))


def _without_page_numbers(content: bytes, printed: str) -> str:
    for number in range(2, pdf.page_count(content)):
        printed = printed.replace(str(number), "", 1)
    return printed


def test_a_list_over_many_pages_is_one_table_with_one_head():
    content = made("roll", samples.roll(people=75))
    assert content.pages > 6
    tables = [kind for kind, _ in outline(content.bytes)].count("/Table")
    heads = {kind: tags(content.bytes, kind) for kind in ("/THead", "/TH", "/TR", "/TD")}
    assert (tables, heads) == (3, {"/THead": 3, "/TH": 6 + 5 + 5, "/TR": 3 + 75 + 2 + 1, "/TD": 75 * 6 + 3 * 5})


def test_a_paragraph_over_a_page_is_one_paragraph():
    words = "Câu này dài và dài thêm nữa. " * 400
    html = f'<!doctype html><html lang="vi"><head><title>x</title></head><body><p>{words}</p></body></html>'
    with press.lock:
        document = press.laid_out(press.press(), html, None)
        content = press.finished(document, None)
    assert len(document.pages) > 1
    assert [(kind, said.replace(" ", "")) for kind, said in outline(content)] == [("/P", words.replace(" ", ""))]


def test_tables_that_only_place_things_are_no_tables():
    kinds = {kind for kind, _ in outline(made("commitment", samples.commitment()).bytes)}
    assert kinds == {"/H1", "/H2", "/P"}


def test_the_form_number_is_heard_first_and_the_page_number_never():
    facts = samples.SAMPLES["report_person"]()
    heard = outline(made("report_person", facts).bytes)
    assert heard[0] == ("/P", facts.form_number)
    assert [words for _, words in heard if words in {"2", "3"}] == []


@pytest.mark.parametrize(("kind", "figures"), [("certificate", 1), ("roll", 0)])
def test_the_emblem_is_named_and_frame_and_codes_are_silent(kind, figures):
    content = sample(kind).bytes
    assert tags(content, "/Figure") == figures
    with pikepdf.open(io.BytesIO(content)) as paper:
        found = [thing for thing in paper.objects if isinstance(thing, pikepdf.Dictionary)]
        named = [str(thing.Alt) for thing in found if Name.Alt in thing]
    assert named == ["Quốc huy"] * figures
