"""How much of a submission is read; sizes in bytes.

A real solution of a whole assignment has under 100 KB and 10,000 syntax nodes. Everything here is
far above that and far below what would slow the grader down.
"""

FILE = 1 << 20
"""Source text of one file."""

ANSWERS = 64 << 10
"""A sheet of answers."""

NOTEBOOK = 10 << 20
"""A notebook file, which carries plots; its code must still fit in `FILE`."""

ARCHIVE = 64 << 20
"""An archive as it lies on disk, and a .tar.gz after decompression."""

TAR_HEADER = 2 << 10
"""What a tar says besides of one file, such as a long name; tarfile reads it in quadratic time."""

TAR_HEADERS = 256 << 10
"""What a tar says besides of all its files."""

TOTAL = 20 << 20
"""All files that are read of one submission."""

FILES = 200
"""Files that are read of one submission."""

ENTRIES = 10_000
"""Entries of an archive or folder, read or not."""

FOLDER_DEPTH = 20
"""Folders inside folders."""

RATIO = 100
"""Decompressed size over compressed size of a whole archive, beyond the first `TOTAL` bytes."""

LINES = 20_000
"""Lines of one file."""

STATEMENTS = 5_000
"""Statements at the top level of one file."""

CELLS = 3_000
"""Code cells of a notebook; each is parsed by itself."""

NODES = 200_000
"""Nodes of one file's syntax tree, and words of its text: a tree takes up to 1 KB for each word."""

TREE_DEPTH = 150
"""Nesting of a syntax tree; every walk over a tree may then recurse safely."""

BRACKETS = 60
"""Brackets inside brackets."""

DOTS = 100
"""Length of a dotted name: CPython's parser joins `import a.a.a...` in quadratic time."""

NOTES_OF_A_CODE = 20
"""Findings of one code that are kept."""

TEXT = 200
"""Characters of a text in a finding."""

ID = 80
"""Characters of a submission's id."""
