"""A sample submission_metadata.json, for a trial that brings none of its own.

Source: gradescope-autograders.readthedocs.io, "Submission metadata".
"""

import json
from datetime import datetime, timedelta, timezone


def sample(now: datetime | None = None) -> bytes:
    """Return a first submission, a day before it is due, by a student who does not exist."""
    now = now or datetime.now(timezone.utc)
    dates = {
        "release_date": (now - timedelta(days=7)).isoformat(),
        "due_date": (now + timedelta(days=1)).isoformat(),
        "late_due_date": None,
    }
    user = {"id": 1, "email": "student@example.org", "name": "A Student", "sid": "1001", "sections": []}
    document = {
        "id": 1,
        "created_at": now.isoformat(),
        "assignment_id": 1,
        "submission_method": "upload",
        "users": [{**user, "assignment": dates}],
        "assignment": {
            **dates,
            "id": 1,
            "course_id": 1,
            "title": "Stand-in",
            "group_submission": False,
            "group_size": None,
            "total_points": "0.0",
            "outline": [],
        },
        "previous_submissions": [],
    }
    return json.dumps(document, indent=1).encode()
