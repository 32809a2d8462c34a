"""Time series: every value against the reference, and errors of lower functions carried forward."""

from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from autograder.checks import (
    Own,
    check,
    close,
    edge_size,
    expect,
    expect_unchanged,
    generic,
    known,
    shaped,
)
from autograder.checks.tolerances import Tolerance, Tolerances
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed

TEST_SIZE, LENGTH, HORIZON = 7, 4, 2
ROUNDED = Tolerances(Tolerance(1e-5, 1e-5), Tolerance(1e-2, 1e-3))
"""An own function gets what another returned, perhaps in float32: a deviation is small beside its mean."""


@check("a3.split.values")
def test_a_series_is_cut_in_time(student, reference, rng):
    for n, test_size in [(11, 3), (8, 1), (9, 7)]:
        series = measurements(rng, n)
        train, test = reference.split_in_time(series, test_size)
        parts = expect_unchanged(student.split_in_time, series, test_size)
        with known(wrong_shape=shaped({(test_size,): "X60", (n - test_size,): "X60"})):
            expect(parts.train, train, suspects=wrong_parts(parts.train, series, series[test_size:]))
            expect(parts.test, test, suspects=wrong_parts(parts.test, series, series[:test_size]))


@check("a3.scaler.values")
def test_the_scale_is_mean_and_deviation_of_the_population(student, reference, rng):
    for n in (6, 15):
        train = measurements(rng, n)
        mean, std = reference.fit_scaler(train)
        scale = expect_unchanged(student.fit_scaler, train)
        expect(scale.mean, mean, suspects={"X62": partial(np.min, train)})
        expect(scale.std, std, suspects=wrong_deviations(train))


@check("a3.windows.values")
def test_every_window_is_followed_by_its_targets(student, reference, rng):
    for n, length, horizon in [(13, 4, 2), (12, 5, 3), (7, 2, 4)]:
        expect_windows(student, reference, measurements(rng, n), length, horizon)
    for symbol, sizes in [("length", (9, 1, 3)), ("horizon", (9, 3, 1))]:
        with edge_size(student.make_windows, symbol):
            expect_windows(student, reference, measurements(rng, sizes[0]), *sizes[1:])
    expect_windows(student, reference, measurements(rng, 6), 4, 2)  # room for one window


@check("a3.training_windows.values")
def test_windows_of_the_training_part_are_scaled_by_it(student, reference, rng, carry):
    asked = (measurements(rng, 23), TEST_SIZE, LENGTH, HORIZON)
    inputs, targets, mean, std = reference.training_windows(*asked)
    out = expect_unchanged(student.training_windows, *asked)
    own, wrong = OwnWindows(carry, rng, *asked), WrongWindows(reference, *asked)
    for name, expected in [("mean", mean), ("std", std)]:
        expect(getattr(out, name), expected, carried=carry.credit(own.way(name)), suspects=wrong.scales(name))
    for name, expected in [("inputs", inputs), ("targets", targets)]:
        with known(wrong_shape=more_windows("T05")):
            expect(
                own.counted(getattr(out, name)),
                expected,
                carried=carry.credit(own.way(name)),
                suspects=wrong.windows(name),
            )


@check("a3.recursive_forecast.values")
def test_a_forecast_of_several_steps_is_fed_back(student, reference, rng):
    series, model = measurements(rng, 20), Model(rng.uniform(0.3, 0.9, 5) * rng.choice([-1, 1], 5))
    mean, std = float(series[:12].mean()), float(series[:12].std())
    for start, horizon in [(12, 4), (5, 6), (9, 1), (20, 3)]:
        asked = (model.predict, series, start, 5, horizon, mean, std)
        with known(raised="X89" if start == len(series) else ""):
            expect(
                expect_unchanged(student.recursive_forecast, *asked).forecast,
                reference.recursive_forecast(*asked),
                suspects=wrong_forecasts(model, series, start, horizon, mean, std),
            )


@check("a3.seasonal_naive.values")
def test_the_season_before_is_repeated(student, reference, rng):
    series = measurements(rng, 23)
    for start, horizon, period in [(14, 3, 5), (17, 6, 4), (23, 9, 3), (12, 5, 1)]:
        forecast = expect_unchanged(student.seasonal_naive, series, start, horizon, period).forecast
        other = student.seasonal_naive(with_another_future(series, start, rng), start, horizon, period)
        expect_no_truth(forecast, other.forecast)
        expect(
            forecast,
            reference.seasonal_naive(series, start, horizon, period),
            suspects=wrong_seasons(series, start, horizon, period),
        )


