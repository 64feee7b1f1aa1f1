"""Who the deployed story is about, and what their companies send. All made up."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

MAILING: Final = "trendmedia.mailing"
CLICKS: Final = "trendmedia.clicks"
CRM: Final = "mediapulse.crm"

SUBSCRIBERS: Final = (
    "subscriber_id,first_name,last_name,email_address,phone,zip,country,newsletter\n"
    "MP1,Camille,Quesnoy,camille.quesnoy@example.org,06 39 98 11 22,69004,FR,yes\n"
    "MP2,Paul,Vandermeer,paul.v@example.org,06 39 98 33 44,59000,FR,no\n"
    "MP3,Zoé,Xylocanari,zoe.xylocanari@example.org,06 39 98 75 31,31000,FR,yes\n"
    ",,,,06 39 98 75 31,31000,FR,yes\n"
)
"""Three people, and a row nobody can be made of, which names one of them."""


def member(id: int, given: str, family: str, *, email: str, phone: str, zip: str) -> dict[str, Any]:
    """A record as the e-mailing tool exports it."""
    return {
        "id": f"tm-{id}",
        "email_address": email,
        "status": "subscribed",
        "merge_fields": {"FNAME": given, "LNAME": family, "PHONE": phone},
        "location": {"country_code": "FR", "zip": zip, "timezone": "Europe/Paris"},
        "tags": [{"id": 7, "name": "podcast"}],
    }


EXPORT: Final = {
    "list_id": "l1",
    "subscribers": [
        member(1, "Camille", "Quesnoy", email="camille.quesnoy@example.org", phone="", zip="69004"),
        member(
            2,
            "Zoé",
            "Xylocanari",
            email="zoe.xylocanari@example.org",
            phone="0639987531",
            zip="31000",
        ),
        member(3, "Lou", "Zywiec", email="lou.zywiec@example.org", phone="0639985566", zip="44000"),
        member(4, "", "", email="", phone="", zip=""),
    ],
}
"""Two whom the group knows, one it does not, and one who cannot be told from anybody."""

LIVE: Final = [{"id": "tm-2", "merge_fields.PHONE": "06 39 98 75 99"}]

CLICKED: Final = [
    {
        "click_id": f"c{number}",
        "clicked_at": f"2026-03-0{number}T08:00:00Z",
        "subscriber_id": f"tm-{number}",
        "campaign": {"title": "Mars"},
        "target": {"url": "https://trendmedia.example/mars"},
    }
    for number in (1, 2, 3)
]


def two_files(text: str) -> bytes:
    """A ZIP of two exports."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", text)
        archive.writestr("b.csv", text)
    return out.getvalue()
