"""Windows, scaling, forecasts and their error, on paper and by what they must not depend on."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reference import (
    fit_scaler,
    make_windows,
    recursive_forecast,
    rmse,
    seasonal_naive,
    split_in_time,
    training_windows,
)

values = st.floats(-1e3, 1e3)
series_of = hnp.arrays(np.float64, st.integers(12, 40), elements=values)
counted = np.arange(10.0)


@given(series_of, st.integers(0, 12))
def test_a_split_loses_nothing_and_keeps_the_order(series, test_size):
    train, test = split_in_time(series, test_size)
    assert len(test) == test_size
    np.testing.assert_array_equal(np.concatenate([train, test]), series)


def test_the_parts_of_a_split_are_copies():
    series = counted.copy()
    for part in split_in_time(series, 4):
        part[:] = -1
    np.testing.assert_array_equal(series, counted)


@given(series_of)
def test_what_is_scaled_has_mean_zero_and_deviation_one(train):
    assume(np.std(train) > 1e-3)
    mean, std = fit_scaler(train)
    scaled = (train - mean) / std
    assert scaled.sum() / len(scaled) == pytest.approx(0, abs=1e-6)
    assert (scaled**2).sum() / len(scaled) == pytest.approx(1, rel=1e-9)


def test_the_deviation_divides_by_the_number_of_values():
    assert fit_scaler(np.array([1.0, 3.0])) == (2.0, 1.0)
    assert [type(value) for value in fit_scaler(counted)] == [float, float]


def test_five_values_give_two_windows_of_three_with_one_target():
    inputs, targets = make_windows(np.array([1.0, 2, 3, 4, 5]), length=3, horizon=1)
    assert inputs.tolist() == [[1, 2, 3], [2, 3, 4]]
    assert targets.tolist() == [[4], [5]]


def test_five_values_give_one_window_of_three_with_two_targets():
    inputs, targets = make_windows(np.array([1.0, 2, 3, 4, 5]), length=3, horizon=2)
    assert inputs.tolist() == [[1, 2, 3]]
    assert targets.tolist() == [[4, 5]]


def test_a_series_that_is_one_value_too_short_gives_no_window():
    inputs, targets = make_windows(counted[:4], length=3, horizon=2)
    assert inputs.shape == (0, 3)
    assert targets.shape == (0, 2)


@given(series_of, st.integers(1, 6), st.integers(1, 6))
def test_every_window_continues_into_its_targets(series, length, horizon):
    inputs, targets = make_windows(series, length, horizon)
    pieces = [series[k : k + length + horizon] for k in range(len(series))]
    whole = [piece for piece in pieces if len(piece) == length + horizon]
    np.testing.assert_array_equal(np.concatenate([inputs, targets], axis=1), whole)


def test_windows_are_copies():
    series = counted.copy()
    for part in make_windows(series, 3, 2):
        part[:] = -1
    np.testing.assert_array_equal(series, counted)


@given(series_of, st.integers(1, 5), st.data())
def test_no_value_to_forecast_reaches_what_is_learnt_from(series, test_size, data):
    assume(np.std(series[: len(series) - test_size]) > 1e-3)
    changed = series.copy()
    changed[len(series) - test_size :] = data.draw(hnp.arrays(np.float64, test_size, elements=values))
    for one, other in zip(
        training_windows(series, test_size, 3, 2), training_windows(changed, test_size, 3, 2), strict=True
    ):
        np.testing.assert_array_equal(one, other)


@given(series_of, st.integers(0, 5))
def test_training_windows_are_the_scaled_windows_of_the_training_part(series, test_size):
    train = series[: len(series) - test_size]
    assume(np.std(train) > 1e-3)
    inputs, targets, mean, std = training_windows(series, test_size, 3, 2)
    assert len(inputs) == len(targets) == len(train) - 4
    assert (mean, std) == pytest.approx((np.mean(train), np.std(train)))
    np.testing.assert_allclose(inputs[0] * std + mean, train[:3], atol=1e-9)
    np.testing.assert_allclose(targets[-1] * std + mean, train[-2:], atol=1e-9)


def remembering(answer):
    """A model that notes what it is asked."""
    seen = []

    def predict(window):
        seen.append(window.tolist())
        return answer(window)

    return predict, seen


def test_three_steps_by_hand():
    # scaled (v - 10) / 2: 12 -> 1, 14 -> 2; the model adds: 1 + 2 = 3, 2 + 3 = 5, 3 + 5 = 8
    predict, seen = remembering(np.sum)
    forecast = recursive_forecast(predict, np.array([99.0, 12, 14, 0, 0, 0]), 3, 2, 3, 10.0, 2.0)
    assert seen == [[1, 2], [2, 3], [3, 5]]
    assert forecast.tolist() == [16, 20, 26]


@given(series_of, st.integers(4, 10), st.integers(1, 6), st.data())
def test_a_forecast_depends_on_the_window_before_it_alone(series, start, horizon, data):
    changed = data.draw(hnp.arrays(np.float64, len(series), elements=values))
    changed[start - 4 : start] = series[start - 4 : start]
    one, other = (
        recursive_forecast(np.mean, s, start, 4, horizon, mean=1.5, std=2.0) for s in (series, changed)
    )
    np.testing.assert_array_equal(one, other)


@given(series_of, st.floats(-5, 5), st.floats(0.5, 5))
def test_the_scale_makes_no_difference_to_a_model_that_copies(series, mean, std):
    forecast = recursive_forecast(lambda window: window[0], series, 8, 3, 7, mean, std)
    np.testing.assert_allclose(forecast, np.resize(series[5:8], 7), atol=1e-9)


def test_a_forecast_may_begin_behind_the_end_of_what_is_known():
    assert recursive_forecast(np.max, counted, 10, 3, 2, 0.0, 1.0).tolist() == [9, 9]


def test_a_model_that_writes_into_its_window_spoils_nothing():
    def predict(window):
        following = window.mean()
        window[:] = 0
        return following

    series = counted.copy()
    forecast = recursive_forecast(predict, series, 5, 3, 4, 2.0, 1.5)
    np.testing.assert_array_equal(forecast, recursive_forecast(np.mean, counted, 5, 3, 4, 2.0, 1.5))
    np.testing.assert_array_equal(series, counted)


def test_a_model_may_answer_with_an_array_of_one_number():
    forecast = recursive_forecast(lambda window: window[-1:].sum(keepdims=True)[0], counted, 5, 3, 2, 0, 1)
    assert forecast.shape == (2,)


def test_last_season_comes_again():
    assert seasonal_naive(counted, start=8, horizon=3, period=4).tolist() == [4, 5, 6]


def test_a_long_forecast_repeats_the_last_known_season():
    assert seasonal_naive(counted, start=5, horizon=7, period=3).tolist() == [2, 3, 4, 2, 3, 4, 2]


def test_a_season_of_one_value_is_persistence():
    assert seasonal_naive(counted, start=5, horizon=3, period=1).tolist() == [4, 4, 4]


@given(series_of, st.integers(3, 10), st.integers(1, 8), st.data())
def test_the_naive_forecast_sees_one_season(series, start, horizon, data):
    changed = data.draw(hnp.arrays(np.float64, len(series), elements=values))
    changed[start - 3 : start] = series[start - 3 : start]
    one, other = (seasonal_naive(s, start, horizon, 3) for s in (series, changed))
    np.testing.assert_array_equal(one, other)


def test_errors_of_three_and_four_have_the_root_of_their_mean_square():
    assert rmse(np.array([4.0, 1.0]), np.array([1.0, 5.0])) == pytest.approx(np.sqrt(12.5))
    assert type(rmse(counted, counted + 1)) is float


@given(series_of, st.floats(-10, 10))
def test_a_constant_error_is_its_own_root_mean_square(truth, error):
    assert rmse(truth + error, truth) == pytest.approx(abs(error), abs=1e-9)
    assert rmse(truth, truth + error) == pytest.approx(abs(error), abs=1e-9)
