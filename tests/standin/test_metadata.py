import json
from datetime import datetime, timezone

from autograder.standin.metadata import sample

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def test_the_sample_is_handed_in_before_it_is_due_and_for_the_first_time():
    document = json.loads(sample(NOW))
    assert document["created_at"] == "2026-03-01T12:00:00+00:00"
    assert datetime.fromisoformat(document["assignment"]["due_date"]) > NOW
    assert document["previous_submissions"] == []


def test_the_sample_has_every_field_that_the_platform_documents():
    document = json.loads(sample())
    assert set(document) == {
        *("id", "created_at", "assignment_id", "submission_method", "users", "assignment"),
        "previous_submissions",
    }
    assert set(document["users"][0]) == {"id", "email", "name", "sid", "sections", "assignment"}
    assert set(document["assignment"]) >= {
        *("id", "course_id", "title", "due_date", "late_due_date", "group_submission", "group_size"),
        *("total_points", "outline"),
    }
