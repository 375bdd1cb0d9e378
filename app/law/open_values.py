"""Values of an award that the law leaves to a province, each as a default of its own over which a local rule may stand.

They are written once, beside their award in awards.toml; here they only get a key, "award.GK_XA.papers", so that the
screens and queries of local rules treat them like every other default.
"""

from collections.abc import Iterable, Iterator

from app.law.catalogue import Award, Default, DefaultVersion, Value

OPEN_FIELDS = {
    "submits": ("nơi trình", "text"),
    "papers": ("thành phần hồ sơ", "papers"),
    "sets": ("số bộ hồ sơ", "sets"),
}


def open_values(awards: Iterable[Award]) -> dict[str, Default]:
    """The values of these awards that a province or commune may set, by key."""
    return {one.code: one for award in awards for one in _of(award)}


def _of(award: Award) -> Iterator[Default]:
    for field, (words, unit) in OPEN_FIELDS.items():
        held = [(version, getattr(version, field)) for version in award.versions if getattr(version, field)]
        local = next((value.local for _, value in reversed(held) if value.local), None)
        if local:
            versions = tuple(_version(version, value) for version, value in held)
            label = f"{award.label}: {words}"
            yield Default(code=key_of(award.code, field), label=label, unit=unit, local=local, versions=versions)


def _version(version: object, value: Value) -> DefaultVersion:
    start, until, checked = (getattr(version, name) for name in ("start", "until", "checked"))
    return DefaultVersion(
        start=start,
        until=until,
        checked=checked,
        cites=value.cites,
        mark=value.mark,
        note=value.note,
        value=value.value,
    )


def key_of(award_code: str, field: str) -> str:
    """The key of a local rule about a value of an award: field is submits, papers or sets."""
    return f"award.{award_code}.{field}"
