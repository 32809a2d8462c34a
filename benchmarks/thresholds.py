"""What right trainings of a3_gated reach, run by run: the numbers that its suites ask for.

    python -m benchmarks.thresholds --write            # all measures, 20 runs each, about 20 minutes
    python -m benchmarks.thresholds forecaster --runs 200 --write   # its rare bad runs, 5 minutes
    python -m benchmarks.thresholds gru --runs 3       # a look at one

Trains the reference with the settings in assignments/a3_gated/tests/public/thresholds.json, which the
suites read as well, on seeds 0, 1, 2, ... The threshold of an accuracy lies between the best plain network
and the gated ones, that of a forecast between the worst network and the seasonal naive forecast, at least
4 standard deviations from the mean of the gated runs; where no number is, this stops with an error.
"""

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

import reference

ASSIGNMENT = Path(__file__).resolve().parents[1] / "assignments" / "a3_gated"
THRESHOLDS = ASSIGNMENT / "tests" / "public" / "thresholds.json"
FAR = 4  # standard deviations between the mean of right runs and what is asked for
ENOUGH = 20  # runs of each kind; with fewer the thresholds stay as they are, and are said to be provisional

Run = Mapping[str, float]


@cache
def dna() -> tuple[np.ndarray, ...]:
    """Return x and y to train on, then x and y to test on, from two stretches of the genome."""
    s = json.loads(THRESHOLDS.read_text(encoding="utf-8"))["settings"]["dna"]
    bases = reference.read_dna(ASSIGNMENT / "data" / "dna_chloroplast.fasta")
    border = s["training_bases"]
    parts = (bases[:border], bases[border:])
    return sum((reference.reading_frame_windows(part, s["length"], s["stride"]) for part in parts), ())


