"""``lindung doctor`` looks whether the bucket really takes, gives, lists and lets go."""

from __future__ import annotations

import json
from pathlib import Path

import obstore
import pytest
from s3_servers import KEY, SECRET, S3Server

from api.commands.doctor import doctor
from api.storage.bucket import connect


@pytest.mark.parametrize(("secret", "ok"), [(SECRET, True), ("salah", False)])
def test_the_doctor_asks_the_bucket(
    rclone: S3Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    secret: str,
    ok: bool,
) -> None:
    """A bucket that can be used is named, one that cannot is what makes the check fail; no key is printed, nothing is left."""
    for name, value in {
        "LINDUNG_DATA_DIR": str(tmp_path),
        "LINDUNG_STORAGE": "s3://berkas/dokter",
        "LINDUNG_S3_ENDPOINT": rclone.bucket.endpoint,
        "LINDUNG_S3_ACCESS_KEY": KEY,
        "LINDUNG_S3_SECRET_KEY": secret,
    }.items():
        monkeypatch.setenv(name, value)
    doctor(as_json=True)
    printed = capsys.readouterr().out
    (check,) = [one for one in json.loads(printed) if one["name"] == "penyimpanan S3"]
    assert (check["ok"], check["needed"]) == (ok, True)
    assert "s3://berkas/dokter" in check["text"]
    assert secret not in printed
    assert KEY not in printed
    assert list(obstore.list(connect(rclone.part("dokter")))) == []
