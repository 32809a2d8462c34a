"""One run in the container: whatever happens, a results.json is there that lists every check.

First comes one that knows nothing, copied as it is because reading the catalogues takes time. Then a child
grades, and replaces it step by step; here is only waited. So what the child has written when it is killed, or
hangs, stays.
"""

import json
import shutil
import sys
import traceback
from pathlib import Path

from autograder.container.places import RESULTS, Places
from autograder.container.watchdog import Allow, Ending, supervise, usable
from autograder.model.platform import Platform
from autograder.worker.host import hosting

NOTHING = Path(__file__).with_name("nothing.json")
"""The results.json that knows nothing: `gradescope.nothing()`, as a test makes sure."""


def run(places: Places) -> None:
    """Leave results.json for a submission; what is for staff only goes to standard output.

    Raises:
        OSError: not even the first one can be written.
    """
    places.results.mkdir(parents=True, exist_ok=True)
    first = Path(shutil.copyfile(NOTHING, places.results / f".{RESULTS}"))
    first.replace(places.results / RESULTS)
    ending = supervise(lambda allow: grade(places, allow), usable(Platform().time_limit))
    sys.stdout.write(f"{ending.value}\n")
    if ending is not Ending.DONE:
        complete(places)


def grade(places: Places, allow: Allow) -> None:
    """Grade, as long as the assignment allows.

    Raises:
        AutograderError: the fault is ours, or that of whoever made the pack.
    """
    with hosting(allow_weak=False) as workers:
        # imported while the zygote starts
        from autograder.container.delivery import deliver

        deliver(places, workers, allow)


def complete(places: Places) -> None:
    """List every check in a results.json that was left before it did, if the pack can be read."""
    from autograder.container.delivery import opened

    if json.loads((places.results / RESULTS).read_text("utf-8"))["tests"]:
        return
    try:
        opened(places).start()
    except Exception:  # noqa: BLE001 (it stays as it is: valid, and not decided)
        traceback.print_exc(file=sys.stdout)
