"""The page format of Nghị định 30/2020/NĐ-CP, read from the finished PDF of every paper that has an agency's head.

The numbers are those of forms.md, part 2 (Phụ lục I of the decree); where the decree gives a range the range is tested,
and our own constants (D) within it.
"""

import pytest

from tests.papers import samples
from tests.papers.reading import MM, sample_pages

PT = 0.3  # what rounding may add, in points
NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# A ballot is no administrative paper: half a sheet with a head of its own (forms.md 1.9).
HEADED = [kind for kind, one in samples.SAMPLES.items() if getattr(one(), "head", None) and kind != "ballot"]
# An attachment that leaves as a file of its own: the agency's digital signature stands at its top right.
NUMBERED = (
    "proposal",
    "decision",
    "revocation",
    "invitation",
    "supplement_request",
    "announcement",
    "progress_report",
    "plan",
    "plan_amendment",
)
ATTACHED = [kind for kind in HEADED if kind not in NUMBERED]


def lines(page):
    """The lines of a page: text, size, bold, italic, edges and baseline, from top to bottom."""
    found = []
    for line in page.extract_text_lines(return_chars=True, x_tolerance=2, y_tolerance=2):
        for part in _columns(line["chars"]):
            found.append(_line(part))
    return found


def _columns(chars):
    """A line of two columns is two lines: parted where a gap is wider than 8 mm."""
    part = [chars[0]]
    for before, char in zip(chars, chars[1:], strict=False):
        if char["x0"] - before["x1"] > 8 * MM:
            yield part
            part = []
        part.append(char)
    yield part


def _line(chars):
    letters = [char for char in chars if not char["text"].isspace()]
    return {
        "text": squeezed("".join(char["text"] for char in chars)),
        "sizes": {round(char["size"], 1) for char in letters},
        "bold": all("Bold" in char["fontname"] for char in letters),
        "italic": all("Italic" in char["fontname"] for char in letters),
        "x0": min(char["x0"] for char in letters),
        "x1": max(char["x1"] for char in letters),
        "top": min(char["top"] for char in letters),
        "base": max(char["bottom"] - 0.22 * char["size"] for char in letters),
    }


def squeezed(text):
    """Words without their spaces: a PDF has none where a line was only moved on."""
    return "".join(text.split()).replace('"', "“")


def line_of(kind, text, page=0):
    return next(line for line in lines(sample_pages(kind)[page]) if line["text"].startswith(squeezed(text)))


def middle(line):
    return (line["x0"] + line["x1"]) / 2


def rules_under(page, line, depth=9):
    """The thin lines drawn within some points below a line of text and under it."""
    drawn = [(one["x0"], one["x1"], one["bottom"]) for one in (*page.rects, *page.lines) if one["height"] < 1.2]
    return [(x0, x1) for x0, x1, at in drawn if 0 <= at - line["base"] < depth and x0 < line["x1"] and x1 > line["x0"]]


@pytest.mark.parametrize("kind", HEADED)
def test_national_title_is_bold_12_to_13_at_the_right(kind):
    line = line_of(kind, NATIONAL)
    page = sample_pages(kind)[0]
    assert (line["bold"], line["italic"], line["sizes"] <= {12.0, 13.0}) == (True, False, True)
    assert line["x1"] <= page.width - 15 * MM + PT
    assert middle(line) > page.width / 2


@pytest.mark.parametrize("kind", HEADED)
def test_motto_is_bold_13_to_14_centred_with_its_line_as_long_as_the_text(kind):
    line, above = line_of(kind, MOTTO), line_of(kind, NATIONAL)
    assert (line["bold"], line["sizes"] <= {13.0, 14.0}) == (True, True)
    assert abs(middle(line) - middle(above)) < 1
    drawn = [
        one
        for one in sample_pages(kind)[0].rects
        if abs(one["x0"] - line["x0"]) < 1 and 0 < one["bottom"] - line["base"] < 9
    ]
    assert [round(abs(one["x1"] - line["x1"])) for one in drawn] == [0] * len(drawn) != []


@pytest.mark.parametrize("kind", HEADED)
def test_agency_is_bold_12_to_13_and_its_superior_is_not(kind):
    head = samples.SAMPLES[kind]().head
    for text in head.issuer_lines:
        line = line_of(kind, text)
        assert (line["bold"], line["sizes"] <= {12.0, 13.0}) == (True, True)
    if head.parent_name:
        line = line_of(kind, head.parent_name)
        assert (line["bold"], line["sizes"] <= {12.0, 13.0}) == (False, True)
    assert line_of(kind, head.parent_name or head.issuer_lines[0])["base"] == pytest.approx(
        line_of(kind, NATIONAL)["base"], abs=1.5
    )


@pytest.mark.parametrize("kind", HEADED)
def test_line_under_the_agency_is_a_third_to_a_half_of_its_text_and_centred(kind):
    issuer = [line_of(kind, text) for text in samples.SAMPLES[kind]().head.issuer_lines]
    (rule,) = rules_under(sample_pages(kind)[0], issuer[-1])
    longest = max(line["x1"] - line["x0"] for line in issuer)
    assert 1 / 3 - 0.01 <= (rule[1] - rule[0]) / longest <= 1 / 2 + 0.01
    assert abs((rule[0] + rule[1]) / 2 - middle(issuer[-1])) < 1


