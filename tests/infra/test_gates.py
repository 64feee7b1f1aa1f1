"""What Cloud Storage would ask of an account, by the request it is sent."""

from __future__ import annotations

import pytest

from tests.infra.gates import permissions_of

OBJECTS = "/storage/v1/b/lake/o"
UPLOAD = f"/upload{OBJECTS}?uploadType=multipart"
BODY = b'--==1==\r\ncontent-type: application/json\r\n\r\n{"name": "old.json"}\r\n--==1==\r\n\r\n{}'


def is_old(bucket: str, name: str) -> bool:
    return (bucket, name) == ("lake", "old.json")


@pytest.mark.parametrize(
    ("method", "path", "body", "needed"),
    [
        ("GET", f"{OBJECTS}?prefix=contacts", b"", {"list"}),
        ("GET", f"{OBJECTS}/contacts%2Fone.json", b"", {"get"}),
        ("GET", f"/download{OBJECTS}/contacts%2Fone.json?alt=media", b"", {"get"}),
        ("DELETE", f"{OBJECTS}/old.json", b"", {"delete"}),
        ("PATCH", f"{OBJECTS}/old.json", b"{}", {"update"}),
        ("POST", UPLOAD, BODY.replace(b"old", b"new"), {"create"}),
        ("POST", UPLOAD, BODY, {"create", "delete"}),
        ("POST", f"{UPLOAD}&ifGenerationMatch=0", BODY, {"create"}),
        ("POST", f"{UPLOAD}&ifGenerationMatch=7", BODY, {"create", "delete"}),
        ("POST", f"/upload{OBJECTS}?uploadType=resumable&name=old.json", b"", {"create", "delete"}),
        ("PUT", f"/upload{OBJECTS}?uploadType=resumable&upload_id=1", b"", set()),
    ],
)
def test_a_request_needs_these_permissions(
    method: str, path: str, body: bytes, needed: set[str]
) -> None:
    assert permissions_of(method, path, body, exists=is_old) == {("lake", one) for one in needed}


def test_what_is_not_understood_is_not_overlooked() -> None:
    asked = permissions_of("GET", "/storage/v1/b/lake", b"", exists=is_old)

    assert asked == {("GET /storage/v1/b/lake", "not understood")}
