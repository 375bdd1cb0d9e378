"""When a paper may be replaced, and which scans are filed."""

from app.refusals import Refusal

SCAN_DPI = 200
SCAN_LARGEST = 32 * 1024 * 1024

_SCANS = "Nghị định 30/2020/NĐ-CP, Phụ lục I"


def replace_refusals(replaced: bool, same_subject: bool) -> list[Refusal]:
    """Why a paper cannot be replaced by a new one: it was replaced already, or speaks of something else."""
    found = []
    if replaced:
        found.append(Refusal("paper-replaced"))
    if not same_subject:
        found.append(Refusal("paper-of-other-subject"))
    return found


def scan_refusals(size: int, readable: bool, known: bool) -> list[Refusal]:
    """Why a file cannot be filed as scan: no usable PDF, too large, or filed at this paper before."""
    found = []
    if size > SCAN_LARGEST:
        found.append(Refusal("scan-too-large", detail=str(SCAN_LARGEST // 1024 // 1024)))
    elif not readable:
        found.append(Refusal("scan-not-pdf", _SCANS))
    if known:
        found.append(Refusal("scan-filed-already"))
    return found
