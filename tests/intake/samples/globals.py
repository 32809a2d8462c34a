"""Top-level code of every kind."""
import numpy as np; import math
from collections import OrderedDict

try:
    import cupy as xp
except ImportError:
    import numpy as xp

EPS = 1e-8
SIZES = {"n_a": 4}
SIZES["n_x"] = 3
SIZES.update(n_y=2)
unused = np.ones(10_000)
history = []
if math.pi > 3:
    scale = EPS * 2
else:
    scale = 0.0
for _name in ("Waa", "Wax"):
    SIZES[_name] = len(_name)
sigmoid = lambda z: 1 / (1 + np.exp(-z)); print("not me")
history.append(1)


class Cell:
    factor = scale

    def __call__(self, z):
        return sigmoid(z) * self.factor


@staticmethod
def unimportant():
    return None


def softmax(z, eps=EPS):
    return xp.exp(z) / (SIZES["n_x"] + SIZES["n_y"] + SIZES["Waa"] + eps)


def rnn_cell_forward(x_t, a_prev, params, cell=Cell()):
    return cell(x_t)


for step in range(1000):
    loss = rnn_cell_forward(np.zeros(3), None, None)
    history.append(loss)

assert softmax(np.zeros(1)).shape == (1,)

if __name__ == "__main__":
    weights = np.ones(3)
    print(softmax(weights))
