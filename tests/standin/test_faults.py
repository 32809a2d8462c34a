import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.standin.faults import faults, interpreter


def test_a_right_pack_has_no_faults(pack):
    assert faults(pack()) == ()


def test_what_is_not_a_zip_is_said_to_be_none(submission):
    assert faults(submission) == ("rnn.py is not a zip file (File is not a zip file).",)


def test_a_zip_that_was_damaged_on_its_way_is_named_with_the_file(pack):
    path = pack(data="a" * 64)
    path.write_bytes(path.read_bytes().replace(b"aaaa", b"aaba", 1))
    assert faults(path) == ("pack.zip is damaged: the content of data does not have its checksum.",)


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_a_missing_script_is_named(pack, script):
    absent = {"setup.sh": "setup", "run_autograder": "run"}[script]
    assert faults(pack(**{absent: None})) == (f"The zip has no {script}; the platform needs it at the top.",)


def test_a_pack_one_folder_too_deep_is_explained(pack):
    assert faults(pack(folder="a1/")) == tuple(
        f"{script} is in the folder a1/ of the zip; the platform looks for it at the top. "
        "Zip what is in the folder, not the folder itself."
        for script in ("setup.sh", "run_autograder")
    )


def test_windows_line_ends_are_explained(pack):
    (fault,) = faults(pack(setup="#!/bin/sh\r\nexit 0\r\n"))
    assert fault.startswith("setup.sh has Windows line ends (CRLF)")


def test_a_script_without_the_run_bit_is_explained(pack):
    assert faults(pack(mode=0o644)) == tuple(
        f"{script} has no run bit (mode 644); make the zip where `chmod +x {script}` was done."
        for script in ("setup.sh", "run_autograder")
    )


def test_a_script_without_an_interpreter_is_explained(pack):
    (fault,) = faults(pack(run="echo hello\n"))
    assert fault.startswith("run_autograder does not begin with #!")


def test_all_faults_of_a_pack_are_told_at_once(pack):
    assert len(faults(pack(setup="echo\r\n", run=None))) == 2 + 1


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"#!/bin/sh\n", "/bin/sh"),
        (b"#! /bin/sh -eu\nexit", "/bin/sh"),
        (b"#!/usr/bin/env python3\n", "python3"),
        (b"#!/usr/bin/env -S LANG=C python3 -u\n", "python3"),
        (b"#!/usr/bin/env\n", "/usr/bin/env"),
        (b"#!\n", None),
        (b"echo\n#!/bin/sh\n", None),
        (b"", None),
    ],
)
def test_the_first_line_names_the_interpreter(line, name):
    assert interpreter(line) == name


@given(st.binary())
def test_no_script_is_too_odd_to_be_read(script):
    name = interpreter(script)
    assert name is None or script.startswith(b"#!")


@given(st.binary(max_size=200))
def test_no_file_is_too_odd_to_be_judged(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("odd") / "odd.zip"
    path.write_bytes(content)
    assert faults(path)
