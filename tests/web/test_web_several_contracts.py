"""A file with several contracts on the report screen: each with its own findings, decisions and facts."""

from __future__ import annotations

import re

import pytest
from web_site import Site


@pytest.fixture
def address(site: Site) -> str:
    """A file with two contracts (pages 1-2 and 3-4), seen by a reviewer."""
    site.sign_in()
    return site.read("dua kontrak.pdf")


def titles(text: str) -> list[str]:
    return re.findall(r"<h3>(.*?)</h3>", text)


def test_the_first_contract_is_shown_with_a_link_to_the_other(site: Site, address: str) -> None:
    """The report says that there are two, which one it shows, where the other is and why it stands alone."""
    text = site.report(address)
    assert "Berkas ini memuat 2 kontrak" in text
    assert 'href="?halaman=3"' in text
    assert "Halaman 3 memulai kontrak lain." in text
    assert not any("(kedua)" in title for title in titles(text))


def test_a_page_of_the_second_contract_shows_its_findings_alone(site: Site, address: str) -> None:
    """Going to page 3 shows the findings and the number of the contract that stands there."""
    text = site.report(address, "?halaman=3")
    assert len(titles(text)) == 2
    assert all(title.endswith("(kedua)") for title in titles(text))
    assert "045/PKS-AD/SKM-GJP/VI/2025" in text


def test_a_decision_on_the_second_contract_leaves_the_first_open(site: Site, address: str) -> None:
    """Confirming a finding of the second contract comes back to it; the same rule of the first stays undecided."""
    text = site.report(address, "?halaman=3")
    part = next(p for p in text.split('<details id="t') if ">thr-allowance</p>" in p)
    target = re.search(r'action="(/dokumen/[^"]+/temuan/\d+)"', part)
    assert target is not None
    answer = site.client.post(target[1], data={"csrf_token": site.csrf, "seen": "0", "action": "confirm"})
    assert answer.status_code == 303
    back = answer.headers["location"]
    assert re.search(r"sorot=t1\d{3}#", back)
    shown = site.report(back.split("#")[0])
    assert all(title.endswith("(kedua)") for title in titles(shown))
    assert "decided confirm" in next(p for p in shown.split('<details id="t') if ">thr-allowance</p>" in p)
    first = next(p for p in site.report(address).split('<details id="t') if ">thr-allowance</p>" in p)
    assert "decided confirm" not in first


def test_refs_of_two_contracts_never_meet(site: Site, address: str) -> None:
    """No finding or fact of one contract has the name of one of the other."""
    refs = [set(re.findall(r'id="([tf]\d+)"', site.report(address, q))) for q in ("?halaman=1", "?halaman=4")]
    assert refs[0]
    assert refs[1]
    assert not refs[0] & refs[1]


def test_a_fact_of_the_second_contract_can_be_corrected(site: Site, address: str) -> None:
    """The form names the contract; afterwards its value is another one, and the first contract's is what it was."""
    form = re.search(r'href="([^"]+koreksi\?fakta=2/number&amp;sorot=f\d+)"', site.report(address, "?halaman=3"))
    assert form is not None
    text = site.client.get(form[1].replace("&amp;", "&")).text
    assert "Nomor, kontrak 2" in text
    fields = dict(re.findall(r'type="hidden" name="(path|ref|seen)" value="([^"]*)"', text))
    answer = site.client.post(
        f"{address}/koreksi", data={"csrf_token": site.csrf, **fields, "value": "099/KEDUA/2025", "page": "3"}
    )
    assert answer.status_code == 303, answer.text
    assert "<dd>099/KEDUA/2025</dd>" in site.report(address, "?halaman=3")
    assert "<dd>099/KEDUA/2025</dd>" not in site.report(address)


def test_a_finding_is_added_to_the_second_contract(site: Site, address: str) -> None:
    """It stands among the findings of that contract, not of the first."""
    answer = site.client.post(
        f"{address}/temuan-baru",
        data={
            "csrf_token": site.csrf, "rule": "overtime-pay-and-cap", "verdict": "absent", "severity": "sedang",
            "explanation": "Lembur kontrak kedua tidak dibayar.", "page": "", "box": "", "part": "2",
        },
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    assert "Lembur kontrak kedua" in site.report(address, "?halaman=3")
    assert "Lembur kontrak kedua" not in site.report(address)
    form = site.client.get(f"{address}/temuan-baru?kontrak=2").text
    assert 'name="part" value="2"' in form


def test_an_address_in_a_contract_that_is_not_there_is_not_found(site: Site, address: str) -> None:
    """The file has two contracts, so there is nothing to correct in a third."""
    assert site.client.get(f"{address}/koreksi?fakta=3/value").status_code == 404
