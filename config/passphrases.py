"""How members' passphrases are hashed: Argon2id at 64 MiB and three passes (RFC 9106)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PassphraseHasher(Argon2PasswordHasher):
    """About 80 ms and 64 MiB a guess; with five drawn words (64.6 bits) a stolen table gives nothing away."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1
