"""One run in the container: whatever happens, a results.json is there that lists every check.

First comes one that knows nothing, copied as it is because reading the catalogues takes time. Then a child
grades, and replaces it step by step; here is only waited. So what the child has written when it is killed, or
hangs, stays.
"""

import json
import traceback
from pathlib import Path

from autograder.container.places import RESULTS, Places
from autograder.container.telling import tell
from autograder.container.watchdog import Allow, Ending, supervise, usable
from autograder.errors import OutputError, writing
from autograder.model.platform import Platform
from autograder.reports.file import replace
from autograder.worker.host import hosting

NOTHING = Path(__file__).with_name("nothing.json")
"""The results.json that knows nothing: `gradescope.nothing()`, as a test makes sure."""


def run(places: Places) -> Ending:
    """Leave results.json for a submission; what is for staff only goes to standard output."""
    begun = begin(places.results)
    ending = supervise(lambda allow: grade(places, allow), usable(Platform().time_limit))
    if ending is not Ending.DONE and not (begun and lists_checks(places.results / RESULTS)):
        ending = complete(places, ending)
    tell(ending.value)
    return ending


def begin(results: Path) -> bool:
    """Write the first results.json; where that is impossible a grade is still worth printing."""
    try:
        with writing(results / RESULTS):
            results.mkdir(parents=True, exist_ok=True)
            replace(results / RESULTS, NOTHING.read_text("utf-8"))
    except OutputError as error:
        tell(str(error))
        return False
    return True


def grade(places: Places, allow: Allow) -> None:
    """Grade, as long as the assignment allows.

    Raises:
        AutograderError: the fault is ours, or that of whoever made the pack.
    """
    with hosting(allow_weak=False) as workers:
        # imported while the zygote starts
        from autograder.container.delivery import deliver

        deliver(places, workers, allow)


def complete(places: Places, ending: Ending) -> Ending:
    """List every check in a results.json, if the pack can be read; return how the run ended after all."""
    from autograder.container.delivery import opened

    try:
        opened(places).start()
    except OutputError as error:
        tell(str(error))
        return Ending.UNWRITTEN
    except Exception:  # noqa: BLE001 (it stays as it is: valid, and not decided)
        tell(traceback.format_exc())
    return ending


def lists_checks(path: Path) -> bool:
    """Say whether a results.json of ours has an entry for each check."""
    return bool(json.loads(path.read_text("utf-8"))["tests"])
