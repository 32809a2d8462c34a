"""
family: notebooks
tries: a notebook whose JSON is nested a million times, with keys twice, NaN and a number of a million digits
stopped_by: [guarded_json]
shows: lost RecursionError
"""

from pathlib import Path


def hand_in(folder, places):
    path = Path(folder) / "rnn.ipynb"
    depth = 1_000_000
    path.write_text(f'{{"cells": [], "cells": NaN, "nbformat": {"[" * depth}{"]" * depth}, "x": {"1" * 10**6}}}', "utf-8")
    return path
