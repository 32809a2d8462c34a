"""An assignment for instructors who live in nbgrader: a course to grade in, and what grades it there.

`pack` writes the course; `preprocessor` runs in nbgrader, in the place of its Execute.
"""
