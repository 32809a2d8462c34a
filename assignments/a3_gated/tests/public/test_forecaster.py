"""The forecaster: what its predictions look like, and a training on the El Nino series."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from autograder.checks import check, expect_property


@check("a3.forecaster.shape")
def test_a_forecaster_gives_one_number_for_each_window(student, rng):
    model = student.Forecaster(5)
    for m, length in [(4, 7), (1, 7), (3, 12), (2, 1)]:
        model(rng.normal(size=(m, length)).astype(np.float32)).climb(np.zeros(m))
    windows = rng.normal(size=(4, 9)).astype(np.float32)
    following, turned = model(windows), model(windows[::-1].copy())
    alike = np.allclose(following.array[::-1], turned.array, rtol=1e-4, atol=1e-5)
    expect_property(alike, following, "batch_order")
    later = windows + np.float32([0] * 8 + [1])
    earlier = windows + np.float32([3] + [0] * 8)
    for other in (later, earlier):
        moved = not np.allclose(following.array, model(other).array, rtol=1e-6, atol=0)
        expect_property(moved, following, "reads_window")


@check("a3.forecaster.learns")
def test_a_forecaster_learns_the_el_nino_series(  # noqa: PLR0913, PLR0917 (fixtures)
    student, measured, datasets, data, keep, progress, chart
):
    how = measured["settings"]["forecast"]
    series = datasets.read_series(data(how["data"]))
    border, length, period = len(series) - how["test_size"], how["length"], how["period"]
    mean, std = float(series[:border].mean()), float(series[:border].std())
    windows = sliding_window_view((series - mean) / std, length + 1)
    known, new = windows[: border - length], windows[border - length :]
    settings = (how["n_hidden"], how["epochs"], how["batch_size"], how["learning_rate"])
    out = student.train_forecaster(known[:, :-1], known[:, -1], *settings, progress)
    losses = np.array([float(loss) for loss in np.ravel(out.losses.array)])
    keep(losses=losses, state={name: entry.array for name, entry in out.model.state_dict().items()})
    chart("losses", x="epoch", y="loss", lines={"loss": losses}, start=1)
    following = out.model(new[:, :-1].astype(np.float32))
    forecast, truth = following.climb(new[:, -1]) * std + mean, series[border:]
    months = slice(-48, None)
    lines = {
        "truth": truth[months],
        "forecast": forecast[months],
        "naive": series[border - period : -period][months],
    }
    chart("forecast", x="month", y="temperature", lines=lines)
    error, naive = (root_mean_square(one - truth) for one in (forecast, series[border - period : -period]))
    if error >= naive:
        following.fail("forecast_not_better", got=round(error, 3), expected=round(naive, 3))


def root_mean_square(values):
    return float(np.linalg.norm(values) / np.sqrt(values.size))
