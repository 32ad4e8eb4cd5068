"""How a bucket is named in the environment, and that its keys stay where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import from_environment

S3 = {
    "LINDUNG_STORAGE": "s3://lindung/dinas/utama/",
    "LINDUNG_S3_ENDPOINT": "https://s3.contoh.go.id/",
    "LINDUNG_S3_ACCESS_KEY": "KUNCIAKSES",
    "LINDUNG_S3_SECRET_KEY": "RAHASIASEKALI",
}


def test_a_bucket_is_named_by_address_server_and_keys() -> None:
    """Name, prefix, server and region have their places; without the variable files lie in the data folder."""
    bucket = from_environment(S3).bucket
    assert bucket is not None
    assert (bucket.name, bucket.prefix, bucket.endpoint) == ("lindung", "dinas/utama", "https://s3.contoh.go.id")
    assert (bucket.region, bucket.access_key, bucket.secret_key) == ("us-east-1", "KUNCIAKSES", "RAHASIASEKALI")
    assert str(bucket) == "s3://lindung/dinas/utama"
    assert from_environment({}).bucket is None


def test_keys_are_never_shown() -> None:
    """Whoever prints the settings, or a message about them, prints no key."""
    settings = from_environment({**S3, "LINDUNG_REFERENCE_S3": "s3://arsip"})
    shown = repr(settings) + str(settings.bucket) + str(settings.reference_bucket)
    assert "KUNCIAKSES" not in shown
    assert "RAHASIASEKALI" not in shown


def test_keys_come_from_files(tmp_path: Path) -> None:
    """A key in a file is in no list of processes; an empty or missing file is named."""
    place = tmp_path / "kunci"
    place.write_text("DARIBERKAS\n")
    env = {**S3, "LINDUNG_S3_SECRET_KEY": "", "LINDUNG_S3_SECRET_KEY_FILE": str(place)}
    bucket = from_environment(env).bucket
    assert bucket is not None
    assert bucket.secret_key == "DARIBERKAS"
    place.write_text("")
    with pytest.raises(ValueError, match="LINDUNG_S3_SECRET_KEY"):
        from_environment(env)
    place.unlink()
    with pytest.raises(ValueError, match="LINDUNG_S3_SECRET_KEY_FILE"):
        from_environment(env)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LINDUNG_STORAGE", "lindung"),
        ("LINDUNG_STORAGE", "https://lindung/dinas"),
        ("LINDUNG_STORAGE", "s3://lindung/../lain"),
        ("LINDUNG_STORAGE", "s3://L/dinas"),
        ("LINDUNG_S3_ENDPOINT", ""),
        ("LINDUNG_S3_ENDPOINT", "s3.contoh.go.id"),
        ("LINDUNG_S3_ENDPOINT", "https://s3.contoh.go.id/lindung"),
        ("LINDUNG_S3_ENDPOINT", "https://orang:sandi@s3.contoh.go.id"),
        ("LINDUNG_S3_ENDPOINT", "http://s3.contoh.go.id"),
        ("LINDUNG_S3_ACCESS_KEY", ""),
    ],
)
def test_what_cannot_be_understood_is_named(variable: str, value: str) -> None:
    """The start fails with the variable's name, before anything is asked of a server."""
    with pytest.raises(ValueError, match=variable) as caught:
        from_environment({**S3, variable: value})
    assert "RAHASIASEKALI" not in str(caught.value)


def test_plain_http_needs_a_word_unless_it_stays_on_this_machine() -> None:
    """Contracts cross no network unencrypted by accident."""
    for address, more in (
        ("http://127.0.0.1:9000", {}),
        ("http://localhost:9000", {}),
        ("http://[::1]:9000", {}),
        ("http://10.0.0.5:9000", {"LINDUNG_S3_HTTP": "1"}),
    ):
        bucket = from_environment({**S3, "LINDUNG_S3_ENDPOINT": address, **more}).bucket
        assert bucket is not None
        assert bucket.plain_http
    with pytest.raises(ValueError, match="LINDUNG_S3_HTTP"):
        from_environment({**S3, "LINDUNG_S3_ENDPOINT": "http://10.0.0.5:9000"})


def test_a_reference_bucket_has_all_keys_of_one_server() -> None:
    """Those of the storage, or its own; a key of the storage is never sent to the other server."""
    named = {**S3, "LINDUNG_REFERENCE_S3": "s3://arsip/kontrak"}
    shared = from_environment(named).reference_bucket
    assert shared is not None
    assert (shared.endpoint, shared.access_key) == ("https://s3.contoh.go.id", "KUNCIAKSES")
    other = {**named, "LINDUNG_REFERENCE_S3_ENDPOINT": "https://s3.arsip.example"}
    with pytest.raises(ValueError, match="LINDUNG_REFERENCE_S3_ACCESS_KEY"):
        from_environment(other)
    own = from_environment(
        {**other, "LINDUNG_REFERENCE_S3_ACCESS_KEY": "LAIN", "LINDUNG_REFERENCE_S3_SECRET_KEY": "LAINLAGI"}
    ).reference_bucket
    assert own is not None
    assert (own.endpoint, own.access_key) == ("https://s3.arsip.example", "LAIN")
