"""The trust boundary: student code runs in a worker, and the grader holds a proxy."""
