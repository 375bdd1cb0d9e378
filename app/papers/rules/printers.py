"""Printers for pre-printed stock (phôi giấy khen): what the stock carries already, how far the print is moved."""

from app.refusals import Refusal

# The lines a phôi may have in print; frame and quốc huy stand on every phôi and are never printed over.
STOCK_LINES = ("national", "giving", "title", "issuer")
USUAL_STOCK = ("national", "giving", "title")

FARTHEST = 300  # tenths of a millimetre: a print that is further off lies wrong in the tray


def printer_refusals(name_taken: bool, offset_x: int, offset_y: int) -> list[Refusal]:
    """Why a printer cannot be kept so: another one has its name, or the print would be moved off the paper.

    Args: offsets in tenths of a millimetre, to the right and down, or left and up when negative.
    """
    found = []
    if name_taken:
        found.append(Refusal("printer-taken"))
    if abs(offset_x) > FARTHEST:
        found.append(Refusal("offset-x-too-far", detail=str(FARTHEST // 10)))
    if abs(offset_y) > FARTHEST:
        found.append(Refusal("offset-y-too-far", detail=str(FARTHEST // 10)))
    return found
