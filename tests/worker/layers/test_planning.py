from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import SandboxError
from autograder.model.assignment import Limits
from autograder.worker import layers
from autograder.worker.layers import identity
from autograder.worker.situation import SITUATIONS, WEAK

USER = SITUATIONS["user+landlock"]
PLANS = st.builds(
    layers.Plan,
    layers=st.lists(st.text()).map(tuple),
    cpu=st.integers(),
    memory=st.integers(),
    uid_base=st.integers(),
    threads=st.booleans(),
    root=st.text(),
)


@given(PLANS)
def test_a_plan_survives_json(plan):
    assert layers.Plan.from_json(plan.to_json()) == plan


def test_a_plan_takes_whole_seconds_and_bytes_from_the_limits():
    plan = layers.plan(USER, Limits(total_cpu=2.5, memory=512), threads=True, root="/r")
    assert plan == layers.Plan(USER.layers, 3, 512 * 2**20, identity.UID_BASE, True, "/r")  # noqa: FBT003


def test_user_ids_are_checked_only_where_workers_take_one(monkeypatch, tmp_path):
    monkeypatch.setattr(identity, "_PASSWD", tmp_path / "passwd")
    (tmp_path / "passwd").write_text(f"maryam:x:{identity.UID_BASE}:0\n")
    assert layers.plan(WEAK, Limits()).layers == ()
    with pytest.raises(SandboxError, match="maryam"):
        layers.plan(replace(WEAK, layers=("identity",)), Limits())
