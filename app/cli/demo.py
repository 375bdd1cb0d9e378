"""Commands around the demo commune: flask seed-demo | sign-ins | demo."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click
from argon2.exceptions import VerifyMismatchError
from flask.cli import with_appcontext

from app import clock, config, htmx, text
from app.accounts import actions as accounts
from app.accounts import queries as users
from app.cli import installing, papers_out, story
from app.db import db, reading
from app.places import queries as places


@click.command("seed-demo")
@with_appcontext
def seed_demo() -> None:
    """Lập xã mẫu với một đợt khen thưởng đã làm xong, trong cơ sở dữ liệu chưa có cơ quan nào."""
    installing.prepare()
    with reading():
        taken = places.any_authority()
    if taken:
        raise click.ClickException(
            "Cơ sở dữ liệu này đã có cơ quan, không trộn dữ liệu mẫu vào. Nếu lần lập xã mẫu trước bị ngắt giữa chừng, "
            "hãy xóa cơ sở dữ liệu trong thư mục instance rồi chạy lại."
        )
    story.tell(_tellable(clock.today()))
    click.echo("Đã lập xã mẫu. Xem tài khoản: flask sign-ins")


def _tellable(day: date) -> date:
    if day < story.EARLIEST:
        raise click.ClickException(f"Ngày sớm nhất dựng được dữ liệu mẫu là {text.day_text(story.EARLIEST)}.")
    return day


@click.command("sign-ins")
@with_appcontext
def sign_ins() -> None:
    """In tên đăng nhập và mật khẩu của xã mẫu; không in gì khi không có dữ liệu mẫu."""
    with reading():
        if not places.any_demo():
            return
        rows = [_row(one) for one in story.SIGN_INS if _still_opens(one.username)]
    if rows:
        click.echo("\n".join(_aligned([("Vai trò", "Tên đăng nhập", "Mật khẩu"), *rows])))


def _row(one: story.SignIn) -> tuple[str, str, str]:
    role = htmx.role_name(one.role)
    return (f"{role} ({one.place_name})" if one.place_name else role, one.username, story.PASSWORD)


def _still_opens(username: str) -> bool:
    """Whether the account has the password of the demo; one that was changed is nobody's business."""
    user = users.by_username(username)
    if user is not None:
        with suppress(VerifyMismatchError):
            return accounts.hasher.verify(user.password_hash, story.PASSWORD)
    return False


def _aligned(rows: list[tuple[str, str, str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


@click.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục nhận các tệp.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Ngày của câu chuyện (mặc định hôm nay).")
def demo(out: Path, day: datetime | None) -> None:
    """Làm trọn một đợt khen thưởng trong cơ sở dữ liệu tạm và ghi ra mọi loại giấy tờ; cùng ngày thì cùng tệp."""
    told_for = _tellable(day.date() if day else clock.today())
    with tempfile.TemporaryDirectory(prefix="sovang-demo-") as instance:
        files = _in_a_new_installation(Path(instance), told_for, out)
    click.echo(f"Đã ghi {files} tệp và manifest.json vào {out}")


def _in_a_new_installation(instance: Path, day: date, out: Path) -> int:
    """Tell the story where nothing was before and write its papers; the operator's own data are not touched."""
    from app import create_app  # the program that these commands belong to: known only once it is whole

    settings = config.read({"SOVANG_INSTANCE": str(instance)})
    app = create_app(replace(settings, jobs_immediate=True))
    with app.app_context(), clock.frozen(day):
        installing.prepare()
        written = papers_out.write(out, story.tell(day), day)
        db.engine.dispose()
    return written
