"""What generated submissions are put together from: odd objects, hostile and harmless statements."""


def pieces(text: str) -> tuple[str, ...]:
    """Return what stands between empty lines, or on each line where there are none."""
    return tuple(text.strip().split("\n\n" if "\n\n" in text else "\n"))


NASTY = '''\
class Nasty:
    """Raises, or lies, whatever is asked of it."""

    def __getattr__(self, name):
        raise SystemExit(name)

    def __eq__(self, other):
        return True

    def __bool__(self):
        raise KeyboardInterrupt

    def __len__(self):
        return 10**18

    def __iter__(self):
        while True:
            yield self

    def __array__(self, *args, **kwargs):
        raise MemoryError

    def __repr__(self):
        raise RecursionError

    __str__ = __hash__ = __float__ = __index__ = __repr__
    __add__ = __radd__ = __mul__ = __rmul__ = __call__ = lambda self, *args: self


class Liar(np.ndarray):
    """An array that equals everything."""

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array_ufunc__(self, *args, **kwargs):
        return self

    def __array_function__(self, *args, **kwargs):
        return True

    shape = dtype = property(lambda self: (2, 3))


class Wrong(Exception):
    """Cannot be told."""

    def __str__(self):
        raise Wrong

    __repr__ = __str__


class Meta(type):
    __module__ = property(lambda cls: 1 / 0)
    __name__ = property(lambda cls: chr(0xD800))


class Odd(Exception, metaclass=Meta):
    pass


real = print.__self__.__import__
'''
"""Stands at the top of every submission that is not harmless: the others use its names."""
WORTHLESS = pieces(r"""
None
()
[]
{}
''
0
True
Ellipsis
NotImplemented
object()
object
np
[[1, [2]], 3]
[[]] * 3
range(6)
iter([1])
(v for v in 'abc')
lambda: 0
double
{'y': 1}
{1: 2}
{1, 2}
b'bytes'
bytearray(9)
memoryview(b'1')
globals()
vars(np)
chr(0xD800)
'\x00' * 99
'\x1b[2J\u202e<script>alert(1)</script>'
'x' * 10**7
float('nan')
float('-inf')
1j
10**5000
-(2**64)
np.float16(1)
np.longdouble('1e4000')
np.zeros((0,) * 20)
np.zeros((1,) * 32)
np.zeros((2, 3, 1))
np.array('text')
np.array(None)
np.array([object()])
np.array([[1, 2], [3]], dtype=object)
np.datetime64('2026')
np.void(b'1')
np.zeros(2, [('a', 'f8')])
np.full((2, 3), np.nan)
np.full((2, 3), 1j)
np.dtype('f8')
np.broadcast_to(1.0, (10**9,))
np.zeros((2**20, 0))
np.random.default_rng(1)
np.nditer([1])
np.lib.stride_tricks.as_strided(np.ones(1), (10**9,), (0,))
np.zeros(10**8)
np.zeros(10**11)
Nasty()
Nasty
[Nasty()]
(Nasty(), Nasty())
{'y': Nasty()}
Meta
Odd
Wrong()
""")
"""Expressions that earn no point, whichever function returns them."""

ODD = pieces(r"""
x
x.T
x.view(Liar)
np.matrix(x)
np.ma.masked_array(x)
x.tolist()
tuple(map(tuple, x))
x * 2
x[::-1]
x.astype('f2')
x.astype('>f8')
np.asfortranarray(x)
x.sum(-1)
2 * x.copy()
total(x)
double(x)
double(double(x))
(yield)
[*x]
x + Nasty()
np.sum(x) + 10**400
""")
"""Expressions that may be right, or nearly."""