@pytest.mark.parametrize("kind", [one for one in HEADED if samples.SAMPLES[one]().head.number_text])
def test_number_is_13_upright_and_centred_under_the_agency(kind):
    head = samples.SAMPLES[kind]().head
    line = line_of(kind, "Số:")
    assert (line["sizes"], line["bold"], line["italic"]) == ({13.0}, False, False)
    if line["text"] != "Số:":  # room for a number by hand stands in the middle with its symbol
        assert abs(middle(line) - middle(line_of(kind, head.issuer_lines[-1]))) < 4
    if head.place_date:
        day = line_of(kind, head.place_date[:12])
        assert (day["italic"], day["bold"], day["sizes"] <= {13.0, 14.0}) == (True, False, True)
        assert abs(day["base"] - line["base"]) < 1
        assert abs(middle(day) - middle(line_of(kind, NATIONAL))) < 1


def title_of(kind):
    """The tên loại: the first line below the head that is wholly in capitals and bold."""
    below = line_of(kind, MOTTO)["base"] + 12
    page = sample_pages(kind)[0]
    return next(
        line
        for line in lines(page)
        if line["top"] > below and line["bold"] and line["text"].isupper() and abs(middle(line) - _centre(page)) < 3
    )


def _centre(page):
    return (30 * MM + page.width - 15 * MM) / 2


@pytest.mark.parametrize("kind", HEADED)
def test_name_of_the_kind_is_in_capitals_bold_13_to_14_centred(kind):
    title = title_of(kind)
    assert title["sizes"] <= {13.0, 14.0}


@pytest.mark.parametrize("kind", [one for one in HEADED if hasattr(samples.SAMPLES[one](), "legal_basis")])
def test_grounds_are_italic_13_to_14_each_on_its_own(kind):
    for ground in samples.SAMPLES[kind]().legal_basis:
        line = line_of(kind, ground[:30])
        assert (line["italic"], line["sizes"] <= {13.0, 14.0}) == (True, True)
        assert line["x0"] == pytest.approx((30 + 12.7) * MM, abs=1)


@pytest.mark.parametrize("kind", HEADED)
def test_text_keeps_the_margins_30_15_20_20(kind):
    for page in sample_pages(kind):
        for line in lines(page):
            if 20 * MM - 1 < line["top"] < page.height - 20 * MM - 1:
                assert line["x0"] >= 30 * MM - 1, line["text"]
                assert line["x1"] <= page.width - 15 * MM + 1, line["text"]


@pytest.mark.parametrize("kind", HEADED)
def test_page_numbers_are_13_upright_in_the_middle_of_the_top_margin_from_page_2(kind):
    shown = []
    for page in sample_pages(kind):
        above = [line for line in lines(page) if line["base"] < 19 * MM and line["text"].isdigit()]
        for line in above:
            assert (line["sizes"], line["bold"], line["italic"]) == ({13.0}, False, False)
            assert abs(middle(line) - _centre(page)) < 1
        shown.append([int(line["text"]) for line in above])
    assert shown[0] == []
    expected = 1
    for number in shown[1:]:
        # A Phụ lục begins anew: its first page shows no number, its second shows 2.
        expected = 1 if number == [] else expected + 1
        assert number in ([], [expected])


@pytest.mark.parametrize("kind", HEADED)
def test_recipients_are_12_bold_italic_and_11(kind):
    facts = samples.SAMPLES[kind]()
    if getattr(facts, "recipients", None) is None:
        return
    for place, page in enumerate(sample_pages(kind)):
        for line in lines(page):
            if line["text"] == "Nơinhận:":
                assert (line["sizes"], line["bold"], line["italic"]) == ({12.0}, True, True)
                assert line["x0"] == pytest.approx(30 * MM, abs=1)
                below = line_of(kind, f"- {facts.recipients.lines[0]}", place)
                assert (below["sizes"], below["bold"]) == ({11.0}, False)
                return
    pytest.fail("no Nơi nhận")


def blocks_of(facts):
    """Every signature block of the facts."""
    found = []
    for value in vars(facts).values():
        found += [one for one in (value if isinstance(value, tuple) else (value,)) if hasattr(one, "own_post")]
    return found


@pytest.mark.parametrize("kind", HEADED)
def test_signer_is_bold_13_to_14_with_room_for_the_hand(kind):
    for block in blocks_of(samples.SAMPLES[kind]()):
        posts = everywhere(kind, block.lines[-1])
        assert [(post["bold"], post["sizes"] <= {13.0, 14.0}) for post in posts] == [(True, True)] * len(posts) != []
        if block.name:
            below = [
                (name["top"] - post["base"] > 18 * MM, name["bold"], name["sizes"] <= {13.0, 14.0})
                for post in posts
                for name in everywhere(kind, block.name)
                if name["page"] == post["page"] and name["top"] > post["base"] and abs(middle(name) - middle(post)) < 4
            ]
            assert below[:1] == [(True, True, True)], block.name


def everywhere(kind, text):
    """Every line of the paper that is just this text."""
    return [
        line | {"page": place}
        for place, page in enumerate(sample_pages(kind))
        for line in lines(page)
        if line["text"] == squeezed(text)
    ]


@pytest.mark.parametrize("kind", ATTACHED)
def test_place_of_the_digital_signature_on_an_attachment_is_free(kind):
    page = sample_pages(kind)[0]
    assert page.within_bbox((page.width - 85 * MM, 0, page.width, 18 * MM)).extract_text() == ""
