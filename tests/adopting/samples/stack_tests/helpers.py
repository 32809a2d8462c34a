import json
from pathlib import Path


def cases(name):
    return json.loads((Path(__file__).parent / "data" / name).read_text())