@check("a3.rmse.values")
def test_rmse_is_the_root_of_the_mean_squared_error(student, reference, rng):
    for shape in [(7,), (3, 4)]:
        forecast, truth = measurements(rng, *shape), measurements(rng, *shape)
        apart = forecast - truth
        expect(
            expect_unchanged(student.rmse, forecast, truth).rmse,
            reference.rmse(forecast, truth),
            suspects={
                "X70": lambda apart=apart: [
                    np.mean(apart**2),
                    np.mean(np.abs(apart)),
                    np.linalg.norm(apart),
                    np.std(apart),
                    abs(np.mean(apart)),
                ]
            },
        )


# --------------------------------------------------------------------------------- how to check


def measurements(rng, *shape):
    """Return values far from zero and all different, as of a temperature."""
    return 20 + 3 * generic(rng, *shape)


@dataclass(frozen=True)
class Model:
    """A forecaster of one step that is not linear, so that no scale cancels."""

    weights: np.ndarray

    def predict(self, window):
        return float(np.tanh(np.ravel(window) @ self.weights) + 0.2)


def expect_windows(student, reference, series, length, horizon):
    inputs, targets = reference.make_windows(series, length, horizon)
    with known(wrong_shape=other_count(len(series), length, horizon)):
        windows = expect_unchanged(student.make_windows, series, length, horizon)
        expect(windows.inputs, inputs, suspects={"X86": lambda: inputs[:, ::-1]})
        expect(windows.targets, targets, suspects=wrong_targets(series, length, targets))


def expect_no_truth(forecast, other):
    """Require that a forecast stays the same when what it forecasts is another."""
    changed = ~np.isclose(forecast.array, other.array, rtol=1e-5, atol=1e-6)
    if changed.any():
        forecast.fail("forecast_saw_truth", step=int(np.argmax(changed)))


def with_another_future(series, start, rng):
    other = series.copy()
    other[start:] += rng.uniform(20, 40, len(series) - start)
    return other


def other_count(n, length, horizon):
    """Tell a number of windows that is not right, where their length is."""
    side_by_side = len(range(0, n - length - horizon + 1, length))

    def tell(found):
        got, expected = found.params["got"], found.params["expected"]
        if len(got) != len(expected):
            return "R22" if len(got) < len(expected) else ""
        if got[1:] != expected[1:]:
            return ""
        return "X65" if got[0] == side_by_side else "T07"

    return tell


def more_windows(hint):
    """Tell more windows than the training part holds: they reach into the test part."""

    def tell(found):
        got, expected = found.params["got"], found.params["expected"]
        return hint if got[1:] == expected[1:] and got[0] > expected[0] else ""

    return tell


# --------------------------------------------------------------------- the student's own functions


@dataclass(frozen=True)
class OwnWindows:
    """The student's own split, scaler and windows, put together as they belong."""

    carry: object
    rng: np.random.Generator
    series: np.ndarray
    test_size: int
    length: int
    horizon: int

    @cached_property
    def made(self):
        return self.make(self.series)

    def make(self, series):
        """Return what the own functions give, in another worker; how many windows is their business."""
        student = self.carry.start()
        train = student.split_in_time(series, self.test_size).train.array
        scale = student.fit_scaler(train)
        mean, std = float(scale.mean.array), float(scale.std.array)
        windows = student.make_windows((train - mean) / std, self.length, self.horizon)
        inputs, targets = windows.inputs, windows.targets
        return {
            "mean": np.array(mean),
            "std": np.array(std),
            "inputs": sized(inputs, np.shape(inputs.raw)).array,
            "targets": sized(targets, np.shape(targets.raw)).array,
        }

    def way(self, name):
        return Own(lambda: self.made[name], lambda: self.is_alive(name), ROUNDED)

    def is_alive(self, name):
        """Tell whether the own functions say the same again, and something else of another series."""
        again, other = (
            self.make(self.series),
            self.make(self.series + self.rng.uniform(1, 9, self.series.shape)),
        )
        if not close(again[name], self.made[name]) or close(other[name], self.made[name]):
            raise CheckFailed(finding("cell_not_alive", function="make_windows", name="series"))
        return True

    def counted(self, answer):
        """Let there be as many windows as the own make_windows gives, if that is wrong already."""
        return sized(answer, self.made[answer.name].shape) if self.carry.failed else answer


