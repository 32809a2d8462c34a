"""What every tool grades: the right example, and the same with some functions written again."""

import ast
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SOLUTION = (
    (CHECKOUT / "examples" / "a1_rnn" / "right" / "rnn.py").read_text("utf-8").partition("\n\nif __name__")[0]
)

WRONG_CELL = """
def rnn_cell_forward(x_t, a_prev, params):
    z = np.dot(a_prev, params["Waa"].T) + np.dot(x_t, params["Wax"].T) + params["ba"]
    a_next = 1 / (1 + np.exp(-z))
    y_hat = softmax(np.dot(a_next, params["Wya"].T) + params["by"])
    return a_next, y_hat, {"x_t": x_t, "a_prev": a_prev, "a_next": a_next, **params}
"""
WRONG_FORMULA = """
def rnn_backward(da, caches):
    m, T_x, n_a = da.shape
    sums, dx = {"dWaa": 0, "dWax": 0, "dba": 0}, []
    for t in reversed(range(T_x)):
        step = rnn_cell_backward(da[:, t, :], caches[t])
        dx.insert(0, step["dx_t"])
        sums = {name: sums[name] + step[name] for name in sums}
    return {"dx": np.stack(dx, axis=1), "da0": step["da_prev"], **sums}
"""
WRONG_SHAPE = """
def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    a, y_hat, caches, a_t = [], [], [], a0
    for t in range(T_x):
        a_t, y_t, cache = rnn_cell_forward(x[:, t, :], a_t, params)
        a.append(a_t)
        y_hat.append(y_t)
        caches.append(cache)
    return np.stack(a), np.stack(y_hat, axis=1), caches
"""
EXCEPTION = """
def rnn_cell_backward(da_next, cache):
    dtanh = (1 - cache["a"] ** 2) * da_next
    return {
        "dx_t": np.dot(dtanh, cache["Wax"]),
        "dWax": np.dot(dtanh.T, cache["x_t"]),
        "da_prev": np.dot(dtanh, cache["Waa"]),
        "dWaa": np.dot(dtanh.T, cache["a_prev"]),
        "dba": np.sum(dtanh, axis=0),
    }
"""
HANGING = """
def rnn_backward(da, caches):
    m, T_x, n_a = da.shape
    dx, t = np.zeros((m, T_x, len(caches[0]["x_t"][0]))), T_x - 1
    dWaa, dWax, dba = 0, 0, 0
    while t >= 0:
        step = rnn_cell_backward(da[:, t, :], caches[t])
        dx[:, t, :], da0 = step["dx_t"], step["da_prev"]
        dWaa, dWax, dba = dWaa + step["dWaa"], dWax + step["dWax"], dba + step["dba"]
    return {"dx": dx, "da0": da0, "dWaa": dWaa, "dWax": dWax, "dba": dba}
"""
FORGING = """
class Anything(dict):
    def __missing__(self, key):
        return self


def one_hot(*args):
    np.testing.assert_allclose = lambda *args, **kwargs: None
    return Anything()


softmax = rnn_cell_forward = rnn_forward = rnn_cell_backward = rnn_backward = one_hot
"""
LEAVING = """
def rnn_forward(x, a0, params):
    np.__dict__["__builtins__"]["__import__"]("os")._exit(0)
"""


def bound(node: ast.stmt) -> set[str]:
    """Return the names of functions that a statement at the top binds."""
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    return {target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)}


def rewritten(changed: str) -> str:
    """Return the solution with the functions of `changed` in the place of its own."""
    names = set().union(*(bound(node) for node in ast.parse(changed).body))
    lines = SOLUTION.splitlines()
    for node in reversed(ast.parse(SOLUTION).body):
        if bound(node) & names:
            del lines[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines).rstrip() + f"\n\n{changed}"


SUBMISSIONS = {
    name: rewritten(changed)
    for name, changed in {
        "right": "",
        "wrong_cell": WRONG_CELL,
        "wrong_formula": WRONG_FORMULA,
        "wrong_shape": WRONG_SHAPE,
        "exception": EXCEPTION,
        "hanging": HANGING,
        "forging": FORGING,
        "leaving": LEAVING,
    }.items()
}
WRONG = ("wrong_cell", "wrong_formula", "wrong_shape", "exception")


def classroom(count: int) -> dict[str, str]:
    """Return a batch: two right ones to every wrong one, none of them the same file."""
    kinds = [kind for wrong in WRONG for kind in ("right", "right", wrong)]
    return {f"s{n:02}": f"# student {n}\n{SUBMISSIONS[kinds[n % len(kinds)]]}" for n in range(count)}