STATEMENTS = pieces(r"""
raise Wrong

raise Odd

raise SystemExit(3)

raise KeyboardInterrupt

raise GeneratorExit

raise NotImplementedError

raise MemoryError

raise RecursionError(Nasty())

raise Nasty

raise

raise ValueError('x' * 10**6)

raise ValueError(chr(0xDCFF) + '\x1b]0;<b>\u202e')

assert False, x

raise ExceptionGroup('g', [Odd()] * 99)

raise type('A' * 10**5, (ValueError,), {})

1 / 0

exit()

return double(x)

return total(x)

x[...] = 0

x.resize(0, refcheck=False)

del x

x += 1e300

x.setflags(write=False)

x.shape = -1

x.dtype = 'i1'

x.sort()

import socket

import os

import autograder

import pytest

from autograder.worker import wire

open('/etc/passwd').read()

print('x' * 10**7)

print('\x1b[31m\u202e<script>', chr(0xD800), '\x00')

print(Nasty())

np.sum = np.allclose = np.asarray = lambda *a, **k: 0

np.ndarray = list

global np; np = None

real('builtins').isinstance = lambda *a: True

real('builtins').len = None

real('gc').disable()

real('json').dumps = lambda *a, **k: '{}'

real('struct').Struct.pack = None

real('sys').modules.clear()

real('socket').socket.sendall = lambda *a: None

real('sys').stdout = None

real('sys').exit(0)

real('os')._exit(0)

real('os').abort()

real('os').kill(0, 9)

real('os').kill(1, 9)

real('os').fork()

real('os').closerange(0, 99)

real('os').system('true')

real('os').setsid()

real('ctypes').string_at(0)

real('ctypes').memset(id(None), 0, 99)

real('ctypes').CDLL(None).exit(0)

real('threading').Thread(target=total).start()

real('signal').alarm(1)

real('atexit').register(exit)

real('sys').setrecursionlimit(10**8); return (f := lambda: f())()

real('sys').settrace(exit)

eval('(' * 10**4)

exec('x' + '.x' * 10**5)

compile('1+' * 10**5 + '1', '', 'eval')

int('9' * 4000)

keep = [real('gc').get_objects()]; keep.clear()

real('sys')._getframe(1).f_locals.clear()

files = [open('/dev/null') for _ in range(10**4)]

real('tempfile').mkdtemp()

real('os').mkfifo('f')

text = 'x' * 10**9

text = [[]] * 10**9

many = np.ones((10**5, 10**5))

deep = []; deep[:] = [deep]

for fd in range(3, 30):
    try:
        real('os').write(fd, b'\0\0\0\5\0\0\0\0nope!')
    except OSError:
        pass

for fd in range(3, 30):
    try:
        real('os').write(fd, real('os').urandom(99))
    except OSError:
        pass

for f in real('gc').get_objects():
    if isinstance(f, dict):
        f['kind'] = x
""")
"""Statements to put into a function."""

FORGED_KEYS = pieces("kind\nvalue\nchanged\nstdout\nerror\ntext\nbases\nname\nline\nfile\nframes")
FORGED_VALUES = pieces(r"""
None
-1
16**4000
2**40
1e400
True
'x' * 10**6
chr(0xD800)
[]
{}
'passed'
np.arange(4.0)
np.zeros((2**20, 0))
np.array('x')
[(0, np.arange(6.0))]
[(9, 1)]
[('x', x)]
[('rnn.py', 16**4000, 'f')] * 3
[('rnn.py', 3, 'f' * 10**4)] * 99
['SystemExit']
[[[[[[x]]]]]]
np.random.Generator(np.random.MT19937(1))
np.random.default_rng(1)
Nasty()
[np.float16(1)] * 9
""")

FORGE = """\
w = real('autograder.worker.wire', fromlist=['x'])
def forged(reply, *more, honest=w.encode):
    return honest({{**reply, '{key}': {value}}}, *more)
w.encode = forged
{ending}"""
"""Answers in the place of the worker's own session: a field of its reply holds something else."""

HANGS = pieces(r"""
while True: pass

real('time').sleep(60)

sum(range(10**12))

10**10**9

'x' in 'x' * 10**8 + 'y'

np.linalg.svd(np.ones((2000, 2000)))

real('re').match('(a+)+$', 'a' * 40 + 'b')

max(iter(int, 1))

for s in range(1, 65):
    try:
        real('signal').signal(s, lambda *a: None)
    except (OSError, ValueError):
        pass
while True: pass

while True:
    print('x' * 10**4)
""")
"""Statements that use up a clock; few, since each takes what a call may take."""

DECORATORS = pieces(r"""
staticmethod
property
classmethod
np.vectorize
type
iter
print
Nasty()
exit
id
lambda f: f
lambda f: Nasty()
lambda f: lambda *a: f(*a)
lambda f: f(1)
np.errstate(all='raise')
""")

HARMLESS_TOPS = (
    *pieces(r"""
print('hello')

import matplotlib.pyplot as plt

assert False, 'a test of mine'

raise SystemExit

while True: pass

exit()

1 / 0

result = double(np.ones((2, 3))) / Nobody

unused = 10**10**9

open('/etc/passwd').read()

class Unused(Nobody): pass

def unused(x=1 / 0): pass

del Nobody

def broken(:
    pass

x = = 3

'''A text.'''

for i in range(10**9): pass

if __name__ == '__main__':
    double()

import os, sys

from sympy import *

%time double(1)

print('''
<<<<<<< HEAD
''')

x: int = 'text'

assert double is total
"""),
    "# a comment \u202e",
    "\u0645\u062b\u0627\u0644 = 1",
)
"""Lines beside the functions; whoever keeps those right keeps all points."""

HARMLESS_STATEMENTS = pieces(r"""
print(x.shape)

print(chr(0xD800), '\x1b[2J')

unused = x.copy(); unused += 1

pass

'''A docstring.'''

assert x is not None

import math

x = np.array(x)

unused = [Nasty for _ in ()]

unused = lambda: Nobody

try:
    1 / 0
except ZeroDivisionError:
    pass

for i in range(3): print(i)

global unused
""")
"""Statements that may stand first in a right function."""
