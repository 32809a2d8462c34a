"""Where private inputs come from: a secret, the submission's normalised source, the check."""

import hashlib
from dataclasses import dataclass

import numpy as np

LARGEST_SEED = 2**32 - 1


@dataclass(frozen=True)
class Seeds:
    """Draws the generator of each check; equal for the same code handed in in any form.

    `submission` is what its normalised source hashes to, or a specimen's name.
    """

    secret: bytes
    submission: str

    def generator(self, check: str) -> np.random.Generator:
        """Return the generator that a check draws its inputs from."""
        return np.random.default_rng(self._drawn(check.encode()))

    def worker(self, check: str) -> int:
        """Return what starts torch's generator in a check's workers; it tells nothing of the inputs."""
        return self._drawn(check.encode(), b"worker") & LARGEST_SEED

    def _drawn(self, *what: bytes) -> int:
        parts = (self.secret, self.submission.encode(), *what)
        digest = hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()
        return int.from_bytes(digest, "big")
