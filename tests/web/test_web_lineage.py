"""An addendum and its contract on the report screen: each names the other, and the changed values stand side by side."""

from __future__ import annotations

from web_site import Site


def test_an_addendum_names_its_parent_and_the_parent_its_addendum(site: Site) -> None:
    """The stored contract is suggested with what agrees; on its own page the addendum is named."""
    site.sign_in()
    contract = site.read("kontrak.pdf", mark="induk")
    addendum = site.read("addendum.pdf")
    text = site.report(addendum)
    assert "Addendum ini mengubah kontrak nomor" in text
    assert f'href="{contract}?halaman=1"' in text
    assert "nomor sama, tanggal sama, para pihak sama" in " ".join(text.split())
    assert f'href="{addendum}?halaman=1"' in site.report(contract)


def test_without_the_parent_the_reader_is_asked_for_it(site: Site) -> None:
    """When the contract is not stored, the page says so and suggests nothing."""
    site.sign_in()
    text = site.report(site.read("addendum.pdf"))
    assert "Kontrak itu belum ada di kantor ini" in text
    assert "nomor sama" not in text


def test_changed_values_stand_side_by_side(site: Site) -> None:
    """The facts list the old wage and the new one, in rupiah."""
    site.sign_in()
    text = site.report(site.read("addendum.pdf"))
    assert "Perubahan oleh addendum ini" in text
    assert "Rp2.950.000 \u2192 Rp3.710.000" in text


def test_what_holds_after_an_addendum_is_shown_on_both_reports(site: Site) -> None:
    """The contract's report and the addendum's show the old and the new wage, the day, and where the new one stands."""
    site.sign_in()
    contract = site.read("kontrak.pdf", mark="induk")
    addendum = site.read("addendum.pdf")
    here, there = (site.report(address).split("Yang berlaku menurut addendum")[1] for address in (contract, addendum))
    for text in (here, there):
        assert "Rp2.950.000" in text
        assert "<strong>Rp3.710.000</strong>" in text
        assert "belum disetujui" in text
    assert f'href="{addendum}?halaman=1"' in here
    assert "<strong>addendum ini</strong>" in there
    assert f'href="{contract}"' in there
