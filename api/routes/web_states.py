"""The words for where a document stands in its review, and through which door it came."""

from __future__ import annotations

from api.routes.web_labels import Tone
from api.services.workflow import Action
from models.document import Door, ReviewState

STATES: dict[ReviewState, str] = {
    "unread": "Belum terbaca",
    "read": "Terbaca, tanpa pertanyaan",
    "to_review": "Perlu ditinjau",
    "in_review": "Sedang ditinjau",
    "checked": "Diperiksa",
    "approved": "Disetujui",
    "sent_back": "Dikembalikan",
}
TONES: dict[ReviewState, Tone] = {
    "unread": "netral",
    "read": "netral",
    "to_review": "tinggi",
    "in_review": "sedang",
    "checked": "rendah",
    "approved": "baik",
    "sent_back": "kritis",
}
ACTIONS: dict[Action, str] = {
    "take": "Ambil",
    "assign": "Serahkan",
    "release": "Lepaskan",
    "check": "Nyatakan diperiksa",
    "withdraw": "Tarik kembali",
    "approve": "Setujui",
    "send_back": "Kembalikan",
}
DONE: dict[str, str] = {
    "take": "mengambil dokumen ini",
    "assign": "menyerahkan dokumen ini",
    "release": "melepaskan dokumen ini",
    "check": "menyatakan dokumen ini diperiksa",
    "withdraw": "menarik kembali pernyataannya",
    "approve": "menyetujui dokumen ini",
    "send_back": "mengembalikan dokumen ini",
    "reopen": "membuka lagi dokumen ini karena laporannya berubah",
}
DOORS: dict[Door, str] = {"web": "formulir web", "api": "API", "folder": "folder", "sample": "contoh bawaan"}
