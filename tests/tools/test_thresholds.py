"""benchmarks/thresholds: what is asked for lies far from right runs, and beyond what must not pass."""

import json

import numpy as np
import pytest


@pytest.fixture(scope="module")
def thresholds():
    from benchmarks import thresholds

    return thresholds


@pytest.fixture(scope="module")
def kept(thresholds):
    return json.loads(thresholds.THRESHOLDS.read_text(encoding="utf-8"))


def measures(plain_max, gated_mean, gated_sd, gated_min):
    gated = {"accuracy": {"mean": gated_mean, "sd": gated_sd, "min": gated_min}}
    return {"rnn": {"accuracy": {"max": plain_max}}} | dict.fromkeys(("gru", "lstm", "lstm_linear"), gated)


def test_an_accuracy_is_asked_for_that_no_plain_run_has_and_all_gated_runs_have_by_far(thresholds):
    assert thresholds.accuracy_threshold(measures(0.8, 0.99, 0.01, 0.97)) == pytest.approx(0.88)


def test_a_single_bad_run_lowers_what_is_asked_for(thresholds):
    assert thresholds.accuracy_threshold(measures(0.8, 0.99, 0.001, 0.9)) == pytest.approx(0.85)


def test_gated_runs_that_are_no_better_by_far_give_no_accuracy(thresholds):
    with pytest.raises(AssertionError, match="train longer"):
        thresholds.accuracy_threshold(measures(0.96, 0.99, 0.01, 0.98))


def test_an_error_is_asked_for_between_the_worst_run_and_the_naive_forecast(thresholds):
    measure = {"rmse": {"mean": 0.9, "sd": 0.05, "max": 1.0}}
    assert thresholds.rmse_threshold(measure, 1.3) == pytest.approx(1.2)


def test_forecasters_that_are_no_better_than_naive_by_far_give_no_error(thresholds):
    with pytest.raises(AssertionError, match="train otherwise"):
        thresholds.rmse_threshold({"rmse": {"mean": 0.9, "sd": 0.05, "max": 1.0}}, 1.05)


def test_a_summary_is_of_the_runs(thresholds):
    assert thresholds.measured([{"rmse": 1.0}, {"rmse": 3.0}]) == {
        "n": 2,
        "rmse": {"mean": 2.0, "sd": 1.414214, "min": 1.0, "max": 3.0},
    }


def test_forecasts_of_the_last_values_follow_each_other(thresholds):
    asked = []

    def forecast(start):
        asked.append(start)
        return np.zeros(3)

    error = thresholds.forecasts(forecast, np.ones(10), {"horizon": 3, "test_size": 6})
    assert (asked, error) == ([4, 7], 1)


def test_the_naive_error_that_is_kept_is_that_of_the_data(thresholds, kept):
    assert kept["naive"]["rmse"] == pytest.approx(thresholds.naive(kept["settings"]["forecast"]), abs=1e-6)


def test_the_thresholds_that_are_kept_follow_from_twenty_runs_of_each_kind(thresholds, kept):
    found = kept["measures"]
    assert {found[name]["n"] >= 20 for name in ("rnn", "gru", "lstm", "lstm_linear", "forecaster")} == {True}
    assert kept["provisional"] is False
    assert kept["thresholds"] == {
        "accuracy": thresholds.accuracy_threshold(found),
        "rmse": thresholds.rmse_threshold(found["forecaster"], kept["naive"]["rmse"]),
    }
