"""Any bytes in the place of rnn.ipynb are a submission."""

from hostile.fuzz.handed_in import handed_in


def one(data: bytes) -> None:
    """Read bytes as the notebook in the place of the file that is asked for."""
    handed_in({"rnn.ipynb": data})
