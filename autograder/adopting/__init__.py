"""Suites that instructors have for Gradescope, run in the sandbox: `autograder adopt`.

The suite's own files stay as they are. While a test runs, an object stands in `sys.modules` for the student's
module; whatever is done with it is done in a worker (`module`, `thing`, `student`).
"""
