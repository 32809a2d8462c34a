"""Let pytest run the public checks on the files in this folder."""

pytest_plugins = ["autograder.runner.fixtures"]
