"""Rules of a signature: whose hand, in which capacity, with whose help, before which witness, in which file."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.refusals import Refusal
from app.text import fold, nfc

_CODE_OF_ETRANSACTIONS = "Luật Giao dịch điện tử 2023, Điều 22, 23"


@dataclass(frozen=True)
class Hand:
    """Whose hand signed: nothing when it was that of the one named at the head of the pledge."""

    signed_by: str | None = None
    capacity: str | None = None
    helped_by: str | None = None
    help_reason: str | None = None

    @classmethod
    def of(
        cls,
        named: str,
        signed_by: str | None = None,
        capacity: str | None = None,
        helped_by: str | None = None,
        help_reason: str | None = None,
    ) -> "Hand":
        """What was typed, clean: the name of the one named typed once more says nothing.

        Args: named, who signs by rights: the person, the head of the household, the representative of the unit.
        """
        signer = _clean(signed_by)
        if signer is not None and fold(signer) == fold(named):
            signer = None
        return cls(signer, _clean(capacity), _clean(helped_by), _clean(help_reason))


def _clean(typed: str | None) -> str | None:
    return nfc(typed) or None if typed else None


def hand_faults(hand: Hand) -> list[Refusal]:
    """Why a hand is not described whole: who signs for others says in which capacity, who helps says why."""
    found = []
    if hand.signed_by and not hand.capacity:
        found.append(Refusal("signer-without-capacity"))
    if hand.capacity and not hand.signed_by:
        found.append(Refusal("capacity-without-signer"))
    if hand.helped_by and not hand.help_reason:
        found.append(Refusal("helper-without-reason"))
    if hand.help_reason and not hand.helped_by:
        found.append(Refusal("reason-without-helper"))
    if hand.helped_by and hand.signed_by and fold(hand.helped_by) == fold(hand.signed_by):
        found.append(Refusal("helper-is-signer"))
    return found


def witness_faults(witness: str | None, named: str, hand: Hand) -> list[Refusal]:
    """Why a drawn signature lacks its witness: nobody is named, or one of those who hold the pen.

    Args: named, who signs by rights when nobody else does.
    """
    if not _clean(witness):
        return [Refusal("drawing-without-witness")]
    holding = {fold(hand.signed_by or named), fold(hand.helped_by or "")}
    return [Refusal("witness-is-signer")] if fold(witness or "") in holding else []


@dataclass(frozen=True)
class SignedPdf:
    """What is known of an uploaded file before it is taken: its size, its signatures, how it goes with our paper.

    `sound` says of each signature whether what it covers is unchanged; `names` what each certificate calls its holder;
    `of_paper` is None when we sealed no paper, `filed` says that the same file came before.
    """

    readable: bool
    sound: Sequence[bool] = ()
    names: Sequence[str] = ()
    of_paper: bool | None = True
    filed: bool = False


def file_faults(file: SignedPdf) -> list[Refusal]:
    """Why an uploaded PDF is no signed pledge; a certificate whose issuer nobody here knows is no reason.

    Source: Luật Giao dịch điện tử 2023, Điều 22, 23 (integrity of what was signed).
    """
    if not file.readable:
        return [Refusal("file-not-pdf")]
    found = []
    if file.filed:
        found.append(Refusal("file-filed-already"))
    if not file.sound:
        found.append(Refusal("file-without-signature"))
    broken = [name for name, sound in zip(file.names, file.sound, strict=True) if not sound]
    found += [Refusal("file-signature-broken", _CODE_OF_ETRANSACTIONS, name) for name in broken]
    if file.of_paper is None:
        found.append(Refusal("file-without-paper"))
    elif not file.of_paper:
        found.append(Refusal("file-of-other-paper"))
    return found


def certificate_faults(names: Sequence[str], named: Sequence[str], hand: Hand) -> list[Refusal]:
    """Why the certificates do not say who signed: none bears the name of the one named, and nobody else was told.

    Args: names, as the certificates call their holders; named, the names the pledge may be signed under.
    """
    expected = [fold(hand.signed_by)] if hand.signed_by else [fold(name) for name in named if name]
    if any(one in fold(name) for name in names for one in expected):
        return []
    return [Refusal("certificate-of-other", detail="; ".join(names))]
