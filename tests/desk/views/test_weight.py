"""What the first view of a public page weighs on the wire."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.desk.stage import Street

PAGE_BYTES, SCRIPT_BYTES = 60_000, 20_000
ASKED = re.compile(
    r'(?:<link rel="(?:stylesheet|icon)" href|<script[^>]* src|<use href|<img[^>]* src)="/static/([^"#]+)'
)
IMPORTED = re.compile(r'^import .*?"\./([^"]+)";', re.MULTILINE)


def asked_for(html: str) -> dict[str, int]:
    """Every file the page asks for at once, the modules its modules import with them, by its size as gzip sends it."""
    waiting, found = list(dict.fromkeys(ASKED.findall(html))), {}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        where = finders.find(name)
        assert where, name
        content = Path(where).read_bytes()
        found[name] = len(gzip.compress(content, 6))
        if name.endswith(".js"):
            waiting += [str(Path(name).parent / other) for other in IMPORTED.findall(content.decode())]
    return found


@pytest.mark.parametrize("address", ["/", "/now/", "/rumours/", "/now/{alert}/"])
def test_the_first_view_fits_a_slow_phone(street: Street, address: str) -> None:
    _incident, alert = street.alerted()
    for at in range(20):
        street.answered(f"answer{at}")
    html = Client().get(address.format(alert=alert.code)).content
    files = asked_for(html.decode())
    scripts = sum(size for name, size in files.items() if name.endswith((".js", ".mjs")))
    assert any(name.endswith("look.css") for name in files) and scripts
    assert len(html) + sum(files.values()) <= PAGE_BYTES
    assert scripts <= SCRIPT_BYTES
