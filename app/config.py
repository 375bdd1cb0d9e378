"""The settings of one installation, read once from SOVANG_… variables; a bad value stops the start."""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ID_KEY_BYTES = 32


class BadSetting(Exception):
    """A SOVANG_… variable holds a value the program cannot use."""


@dataclass(frozen=True)
class Config:
    """Everything an operator may set; each has a default that works on one computer in the commune."""

    instance: Path
    database_url: str
    secret_key: str
    id_keys: tuple[str, ...] = field(default=(), repr=False)
    redis_url: str | None = None
    files: Path | None = None
    trust: Path | None = None
    https: bool = False
    proxies: int = 0
    jobs_immediate: bool = False
    session_hours: int = 10
    testing: bool = False

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings, making the instance folder and its keys on the first start.

    Raises BadSetting with the name of the variable and what it accepts.
    """
    instance = Path(environ.get("SOVANG_INSTANCE") or ROOT / "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    files = environ.get("SOVANG_FILES")
    return Config(
        instance=instance,
        database_url=_database_url(environ.get("SOVANG_DATABASE_URL"), instance),
        secret_key=environ.get("SOVANG_SECRET_KEY") or _kept_secret(instance),
        id_keys=_id_keys(environ.get("SOVANG_ID_KEY"), instance),
        redis_url=environ.get("SOVANG_REDIS_URL") or None,
        files=Path(files).resolve() if files else None,
        trust=_trust(environ.get("SOVANG_TRUST"), instance),
        https=_switch(environ, "SOVANG_HTTPS"),
        proxies=_number(environ, "SOVANG_PROXIES", default=0, least=0, most=5),
        session_hours=_number(environ, "SOVANG_SESSION_HOURS", default=10, least=1, most=24),
    )


def _database_url(url: str | None, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'sovang.db'}"
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    raise BadSetting("SOVANG_DATABASE_URL: chỉ nhận sqlite:///… hoặc postgresql+psycopg://…")


def _kept_secret(instance: Path) -> str:
    """One random key per installation: sessions outlive a restart, and no key stands in the code."""
    kept = instance / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_hex(32), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


def _id_keys(typed: str | None, instance: Path) -> tuple[str, ...]:
    """The keys that seal identity numbers: the first one seals, all of them open what was sealed before.

    Written apart by commas, blanks or lines. Made at the first start and never again by itself where one is kept.
    """
    name, written = ("SOVANG_ID_KEY", typed) if typed else ("id_key", _kept_id_key(instance))
    keys = tuple(written.replace(",", " ").split())
    if not keys or not all(_is_id_key(key) for key in keys):
        raise BadSetting(
            f"{name}: mỗi khóa là {ID_KEY_BYTES} byte viết bằng base64 (44 ký tự), cách nhau bằng dấu phẩy"
        )
    return keys


def _kept_id_key(instance: Path) -> str:
    kept = instance / "id_key"
    made = base64.urlsafe_b64encode(secrets.token_bytes(ID_KEY_BYTES))
    try:
        # Made only where there is none: two processes starting at once must never seal with two different keys.
        place = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii", errors="replace")  # a spoilt file is told as a bad key
    with os.fdopen(place, "wb") as file:
        file.write(made)
    return made.decode("ascii")


def _is_id_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == ID_KEY_BYTES
    except ValueError:
        return False


def _trust(named: str | None, instance: Path) -> Path:
    """The folder with the root certificates one relies on; the usual one need not be there."""
    folder = Path(named).resolve() if named else instance / "trust"
    if named and not folder.is_dir():
        raise BadSetting(f"SOVANG_TRUST: không có thư mục {named}")
    return folder


def _switch(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "0")
    if value not in {"0", "1"}:
        raise BadSetting(f"{name}: chỉ nhận 0 hoặc 1, không nhận {value!r}")
    return value == "1"


def _number(environ: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    text = environ.get(name, str(default))
    if not text.isdigit() or not least <= int(text) <= most:
        raise BadSetting(f"{name}: chỉ nhận số từ {least} đến {most}, không nhận {text!r}")
    return int(text)