def sized(answer, shape):
    """Return an answer of which another shape is asked."""
    return replace(answer, dims=tuple(map(str, shape)))


# ------------------------------------------------------------------------------- known mistakes


def wrong_parts(part, series, other_end):
    def if_shuffled():
        ours = part.array
        in_order = any(close(ours, series[k : k + len(ours)]) for k in range(len(series)))
        return [] if in_order or not np.isin(np.float32(ours), np.float32(series)).all() else [ours]

    return {"X60": lambda: other_end, "T05": if_shuffled}


def wrong_deviations(train):
    return {
        "X61": lambda: train.std(ddof=1),
        "X62": lambda: [np.ptp(train), np.max(train)],
        "X63": lambda: np.var(train),
    }


def wrong_targets(series, length, targets):
    count, horizon = targets.shape

    def moved(by):
        padded = np.pad(series, (0, horizon + 1), mode="edge")
        return np.array([padded[k + length + by : k + length + by + horizon] for k in range(count)])

    return {"X64": lambda: [moved(-1), moved(1), moved(-length)]}


def wrong_forecasts(model, series, start, horizon, mean, std):  # noqa: PLR0913, PLR0917 (as the function)
    """Return what the known mistakes make of a forecast of several steps."""
    scaled = (series - mean) / std
    here, raw = scaled[start - 5 : start], series[start - 5 : start]

    def fed(window, move=moved_on):
        forecast = []
        for k in range(horizon):
            forecast.append(model.predict(window))
            window = move(window, forecast[-1], k)
        return np.array(forecast)

    def in_units(forecast):
        return forecast * std + mean

    def by_the_truth(window, _following, k):
        return np.append(window[1:], scaled[start + k])

    return {
        "T08": lambda: [in_units(fed(here, by_the_truth))] if start + horizon <= len(series) else [],
        "T09": lambda: [fed(here), fed(here) * std, fed(here) + mean],
        "X66": lambda: [
            in_units(fed(here, lambda window, following, _: np.append(following, window[:-1]))),
            in_units(fed(here, lambda window, *_: window)),
        ],
        "X67": lambda: [
            fed(raw),
            in_units(fed(raw)),
            in_units(fed(raw, lambda window, following, _: np.append(window[1:], in_units(following)))),
        ],
        "X87": lambda: in_units(
            fed(here, lambda window, following, _: np.append(window[1:], in_units(following)))
        ),
    }


def moved_on(window, following, _k):
    return np.append(window[1:], following)


def wrong_seasons(series, start, horizon, period):
    last, before = series[start - period : start], series[start - period - 1 : start - 1]
    return {
        "X68": lambda: np.full(horizon, series[start - 1]),
        "X69": lambda: [
            np.resize(season, horizon) for season in (before, np.roll(last, 1), np.roll(last, -1))
        ],
        "X88": lambda: [np.full(horizon, last.mean()), np.full(horizon, last[0])],
    }


@dataclass(frozen=True)
class WrongWindows:
    """What the known mistakes make of the windows to train on."""

    reference: object
    series: np.ndarray
    test_size: int
    length: int
    horizon: int

    @cached_property
    def train(self):
        return self.reference.split_in_time(self.series, self.test_size)[0]

    def scales(self, name):
        of = {"mean": np.mean, "std": np.std}[name]
        return {"T04": lambda: of(self.series)}

    def windows(self, name):
        which = ("inputs", "targets").index(name)

        def cut(series):
            return self.reference.make_windows(series, self.length, self.horizon)[which]

        mean, std = self.reference.fit_scaler(self.train)
        all_mean, all_std = self.reference.fit_scaler(self.series)
        return {
            "T04": lambda: cut((self.train - all_mean) / all_std),
            "X84": lambda: [cut(self.train), cut(self.train - mean), cut(self.train / std)],
            "X83": lambda: each_by_itself(cut(self.train)),
            "X60": lambda: cut((self.series[self.test_size :] - mean) / std),
        }


def each_by_itself(windows):
    middle, width = windows.mean(axis=1, keepdims=True), windows.std(axis=1, keepdims=True)
    return (windows - middle) / np.where(width == 0, 1, width)
