"""Arguments that reach the student's code as PyTorch tensors."""

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from autograder.checks.answer import Answer
from autograder.worker.wire import Tensor


def tensor(
    values: ArrayLike | Answer, dtype: DTypeLike = np.float32, *, requires_grad: bool = False
) -> Tensor:
    """Return an argument that arrives as a tensor, in a part whose profile is torch.

    An array that is not marked so arrives as an array, but in a call of a network or of its methods,
    which take tensors. This process has no torch.

    Raises:
        CheckFailed: `values` is an answer that breaks a rung of the ladder.
    """
    return Tensor(np.array(values.array if isinstance(values, Answer) else values, dtype), requires_grad)
