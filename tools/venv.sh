#!/bin/sh
# Make or complete a virtual environment with the pinned packages and this checkout.
#   tools/venv.sh FOLDER base|authoring|dev [PYTHON]
set -eu

folder=$1
set_=$2
wanted=${3:-}

fail() {
    echo "rnn-autograder: $*" >&2
    exit 1
}

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

choose_python() {
    for candidate in ${wanted:-python3.11 python3 python3.12 python3.13 python3.10}; do
        if suits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "needs Python 3.10 to 3.13 and found none of: ${wanted:-python3.11 python3 python3.12 python3.13 python3.10}." \
        "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or say which: make PYTHON=/path/to/python3.11"
}

make_venv() {
    python=$(choose_python)
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "$python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
    "$python" -m venv "$folder"
}

install() {
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}

install_torch() {
    if ! "$folder/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
        echo "without torch: it is used on Python 3.11 only; tests that need it are skipped"
    elif ! install --requirement requirements/torch.txt; then
        echo "without torch: it could not be installed (see above); tests that need it are skipped"
    fi
}

tell_about_interop() {
    suits_interop='import sys; sys.exit(sys.version_info[:2] < (3, 11))'
    "$folder/bin/python" -c "$suits_interop" ||
        echo "without Otter and nbgrader: they are used on Python 3.11 and later; tests that need them are skipped"
}

[ -x "$folder/bin/python" ] || make_venv
[ "$set_" != dev ] || { install_torch; tell_about_interop; }
install --requirement "requirements/$set_.txt" || fail "the packages of requirements/$set_.txt could not be installed"
install --no-deps --no-build-isolation --editable .
echo "$folder is ready ($set_, $("$folder/bin/python" --version))"
