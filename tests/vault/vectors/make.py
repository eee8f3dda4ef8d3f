"""Writes the vectors of the newest envelope version: `python -m tests.vault.vectors.make 1`. Run once for each version
ever released; the files stay for ever, because what was sealed by any release must open in every later one."""

import io
import json
import sys
from base64 import b64encode
from pathlib import Path

from wekeep.kit import envelope
from wekeep.kit.envelope import Binding, Group
from wekeep.kit.sealed_stream import CHUNK, seal_stream, stream_key
from wekeep.kit.service_seal import ServiceBinding, seal_for_service

HERE = Path(__file__).parent
FIELDS = (
    {"need": "milk and bread", "language": "so"},
    {"name": "Ḥodan ⟨test⟩", "note": '\u0000 "quoted" \\ line\nline'},
    {"note": "x" * 1500},
    {"note": "é" * 3000},
)


def vector(number: int, fields: dict[str, str]) -> dict[str, object]:
    """One sealed group with every key that opens it."""
    role_private, role_public = envelope.new_pair()
    day_private, day_public = envelope.new_pair()
    binding = Binding("request", f"record-{number}", list(Group)[number], "zone-7", "dispatcher", "2026-12-01")
    key = envelope.new_key()
    wrap = envelope.wrap_key(key, binding, role_key=role_public, epoch=12 + number, bucket_key=day_public)
    return {
        "kind": binding.kind,
        "record": binding.record,
        "group": binding.group.value,
        "zone": binding.zone,
        "role": binding.role,
        "bucket": binding.bucket,
        "epoch": 12 + number,
        "role_private": role_private.hex(),
        "day_private": day_private.hex(),
        "key": key.hex(),
        "wrap": wrap.hex(),
        "body": envelope.seal_fields(key, binding, fields).hex(),
        "fields": fields,
    }


def service_vector(number: int, fields: dict[str, str]) -> dict[str, object]:
    """Something sealed to the installation's own service, with every key that opens it."""
    service_private, service_public = envelope.new_pair()
    day_private, day_public = envelope.new_pair()
    binding = ServiceBinding("address", f"record-{number}")
    sealed = seal_for_service(binding, fields, service_key=service_public, bucket_key=day_public)
    return {
        "kind": binding.kind,
        "record": binding.record,
        "service_private": service_private.hex(),
        "day_private": day_private.hex(),
        "sealed": sealed.hex(),
        "fields": fields,
    }


# lengths at which chunks begin and end
LENGTHS = (0, 5, CHUNK, CHUNK + 1)


def plain_of(length: int) -> bytes:
    """What a file vector of this length says."""
    return bytes(n % 251 for n in range(length))


def file_vector(number: int, length: int) -> dict[str, object]:
    """One sealed file with its data key; chunks in base 64."""
    binding = Binding("request", f"record-{number}.file-{number}", Group.FILES, "zone-7", "dispatcher", "2026-12-01")
    key = envelope.new_key()
    sealed = b"".join(seal_stream(stream_key(key), binding, io.BytesIO(plain_of(length))))
    at = {"kind": binding.kind, "record": binding.record, "zone": binding.zone, "role": binding.role}
    told = {"bucket": binding.bucket, "key": key.hex(), "length": length, "sealed": b64encode(sealed).decode()}
    return at | told


if __name__ == "__main__":
    made = [vector(number, fields) for number, fields in enumerate(FIELDS)]
    (HERE / f"v{int(sys.argv[1])}.json").write_text(json.dumps(made, indent=1, ensure_ascii=True) + "\n")
    files = [file_vector(number, length) for number, length in enumerate(LENGTHS)]
    (HERE / f"file-v{int(sys.argv[1])}.json").write_text(json.dumps(files, indent=1, ensure_ascii=True) + "\n")
    served = [service_vector(number, fields) for number, fields in enumerate(FIELDS)]
    (HERE / f"service-v{int(sys.argv[1])}.json").write_text(json.dumps(served, indent=1, ensure_ascii=True) + "\n")
