"""Logs that an operator can use and a thief cannot: no address, no place, no words of people."""

import logging
import re
import sys
import threading
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# What is never written, whoever logs it: network addresses, e-mail addresses, telephone numbers, coordinates.
_SCRUBS = (
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b"), "[address]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])"), "[address]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    (re.compile(r"-?\b\d{1,3}\.\d{3,}\b"), "[number]"),
    (re.compile(r"(?<![\w-])(?!\d{4}-\d{2}-\d{2}\b)\+?\(?\d[\d\-.() ]{7,}\d(?![\w-])"), "[number]"),
)
_TIME_KEYS = frozenset({"timestamp", "level", "logger"})


def scrub(text: str) -> str:
    """`text` without network addresses, e-mail addresses, telephone numbers and coordinates."""
    for pattern, instead in _SCRUBS:
        text = pattern.sub(instead, text)
    return text


def _scrub_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: value if key in _TIME_KEYS else _scrub_value(value) for key, value in event.items()}


def _scrub_value(value: Any) -> Any:
    """Numbers are scrubbed as they would be written: a coordinate is a float and a telephone number may be an int."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value if scrub(str(value)) == str(value) else "[number]"
    if isinstance(value, dict):
        return {scrub(str(key)): _scrub_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrub_value(inner) for inner in value]
    return scrub(str(value))


def _exception_without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception as its type and the lines it passed: its message may hold what a person typed."""
    info = event.pop("exc_info", None)
    if info:
        kind, trouble, trace = (
            sys.exc_info()
            if info is True
            else (info if isinstance(info, tuple) else (type(info), info, info.__traceback__))
        )
        frames = []
        while trace is not None:
            frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 3)[-1]}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["exception"] = getattr(kind, "__name__", "Exception")
        event["passed"] = " > ".join(frames[-12:])
        del trouble
    return event


def _drop_request(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Django's own lines without what it fills in: paths, hosts and statements hold what a person typed."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and record.name.startswith("django."):
        status = getattr(record, "status_code", None)
        event["event"] = f"{record.name} answered {status}" if status else record.name
    return event


def _say_without_message(crash: threading.ExceptHookArgs) -> None:
    structlog.get_logger(__name__).error(
        "a thread crashed", exc_info=(crash.exc_type, crash.exc_value, crash.exc_traceback)
    )


def configure(options: dict[str, Any]) -> None:
    """Send everything, our own and the libraries', through one scrubbing pipeline to standard error."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer = (
        structlog.processors.JSONRenderer()
        if options["format"] == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared],
        processors=[
            _drop_request,
            _exception_without_values,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _scrub_event,
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    # names the passkey of everyone who signs in
    logging.getLogger("fido2").setLevel(logging.WARNING)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(options["level"])
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "httpx", "httpcore"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in ("uvicorn.access", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    threading.excepthook = _say_without_message
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
