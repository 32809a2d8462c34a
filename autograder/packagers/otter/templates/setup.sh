#!/bin/sh
# Runs once, as root, when the image is built, by `otter grade` or by Gradescope: installs Otter and what grading
# needs into an environment of its own. No conda, no LaTeX, no browser; the system's python3 stays as it is.
#
#   AUTOGRADER_ROOT                             the folder that holds source/ [default: /autograder]
#   PIP_INDEX_URL, PIP_FIND_LINKS, PIP_NO_INDEX where packages come from, as pip reads them
#   TORCH_INDEX_URL                             where PyTorch comes from, if it is needed [default: its CPU builds]
set -eu

root=${AUTOGRADER_ROOT:-/autograder}
pins=$root/source/requirements.txt
venv=$root/venv

fail() {
    echo "setup.sh: $*" >&2
    exit 1
}

can_make_venv() {
    python3 -c 'import ensurepip, venv' 2>/dev/null
}

install_python() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 python3-venv ||
        fail "python3 and python3-venv could not be installed (see above)"
}

install_packages() {
    set -- --requirement "$pins"
    if grep -q '^torch==' "$pins"; then
        set -- "$@" --extra-index-url "${TORCH_INDEX_URL:-https://download.pytorch.org/whl/cpu}"
    fi
    "$venv/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check "$@" ||
        fail "the packages of requirements.txt could not be installed (see above)"
}

[ -f "$pins" ] || fail "there is no $pins: was the zip unpacked there?"
can_make_venv || install_python
python3 -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))' ||
    fail "the engine needs Python 3.10 to 3.13, and python3 is $(python3 --version)"
python3 -m venv "$venv" || fail "no virtual environment could be made in $venv"
install_packages
echo "setup.sh: ready, $("$venv/bin/python" --version)"
