"""Time series: what can be worked out on paper, and that nothing of the future leaks into the past."""

import numpy as np

from autograder.checks import check, close, expect, known, shaped
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed

YEARS = np.array([10.0, 30.0, 20.0, 50.0, 40.0])


@check("a3.split.paper")
def test_the_last_values_are_the_test_part(student):
    parts = student.split_in_time(YEARS, 2)
    with known(wrong_shape=shaped({(2,): "X60"})):
        expect(parts.train, np.array([10.0, 30.0, 20.0]), suspects={"X60": lambda: YEARS[2:]})
        expect(parts.test, np.array([50.0, 40.0]), suspects={"X60": lambda: YEARS[:2]})


@check("a3.scaler.paper")
def test_the_scale_of_eight_numbers(student):
    eight = np.array([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
    scale = student.fit_scaler(eight)
    expect(scale.mean, 5.0, suspects={"X62": lambda: 2.0})
    expect(
        scale.std,
        2.0,
        suspects={"X61": lambda: eight.std(ddof=1), "X62": lambda: 7.0, "X63": lambda: 4.0},
    )


@check("a3.windows.paper")
def test_the_windows_of_five_numbers(student):
    windows = student.make_windows(YEARS, 2, 1)
    with known(wrong_shape=shaped({(1, 2): "T07", (2, 2): "T07", (4, 2): "T07", (3,): "R22"})):
        expect(windows.inputs, np.array([[10.0, 30.0], [30.0, 20.0], [20.0, 50.0]]))
        expect(
            windows.targets,
            np.array([[20.0], [50.0], [40.0]]),
            suspects={"X64": lambda: [YEARS[1:4, np.newaxis], YEARS[[3, 4, 4], np.newaxis]]},
        )


@check("a3.training_windows.no_leak")
def test_nothing_of_the_test_part_reaches_the_training(student, rng):
    series, test_size = rng.uniform(2, 4, 24), 7
    seen, unseen = series.copy(), series.copy()
    seen[:-test_size] += rng.uniform(1, 2, 24 - test_size)
    unseen[-test_size:] += rng.uniform(5, 9, test_size)
    out, other = (student.training_windows(one, test_size, 4, 2) for one in (series, unseen))
    expect_no_leak(out, other)
    expect_moved(out, student.training_windows(seen, test_size, 4, 2))


@check("a3.recursive_forecast.own_predictions")
def test_each_forecast_is_read_as_if_it_had_happened(student, rng):
    series = np.array([90.0, 70.0, 12.0, 14.0, 55.0, 35.0, 75.0])
    asked = (4, 2, 3, 10.0, 2.0)  # the window is (1, 2) in scaled units
    forecast = student.recursive_forecast(mean_of, series, *asked).forecast
    expect_no_truth(
        forecast, student.recursive_forecast(mean_of, with_another_future(series, 4, rng), *asked)
    )
    expect(
        forecast,
        np.array([13.0, 13.5, 13.25]),
        suspects={
            "T09": lambda: [np.array([1.5, 1.75, 1.625]), np.array([3.0, 3.5, 3.25])],
            "X66": lambda: [np.array([13.0, 12.5, 12.75]), np.array([13.0, 13.0, 13.0])],
            "X67": lambda: np.array([36.0, 60.0, 106.0]),
            "X87": lambda: np.array([13.0, 25.0, 48.0]),
        },
    )


@check("a3.seasonal_naive.paper")
def test_the_last_season_comes_again(student):
    quarters = np.array([1.0, 2.0, 3.0, 4.0, 11.0, 12.0, 13.0, 14.0, 99.0, 98.0])
    expect(
        student.seasonal_naive(quarters, 8, 6, 4).forecast,
        np.array([11.0, 12.0, 13.0, 14.0, 11.0, 12.0]),
        suspects={
            "T08": lambda: quarters[4:],
            "X68": lambda: np.full(6, 14.0),
            "X69": lambda: [np.resize(quarters[3:7], 6), np.resize(quarters[5:9], 6)],
            "X88": lambda: np.full(6, 12.5),
        },
    )
    expect(student.seasonal_naive(quarters, 8, 3, 4).forecast, np.array([11.0, 12.0, 13.0]))


# ------------------------------------------------------------------------------------ what leaks


def expect_no_leak(out, other):
    """Require that windows and scale stay the same when values of the test part are others."""
    leaks = [
        finding("scaler_saw_test", function=answer.function, name=answer.name)
        for answer, now in [(out.mean, other.mean), (out.std, other.std)]
        if not close(answer, now)
    ]
    if leaks:
        raise CheckFailed(*leaks)
    for answer, now in [(out.inputs, other.inputs), (out.targets, other.targets)]:
        changed = moved_rows(answer, now)
        if changed.any():
            answer.fail("windows_saw_test", count=int(changed.sum()), of=len(changed))


def expect_moved(out, other):
    """Require that everything follows from the training part."""
    for answer, now in [(out.mean, other.mean), (out.std, other.std)]:
        expect_dependence(answer, moved=not close(answer, now))
    for answer, now in [(out.inputs, other.inputs), (out.targets, other.targets)]:
        expect_dependence(answer, moved=bool(moved_rows(answer, now).any()))


def expect_dependence(answer, *, moved):
    if not moved:
        raise CheckFailed(finding("cell_not_alive", function=answer.function, name="series"))


def moved_rows(answer, now):
    """Tell for each row whether it has changed; how many rows there must be is asked elsewhere."""
    one, other = (loose.raw for loose in (answer, now))
    if np.shape(one) != np.shape(other) or np.ndim(one) != len(answer.dims):
        one, other = answer.array, now.array
    return ~np.isclose(one, other, rtol=1e-5, atol=1e-6).all(axis=1)


def expect_no_truth(forecast, other):
    """Require that a forecast stays the same when what it forecasts is another."""
    changed = ~np.isclose(forecast.array, other.forecast.array, rtol=1e-5, atol=1e-6)
    if changed.any():
        forecast.fail("forecast_saw_truth", step=int(np.argmax(changed)))


def with_another_future(series, start, rng):
    other = series.copy()
    other[start:] += rng.uniform(20, 40, len(series) - start)
    return other


def mean_of(window):
    return float(np.mean(window))
