#!/bin/sh
# Runs once, as root, when the image is built: installs what grading needs into an environment of its own. The
# system's python3, which the platform itself runs on, stays as it is.
#
#   AUTOGRADER_ROOT                             the folder that holds source/ [default: /autograder]
#   PIP_INDEX_URL, PIP_FIND_LINKS, PIP_NO_INDEX where packages come from, as pip reads them
#   TORCH_INDEX_URL                             where PyTorch comes from, if it is needed [default: its CPU builds]
set -eu

root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source
venv=$root/venv

fail() {
    echo "setup.sh: $*" >&2
    exit 1
}

python_suits() {
    python3 -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))'
}

can_make_venv() {
    python3 -c 'import ensurepip, venv' 2>/dev/null
}

install_venv() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-venv ||
        fail "python3 cannot make virtual environments, and python3-venv could not be installed (see above)"
}

install_packages() {
    set -- --requirement "$source/requirements.txt"
    if grep -q '^torch==' "$source/requirements.txt"; then
        set -- "$@" --extra-index-url "${TORCH_INDEX_URL:-https://download.pytorch.org/whl/cpu}"
    fi
    "$venv/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check --only-binary :all: "$@" ||
        fail "the packages of requirements.txt could not be installed (see above)"
}

[ -f "$source/requirements.txt" ] || fail "there is no $source/requirements.txt: was the pack unpacked there?"
command -v python3 >/dev/null || fail "there is no python3"
python_suits || fail "the engine needs Python 3.10 to 3.13, and python3 is $(python3 --version)"
can_make_venv || install_venv
python3 -m venv "$venv" || fail "no virtual environment could be made in $venv"
install_packages
"$venv/bin/python" -m compileall -q -f "$source" || fail "the pack holds Python files that do not compile"

# the private tests, the reference and the secret are for root: a student's code runs as another user
chmod -R go= "$source"
echo "setup.sh: ready, $("$venv/bin/python" --version)"
