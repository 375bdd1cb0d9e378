"""Sealed papers keep the claims of the archive, and the check of the claims would see it if they did not."""

import io
from collections.abc import Callable
from functools import cache

import pikepdf  # noqa: TID251
import pytest
from pikepdf import Array, Dictionary, Name, String  # noqa: TID251

from app.papers.documents import TEMPLATES
from tests.papers import samples
from tests.papers.reading import made, sample
from tests.pdf.archive_claims import faults


@pytest.mark.parametrize("kind", [kind for kind in samples.SAMPLES if kind in TEMPLATES])
def test_every_paper_keeps_the_claims(kind):
    assert faults(sample(kind).bytes) == []


@cache
def roll() -> bytes:
    return made("roll", samples.roll()).bytes


def changed(change: Callable[[pikepdf.Pdf], object]) -> list[str]:
    """What the check says of a roll after a change."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(roll())) as pdf:
        change(pdf)
        pdf.save(target)
    return faults(target.getvalue())


def _without(path: str) -> Callable[[pikepdf.Pdf], object]:
    def change(pdf: pikepdf.Pdf) -> None:
        thing = pdf.Root
        *way, last = path.split(".")
        for step in way:
            thing = thing[f"/{step}"]
        del thing[f"/{last}"]

    return change


def _first_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].resources[Name.Font].values()))


def _other_content(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    content = pdf.pages[0].obj.Contents
    content.write(content.read_bytes().replace(old, new, 1))


def _other_metadata(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(old, new, 1))


def _table(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(tag for tag in pdf.Root.StructTreeRoot.K.K if str(tag.S) == "/Table")


FAULTY = {
    "not tagged": (_without("StructTreeRoot"), "the file is not tagged"),
    "not marked": (_without("MarkInfo"), "the file is not tagged"),
    "no profile": (_without("OutputIntents"), "there is not one output intent of PDF/A"),
    "another tongue": (lambda pdf: setattr(pdf.Root, "Lang", "en"), "the language is not told to be Vietnamese"),
    "another title": (lambda pdf: pdf.docinfo.update({"/Title": String("x")}), "/Title differs: x and roll"),
    "not conforming": (
        lambda pdf: _other_metadata(pdf, b'conformance="A"', b'conformance="U"'),
        "the packet does not say PDF/A-3a",
    ),
    "runs a program": (
        lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS=String("x"))),
        "an action /JavaScript",
    ),
    "carries a file": (lambda pdf: setattr(pdf.Root, "AF", Array()), "/AF in "),
    "font not inside": (
        lambda pdf: _first_font(pdf).DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2"),
        "is not in the file",
    ),
    "letters not told": (lambda pdf: _first_font(pdf).__delitem__("/ToUnicode"), "does not tell its letters"),
    "four inks": (lambda pdf: _other_content(pdf, b"0 0 0 rg", b"0 0 0 1 k"), "page 1: a colour of four inks"),
    "word untagged": (
        lambda pdf: _other_content(pdf, b"/Artifact BMC", b"0 0 1 1 re f /Artifact BMC"),
        "f outside of any tag",
    ),
    "unknown mark": (lambda pdf: _other_content(pdf, b"/MCID 3>>", b"/MCID 999>>"), "mark 999 belongs to no tag"),
    "row too short": (lambda pdf: _table(pdf).K[1].K[0].K.__delitem__(5), "a table of rows of [5, 6] cells"),
    "head of nothing": (
        lambda pdf: _table(pdf).K[0].K.K[0].__delitem__("/A"),
        "a head of a table that does not say of what",
    ),
    "a link": (
        lambda pdf: setattr(pdf.pages[0].obj, "Annots", Array([Dictionary(Type=Name.Annot)])),
        "page 1 has annotations",
    ),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_the_check_sees_a_fault(fault):
    change, said = FAULTY[fault]
    assert [line for line in changed(change) if said in line] != []


def test_the_check_sees_what_stands_behind_the_end():
    assert faults(roll() + b"more") == ["something stands behind the end of the file"]


def test_the_check_finds_nothing_in_a_file_saved_again():
    assert changed(lambda pdf: None) == []
