"""One worker that serves our house and, under /plain/, the peer: `python -m bench.plain.worker PORT`."""

import os
import sys
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.plain.settings"

import uvicorn
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from bench.plain.settings import PLAIN_MIDDLEWARE
from config.asgi import House
from config.bodies import Intake
from config.bridge import Pages
from config.protocol import Protocol


class Both(House):
    """The house with the peer beside it: pages of either run in as many threads, behind the same HTTP."""

    def __init__(self) -> None:
        super().__init__(with_worker=False)
        with override_settings(MIDDLEWARE=PLAIN_MIDDLEWARE):
            plain = WSGIHandler()
        self._plain = Pages(plain, settings.PAGE_THREADS, Intake(settings.LONGEST_BODY))

    def _door(self, path: str) -> Any:
        return self._plain if path.startswith("/plain/") else super()._door(path)


if __name__ == "__main__":
    uvicorn.run(
        Both,
        factory=True,
        port=int(sys.argv[1]),
        http=Protocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        interface="asgi3",
        lifespan="on",
    )
