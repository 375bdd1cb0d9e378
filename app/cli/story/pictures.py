"""Pictures for the demo, drawn here point by point as a child would paint them: an evening class, a poster for it."""

import zlib

Color = tuple[int, int, int]

WALL, FLOOR, BOARD, FRAME, LAMP = (238, 228, 205), (168, 132, 96), (42, 92, 70), (120, 84, 52), (255, 236, 160)
SKY, SUN, FIELD, RICE = (208, 232, 244), (250, 200, 70), (122, 172, 84), (86, 140, 66)
CASE, SCREEN, TICK = (40, 44, 52), (250, 250, 246), (40, 150, 90)
SKIN, HAIR = (224, 178, 140), (44, 36, 34)
SHIRTS: tuple[Color, ...] = ((196, 62, 58), (58, 108, 180), (238, 196, 72), (92, 148, 88), (150, 98, 160))


def evening_class() -> bytes:
    """A teacher, a board and five who learn, as a PNG; always the same bytes."""
    rows = _sheet(480, 360, WALL)
    _box(rows, 0, 250, 480, 360, FLOOR)
    _box(rows, 120, 40, 360, 150, FRAME)
    _box(rows, 126, 46, 354, 144, BOARD)
    for line in range(3):
        _box(rows, 145, 66 + line * 26, 335 - line * 40, 70 + line * 26, (226, 232, 226))
    _disc(rows, 240, 14, 10, LAMP)
    _person(rows, 85, 150, 20, SHIRTS[1])
    for place in range(5):
        _person(rows, 70 + place * 85, 255, 24, SHIRTS[place])
    return _png(rows)


def poster() -> bytes:
    """A telephone with a tick in the rice fields, as a PNG; always the same bytes."""
    rows = _sheet(360, 480, SKY)
    _disc(rows, 290, 70, 40, SUN)
    _box(rows, 0, 330, 360, 480, FIELD)
    for line in range(6):
        _box(rows, 0, 345 + line * 24, 360, 351 + line * 24, RICE)
    _box(rows, 105, 90, 255, 390, CASE)
    _box(rows, 117, 115, 243, 360, SCREEN)
    for step in range(60):
        down = step if step < 20 else 40 - step
        _box(rows, 145 + step, 230 + down, 159 + step, 244 + down, TICK)
    return _png(rows)


def _sheet(width: int, height: int, color: Color) -> list[bytearray]:
    return [bytearray(bytes(color) * width) for _ in range(height)]


def _person(rows: list[bytearray], x: int, y: int, size: int, shirt: Color) -> None:
    _disc(rows, x, y - size // 4, size, HAIR)
    _disc(rows, x, y, size - 3, SKIN)
    _box(rows, x - size, y + size, x + size, y + size * 4, shirt)


def _box(rows: list[bytearray], left: int, top: int, right: int, bottom: int, color: Color) -> None:
    for row in rows[top:bottom]:
        row[left * 3 : right * 3] = bytes(color) * (right - left)


def _disc(rows: list[bytearray], x: int, y: int, radius: int, color: Color) -> None:
    for height in range(-radius, radius + 1):
        half = int((radius * radius - height * height) ** 0.5)
        _box(rows, x - half, y + height, x + half + 1, y + height + 1, color)


def _png(rows: list[bytearray]) -> bytes:
    head = (len(rows[0]) // 3).to_bytes(4) + len(rows).to_bytes(4) + bytes((8, 2, 0, 0, 0))
    packed = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
