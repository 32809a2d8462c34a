"""How many numbers a recurrent layer learns."""


def count_parameters(kind: str, n_a: int, n_x: int) -> int:
    """Count the weights and biases of a recurrent layer, without what predicts from its state.

        g (n_a (n_a + n_x) + n_a), where g is 1 for "rnn", 3 for "gru", 4 for "lstm"

    One bias vector for each gate and for the candidate, as in the lecture notes; torch has two.

    Parameters
    ----------
    kind : str, "rnn" or "gru" or "lstm"
    n_a : int, size of the state
    n_x : int, size of the input

    Returns
    -------
    count : int, number of weights and biases

    Source: the shapes of Waa, Wax, ba and of W and b of each gate.
    """
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}[kind]
    return blocks * (n_a * (n_a + n_x) + n_a)
