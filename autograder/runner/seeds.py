"""Where private inputs come from: a secret, the submission's normalised source, the check."""

import hashlib
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Seeds:
    """Draws the generator of each check; equal for the same code handed in in any form."""

    secret: bytes
    submission: str

    def generator(self, check: str) -> np.random.Generator:
        """Return the generator that a check draws its inputs from."""
        parts = (self.secret, self.submission.encode(), check.encode())
        digest = hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()
        return np.random.default_rng(int.from_bytes(digest, "big"))
