"""Commands that keep what was recorded: flask backup | prove | check.

A backup that was not restored does not count as one: each is restored into a scratch file at once, and its rows
and bytes are compared. The queue of jobs and the key of the sessions are not in it: both are made anew, and all
that is lost with them is that everyone signs in again. The key of the identity numbers is not in it on purpose: beside
it the sealed numbers would lie open; it is kept apart, and the command says so.
"""

import sqlite3
import tempfile
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, storage, tenancy
from app.commendations.models import Attachment, CeremonyPhoto
from app.commitments.models import Campaign, Fulfilment, SignedFile, kept_counts, plain_counts
from app.commitments.models import recount as recount_campaign
from app.config import Config
from app.db import db, transaction
from app.jobs import Job
from app.papers.models import EvidenceFile, IntakeSheet, Paper, Scan
from app.people import queries as people
from app.places import queries as places
from app.training.models import Material, miscounted
from app.training.models import recount as recount_training


@click.command
@with_appcontext
def backup() -> None:
    """Sao lưu cơ sở dữ liệu SQLite trong khi vẫn làm việc, rồi khôi phục thử để chứng minh bản sao lưu dùng được."""
    settings: Config = current_app.config["SOVANG"]
    if not settings.sqlite:
        raise click.ClickException("Cơ sở dữ liệu này là PostgreSQL: hãy sao lưu bằng pg_dump.")
    target = settings.instance / "backups" / f"{clock.today()}.db"
    target.parent.mkdir(mode=0o700, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    live = _copy(Path(db.engine.url.database or ""), part)
    restored = _restored(part, settings.files)
    if restored != live:
        raise click.ClickException("Bản sao lưu không khớp với cơ sở dữ liệu, không dùng được; hãy chạy lại.")
    part.chmod(0o600)
    part.replace(target)
    click.echo(f"Đã sao lưu và khôi phục thử, khớp {sum(live.values())} bản ghi: {target}")
    if settings.files:
        click.echo(f"Tệp văn bản nằm ở {settings.files}: sao lưu thêm thư mục đó cùng lúc.")
    kept, unopened = _sealed_numbers()
    if kept:
        click.echo(
            f"Có {kept} số định danh đã mã hóa: cất một bản khóa (tệp {settings.instance / 'id_key'} hoặc biến "
            "SOVANG_ID_KEY) ở nơi khác bản sao lưu; mất khóa thì không mở được số nào."
        )
    if unopened:
        click.echo(f"Chú ý: {unopened} số không mở được bằng khóa hiện có.")


def _sealed_numbers() -> tuple[int, int]:
    """How many identity numbers are kept, and how many do not open with the keys of this installation."""
    with transaction() as session, tenancy.unscoped_unsafe(session, "soát khóa của số định danh mọi cơ quan"):
        return people.national_ids_that_do_not_open()


def _copy(source: Path, part: Path) -> dict[str, int]:
    """Copy while nobody writes, so that the counts are those of the copy; reading goes on."""
    with transaction() as session:
        session.connection()
        storage.backup(source, part)
        return storage.counts(source)


@click.command
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def prove(file: Path) -> None:
    """Khôi phục thử một bản sao lưu và so từng văn bản với mã băm của nó."""
    counts = _restored(file, current_app.config["SOVANG"].files)
    click.echo(f"Khôi phục được {sum(counts.values())} bản ghi, mọi văn bản còn nguyên vẹn.")


def _restored(file: Path, folder: Path | None) -> dict[str, int]:
    """Restore into a scratch file, which is then read as a whole; the counts of its rows."""
    with tempfile.TemporaryDirectory(prefix="sovang-restore-") as scratch:
        copy = Path(scratch) / "restored.db"
        try:
            storage.backup(file, copy)
            faults = storage.faults(copy, folder)
        except sqlite3.DatabaseError as error:
            raise click.ClickException(f"{file.name} không khôi phục được: {error}") from error
        if faults:
            raise click.ClickException(f"{file.name} không dùng được:\n" + "\n".join(_said(faults)))
        return storage.counts(copy)


def _said(faults: storage.Faults) -> list[str]:
    return [
        *(f"- Cấu trúc hỏng: {one}" for one in faults.structure),
        *(f"- Dòng mất dòng cha: {one}" for one in faults.lost),
        *(f"- Nội dung đã bị sửa: {one}" for one in faults.altered),
        *(f"- Mất nội dung văn bản: {one}" for one in faults.missing),
    ]


@click.command
@click.option(
    "--remove-orphans", is_flag=True, help="Xóa nội dung không văn bản nào dùng (chạy khi không ai làm việc)."
)
@click.option("--recount", is_flag=True, help="Đếm lại những đợt ký và số liệu tập huấn đếm sai.")
@with_appcontext
def check(remove_orphans: bool, recount: bool) -> None:
    """So mọi văn bản, bản quét với nội dung đã cất; số đếm của đợt ký và của tập huấn với từng bản ghi."""
    with transaction() as session, tenancy.unscoped_unsafe(session, "kiểm tra nội dung đã cất của mọi cơ quan"):
        named = _named()
        kept = storage.hashes()
        orphans = sorted(kept - named.keys())
        findings = [f"Mất nội dung của {named[sha256]}: {sha256}" for sha256 in sorted(named.keys() - kept)]
        findings += [
            f"Nội dung đã bị sửa, của {named.get(sha256, 'không văn bản nào')}: {sha256}"
            for sha256 in sorted(kept)
            if _is_altered(sha256)
        ]
        if remove_orphans:
            for sha256 in orphans:
                storage.remove(sha256)
            click.echo(f"Đã xóa {len(orphans)} nội dung không văn bản nào dùng.")
        else:
            findings += [f"Không văn bản nào dùng: {sha256}" for sha256 in orphans]
        findings += _miscounted(session, recount) + _training_miscounted(session, recount)
    unopened = _sealed_numbers()[1]
    if unopened:
        findings.append(f"Không mở được {unopened} số định danh: thiếu khóa (tệp id_key) hoặc dữ liệu đã bị sửa.")
    for line in findings:
        click.echo(line)
    if findings:
        raise click.ClickException(f"Có {len(findings)} điều cần xem.")
    click.echo(f"Đã so {len(named)} nội dung: đủ và nguyên vẹn.")


def _miscounted(session: Session, repair: bool) -> list[str]:
    """The campaigns whose kept counts differ from their commitments; put right when asked to, which is then told."""
    findings = []
    for campaign in session.scalars(select(Campaign).order_by(Campaign.id)):
        true, kept = plain_counts(session, campaign.id), kept_counts(session, campaign.id)
        if true != kept and repair:
            click.echo(f"Đã đếm lại đợt ký “{campaign.name}”: sửa {recount_campaign(session, campaign.id)} số.")
        elif true != kept:
            findings.append(f"Đợt ký “{campaign.name}” đếm sai: ghi {sum(kept.values())} bản, có {sum(true.values())}.")
    return findings


def _training_miscounted(session: Session, repair: bool) -> list[str]:
    """The authorities whose figures by month differ from marks and results; put right when asked to."""
    findings = []
    for authority in places.all_authorities():
        wrong = miscounted(session, authority.id)
        if wrong and repair:
            done = recount_training(session, authority.id)
            click.echo(f"Đã đếm lại số liệu tập huấn của {authority.place_name}: sửa {done} số.")
        elif wrong:
            findings.append(f"Số liệu tập huấn của {authority.place_name} đếm sai {wrong} số.")
    return findings


def _named() -> dict[str, str]:
    """Every hash a record names, and what the record is called."""
    scans = db.session.execute(select(Scan.sha256, Scan.file_name))
    papers = db.session.execute(select(Paper.sha256, Paper.title, Paper.short_code))
    jobs = (job for job in db.session.scalars(select(Job)) if "sha256" in job.result)
    stacks = {job.result["sha256"]: f"chồng bản in {job.id}" for job in jobs}
    found = stacks | {sha256: f"bản quét {file_name}" for sha256, file_name in scans}
    files = db.session.execute(select(SignedFile.sha256, SignedFile.file_name))
    found |= {sha256: f"tệp ký số {file_name}" for sha256, file_name in files}
    sheets = db.session.execute(select(IntakeSheet.sha256, IntakeSheet.intake_id, IntakeSheet.number))
    found |= {sha256: f"trang {number} của chồng quét {intake_id}" for sha256, intake_id, number in sheets}
    proofs = db.session.execute(select(Fulfilment.sha256, Fulfilment.file_name).where(Fulfilment.sha256.is_not(None)))
    found |= {sha256: f"minh chứng {file_name}" for sha256, file_name in proofs}
    materials = db.session.execute(select(Material.sha256, Material.file_name))
    found |= {sha256: f"ảnh, tài liệu của lớp {file_name}" for sha256, file_name in materials}
    proving = select(EvidenceFile.sha256, EvidenceFile.file_name).where(EvidenceFile.sha256.is_not(None))
    found |= {sha256: f"minh chứng {file_name}" for sha256, file_name in db.session.execute(proving)}
    taken = db.session.execute(select(CeremonyPhoto.sha256, CeremonyPhoto.id))
    found |= {sha256: f"ảnh lễ trao {photo_id}" for sha256, photo_id in taken}
    attached = select(Attachment.sha256, Attachment.fitted_sha256, Attachment.title)
    for filed, fitted, title in db.session.execute(attached):
        found[filed] = found[fitted] = f"tài liệu kèm theo {title}"
    return found | {sha256: f"{title} ({code})" for sha256, title, code in papers}


def _is_altered(sha256: str) -> bool:
    try:
        storage.get(sha256)
    except storage.Altered:
        return True
    return False