def start(kind: str, n_a: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Draw the weights with which a tagger starts."""
    n_x = 4
    plain = {
        "Waa": reference.orthogonal(n_a, rng),
        "Wax": rng.normal(size=(n_a, n_x)) / np.sqrt(n_x),
        "ba": np.zeros(n_a),
    }
    init = {"gru": reference.init_gru, "lstm": reference.init_lstm}.get(kind, lambda *_: plain)
    return init(n_a, n_x, rng) | {"Wya": rng.normal(size=(1, n_a)) / np.sqrt(n_a), "by": np.zeros(1)}


def tagger(kind: str, output: str, settings: Mapping[str, float], seed: int) -> Run:
    """Train a tagger; tell how many bases of the other stretch it tags rightly.

    The state of an LSTM without tanh has no bound: it takes smaller steps, or one in twenty goes astray.
    """
    x, y, new_x, new_y = dna()
    rng = np.random.default_rng(seed)
    begun = time.process_time()
    params, losses = reference.train_tagger(
        kind,
        x,
        y,
        start(kind, settings["n_a"], rng),
        rng,
        settings["epochs"],
        settings["batch_size"],
        settings["learning_rate" if output == "tanh" else "learning_rate_linear"],
        output=output,
    )
    seconds = time.process_time() - begun
    right = np.round(reference.tag(kind, new_x, params, output)) == new_y
    return {"accuracy": float(right.mean()), "last_loss": float(losses[-1]), "cpu_seconds": seconds}


def forecasts(
    forecast: Callable[[int], np.ndarray], series: np.ndarray, settings: Mapping[str, int]
) -> float:
    """Return the error of forecasts of the last values, a horizon after a horizon."""
    horizon, test_size = settings["horizon"], settings["test_size"]
    starts = range(len(series) - test_size, len(series) - horizon + 1, horizon)
    truth = np.concatenate([series[k : k + horizon] for k in starts])
    return reference.rmse(np.concatenate([forecast(k) for k in starts]), truth)


def forecaster(settings: Mapping[str, int], seed: int) -> Run:
    """Train a forecaster in PyTorch; tell its error on the part of the series that it never saw."""
    import torch

    from reference.in_torch import predict, train_forecaster

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    series = reference.read_series(ASSIGNMENT / "data" / "elnino_monthly.csv")
    length, horizon = settings["length"], settings["horizon"]
    inputs, targets, mean, std = reference.training_windows(series, settings["test_size"], length, 1)
    begun = time.process_time()
    model, losses = train_forecaster(
        inputs,
        targets[:, 0],
        settings["n_hidden"],
        settings["epochs"],
        settings["batch_size"],
        settings["learning_rate"],
    )
    seconds = time.process_time() - begun

    def forecast(k: int) -> np.ndarray:
        def following(window: np.ndarray) -> float:
            return float(predict(model, window[np.newaxis])[0])

        return reference.recursive_forecast(following, series, k, length, horizon, mean, std)

    return {
        "rmse": forecasts(forecast, series, settings),
        "last_loss": losses[-1],
        "cpu_seconds": seconds,
    }


def naive(settings: Mapping[str, int]) -> float:
    """Return the error of the seasonal naive forecast of the same values."""
    series = reference.read_series(ASSIGNMENT / "data" / "elnino_monthly.csv")
    horizon, period = settings["horizon"], settings["period"]
    return forecasts(lambda k: reference.seasonal_naive(series, k, horizon, period), series, settings)


def summary(values: list[float]) -> dict[str, float]:
    """Describe runs by their mean, standard deviation and extremes."""
    described = {
        "mean": statistics.mean(values),
        "sd": statistics.stdev(values) if len(values) > 1 else 0.0,
        "min": min(values),
        "max": max(values),
    }
    return {name: round(value, 6) for name, value in described.items()}


def measured(runs: list[Run]) -> dict[str, object]:
    """Describe each number of the runs, and keep the runs."""
    names = runs[0].keys()
    return {"n": len(runs)} | {name: summary([run[name] for run in runs]) for name in names}


def between(value: float, other: float, places: int = 2) -> float:
    """Return the number of few decimals nearest to the middle of two."""
    return round((value + other) / 2, places)


def accuracy_threshold(measures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> float:
    """Choose the accuracy that every gated run reaches by far and no plain one does."""
    gated = [measures[name]["accuracy"] for name in ("gru", "lstm", "lstm_linear")]
    reached = min(m["mean"] - FAR * m["sd"] for m in gated)
    best_plain = measures["rnn"]["accuracy"]["max"]
    assert reached > best_plain, f"{reached} is not above {best_plain}: train longer"
    return between(min(reached, *(m["min"] for m in gated)), best_plain)


def rmse_threshold(measure: Mapping[str, Mapping[str, float]], naive_rmse: float) -> float:
    """Choose the error that every forecaster stays below by far, and that is still better than naive."""
    error = measure["rmse"]
    reached = max(error["mean"] + FAR * error["sd"], error["max"])
    assert reached < naive_rmse, f"{reached} is not below {naive_rmse}: train otherwise"
    return between(reached, naive_rmse)


def machine() -> dict[str, str]:
    """Tell where and with what this ran."""
    import torch

    model = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "cpu": model[0].partition(":")[2].strip() if model else platform.machine(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
    }


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    known = json.loads(THRESHOLDS.read_text(encoding="utf-8"))
    settings = known["settings"]
    measures: dict[str, Callable[[int], Run]] = {
        "rnn": lambda seed: tagger("rnn", "tanh", settings["dna"], seed),
        "gru": lambda seed: tagger("gru", "tanh", settings["dna"], seed),
        "lstm": lambda seed: tagger("lstm", "tanh", settings["dna"], seed),
        "lstm_linear": lambda seed: tagger("lstm", "linear", settings["dna"], seed),
        "forecaster": lambda seed: forecaster(settings["forecast"], seed),
    }
    parser.add_argument("names", nargs="*", help=f"some of {', '.join(measures)}; all if none is named")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--write", action="store_true", help="write what was found to thresholds.json")
    chosen = parser.parse_args()
    runs: dict[str, list[Run]] = {name: [] for name in chosen.names or measures}
    for seed in range(chosen.runs):
        for name, found in runs.items():
            found.append(measures[name](seed))
            print(name, seed, {k: round(v, 4) for k, v in found[-1].items()}, flush=True)
        known["measures"] |= {name: measured(found) for name, found in runs.items()}
        if chosen.write:
            write(known)  # after each seed: what is interrupted has measured something
    print(json.dumps(known["thresholds"], indent=2))


def write(known: dict[str, dict[str, object]]) -> None:
    """Write what is known and, once there are runs enough of all, the thresholds that follow from it."""
    measures = known["measures"]
    known["machine"] = machine()
    known["naive"] = {"rmse": round(naive(known["settings"]["forecast"]), 6)}
    names = ("rnn", "gru", "lstm", "lstm_linear", "forecaster")
    enough = all(measures.get(name, {"n": 0})["n"] >= ENOUGH for name in names)
    if enough:
        known["thresholds"] = {
            "accuracy": accuracy_threshold(measures),
            "rmse": rmse_threshold(measures["forecaster"], known["naive"]["rmse"]),
        }
    known["provisional"] = not enough
    THRESHOLDS.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
