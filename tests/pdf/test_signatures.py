"""Signatures in a PDF: who, when, what they cover, what was changed; files of every kind that may come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.papers import documents
from app.pdf import Added, Trust, Unreadable, render, roots_in, signatures
from tests.papers import samples
from tests.pdf import signing
from tests.pdf.signing import AT, holder, signed

DUC = "Nguyễn Văn Đức"
ROOT = signing.root(signing.AUTHORITY).pem


@pytest.fixture(scope="module")
def paper():
    """A sealed bản cam kết, as it goes out to be signed."""
    facts = samples.SAMPLES["commitment"]()
    return render(documents.TEMPLATES["commitment"], facts, created=date(2026, 8, 1), title="Bản cam kết").bytes


def read(content, *trust):
    return signatures(content, trust, AT)


def test_paper_of_ours_has_no_signature(paper):
    assert read(paper) == []


def test_one_signature_covers_the_whole_file_and_leaves_our_bytes_in_front(paper):
    content = signed(paper, holder(DUC))
    (one,) = read(content)
    assert content.startswith(paper)
    assert (one.who, one.issuer, one.at, one.stamped) == (DUC, signing.AUTHORITY, AT, False)
    assert (one.intact, one.whole, one.added, one.sound, one.in_force) == (True, True, Added.NOTHING, True, True)
    assert (one.trust, one.root, one.algorithm) == (Trust.UNKNOWN, "", "sha256_rsa, sha256")
    assert one.revision == len(content)


def test_known_root_makes_a_chain_and_a_foreign_one_does_not(paper):
    content = signed(paper, holder(DUC))
    foreign = signing.root("CA khác").pem
    assert [(one.trust, one.root) for one in read(content, foreign, ROOT)] == [(Trust.CHAIN, signing.AUTHORITY)]
    assert [one.trust for one in read(content, foreign)] == [Trust.UNKNOWN]


def test_second_signer_leaves_the_first_whole_and_covers_everything(paper):
    first = signed(paper, holder(DUC))
    second = signed(first, holder("Công ty An Phát", "Công ty TNHH An Phát"), AT + timedelta(days=1), "Signature2")
    found = read(second, ROOT)
    assert [(one.who, one.organisation) for one in found] == [
        (DUC, ""),
        ("Công ty An Phát", "Công ty TNHH An Phát"),
    ]
    assert [(one.whole, one.added, one.sound) for one in found] == [
        (False, Added.SIGNATURES, True),
        (True, Added.NOTHING, True),
    ]
    assert [one.revision for one in found] == [len(first), len(second)]


def test_file_changed_after_signing_is_not_intact(paper):
    (one,) = read(signing.tampered(signed(paper, holder(DUC))), ROOT)
    assert (one.intact, one.sound, one.trust) == (False, False, Trust.REFUSED)


def test_page_written_on_after_signing_is_not_what_was_signed(paper):
    (one,) = read(signing.written_on(signed(paper, holder(DUC))), ROOT)
    assert (one.intact, one.whole, one.added, one.sound) == (True, False, Added.OTHER, False)


def test_expired_certificate_is_not_trusted_and_was_not_in_force(paper):
    until = datetime(2026, 1, 1, tzinfo=UTC)
    (one,) = read(signed(paper, holder("Người Hết Hạn", until=until)), ROOT)
    assert (one.intact, one.trust, one.in_force, one.valid_until) == (True, Trust.REFUSED, False, until)


@pytest.mark.parametrize("cut", [0, 5, 400, -300])
def test_file_cut_off_is_unreadable(paper, cut):
    with pytest.raises(Unreadable):
        read(signed(paper, holder(DUC))[:cut])


def test_roots_are_read_from_a_folder_and_other_files_there_are_passed_over(tmp_path):
    (tmp_path / "goc.pem").write_bytes(ROOT)
    (tmp_path / "hong.crt").write_bytes(b"not a certificate")
    (tmp_path / "doc.txt").write_text("x", encoding="ascii")
    assert (roots_in(tmp_path), roots_in(tmp_path / "none")) == ([ROOT], [])
