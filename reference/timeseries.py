"""A forecast that knows nothing of the future: windows, scaling, several steps ahead, and its error."""

from collections.abc import Callable

import numpy as np


def split_in_time(series: np.ndarray, test_size: int) -> tuple[np.ndarray, np.ndarray]:
    """Cut a series in two: what may be learnt from, and what comes after it.

        train = series[: n - test_size], test = series[n - test_size :]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    test_size : int, number of values in the second part

    Returns
    -------
    train : (n - test_size,) float64, the first values
    test : (test_size,) float64, the last values

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.8.
    """
    border = len(series) - test_size  # series[-test_size:] would be everything for a test_size of 0
    return series[:border].copy(), series[border:].copy()


def fit_scaler(train: np.ndarray) -> tuple[float, float]:
    """Measure the mean and the standard deviation of the values that may be learnt from.

        std = sqrt(mean((train - mean)^2))

    Parameters
    ----------
    train : (n,) float64, the training part of a series

    Returns
    -------
    mean : float, the mean
    std : float, the standard deviation of the population, dividing by n

    Source: LeCun, Bottou, Orr, Mueller (1998), Efficient BackProp, section 4.3.
    """
    return float(np.mean(train)), float(np.std(train))


def make_windows(series: np.ndarray, length: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Cut a series into all windows of `length` values, each with the `horizon` values that follow it.

        inputs[k] = series[k : k + length], targets[k] = series[k + length : k + length + horizon]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    length : int, number of values that are known
    horizon : int, number of values to forecast

    Returns
    -------
    inputs : (n - length - horizon + 1, length) float64, what is known
    targets : (n - length - horizon + 1, horizon) float64, what follows

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 12.4.
    """
    # The last window must leave room for its targets. Row k of the sum holds the places of window k.
    first = np.arange(len(series) - length - horizon + 1)[:, np.newaxis]
    return series[first + np.arange(length)], series[first + length + np.arange(horizon)]


def training_windows(
    series: np.ndarray, test_size: int, length: int, horizon: int
) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Make the windows to learn from: of the training part alone, scaled by that part's mean and deviation.

        scaled = (train - mean) / std

    The last test_size values reach neither the windows, nor the targets, nor the scale.

    Parameters
    ----------
    series : (n,) float64, values in order of time
    test_size : int, number of values at the end that are to be forecast later
    length : int, number of values that are known
    horizon : int, number of values to forecast

    Returns
    -------
    inputs : (n - test_size - length - horizon + 1, length) float64, scaled windows
    targets : (n - test_size - length - horizon + 1, horizon) float64, the scaled values that follow
    mean : float, the mean of the training part
    std : float, the standard deviation of the training part

    Source: Kaufman, Rosset, Perlich, Stitelman (2012), Leakage in Data Mining.
    """
    train, _ = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows((train - mean) / std, length, horizon)
    return inputs, targets, mean, std


def recursive_forecast(
    predict: Callable[[np.ndarray], float],
    series: np.ndarray,
    start: int,
    length: int,
    horizon: int,
    mean: float,
    std: float,
) -> np.ndarray:
    """Forecast several steps with a model of one step: each forecast is read as if it had happened.

        s<k> = predict([s<k - length> .. s<k - 1>]), forecast[k - start] = mean + std s<k>

    with s scaled, s = (series - mean) / std, for the `length` values before start. Nothing from start on is
    looked at.

    Parameters
    ----------
    predict : function, takes a scaled window (length,) and returns the next scaled value, a float
    series : (n,) float64, values in order of time
    start : int, place of the first value to forecast
    length : int, number of values that predict reads, at most start
    horizon : int, number of values to forecast
    mean : float, that of the training part
    std : float, that of the training part

    Returns
    -------
    forecast : (horizon,) float64, forecasts of series[start : start + horizon], in the units of the series

    Source: Ben Taieb, Bontempi, Atiya, Sorjamaa (2012), Strategies for Multi-Step Ahead Forecasting.
    """
    window = (series[start - length : start] - mean) / std
    forecast = []
    for _ in range(horizon):
        following = float(predict(window.copy()))
        forecast.append(following)
        window = np.append(window[1:], following)
    return np.array(forecast) * std + mean


def seasonal_naive(series: np.ndarray, start: int, horizon: int, period: int) -> np.ndarray:
    """Forecast that the last known season comes again, and again.

        forecast[k] = series[start - period + (k mod period)]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    start : int, place of the first value to forecast, at least period
    horizon : int, number of values to forecast
    period : int, number of values in a season

    Returns
    -------
    forecast : (horizon,) float64, forecasts of series[start : start + horizon]

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.2.
    """
    return series[start - period + np.arange(horizon) % period]


def rmse(forecast: np.ndarray, truth: np.ndarray) -> float:
    """Measure how far forecasts are from what came, in the units of the series.

        rmse = sqrt(mean((forecast - truth)^2))

    Parameters
    ----------
    forecast : (...) float64, what was forecast
    truth : (...) float64, what came, of the same shape

    Returns
    -------
    rmse : float, the root of the mean squared error

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.8.
    """
    return float(np.sqrt(np.mean(np.subtract(forecast, truth) ** 2)))
