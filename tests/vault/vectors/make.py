"""Writes the vectors of the newest envelope version: `python -m tests.vault.vectors.make 1`. Run once for each version
ever released; the files stay for ever, because what was sealed by any release must open in every later one."""

import json
import sys
from pathlib import Path

from wekeep.kit import envelope
from wekeep.kit.envelope import Binding, Group
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


if __name__ == "__main__":
    made = [vector(number, fields) for number, fields in enumerate(FIELDS)]
    (HERE / f"v{int(sys.argv[1])}.json").write_text(json.dumps(made, indent=1, ensure_ascii=True) + "\n")
    served = [service_vector(number, fields) for number, fields in enumerate(FIELDS)]
    (HERE / f"service-v{int(sys.argv[1])}.json").write_text(json.dumps(served, indent=1, ensure_ascii=True) + "\n")
