"""The command that prints the law of a day for a legal official to read: flask law-report."""

from datetime import datetime

import click

from app import law


@click.command("law-report")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
def law_report(day: datetime) -> None:
    """In những gì đang có hiệu lực vào NGÀY (năm-tháng-ngày): điều khoản, mức tin cậy, ngày đối chiếu."""
    try:
        click.echo(law.law_report(day.date()))
    except law.NotInForce as refused:
        raise click.ClickException(f"Dữ liệu pháp luật không có ngày này: {refused}") from refused
