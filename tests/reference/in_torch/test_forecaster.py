"""The forecaster: what it reads, one step by hand, and how it trains and predicts."""

import inspect
import re
import subprocess
import sys

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from reference import gru_forward, gru_from_torch  # noqa: E402
from reference.in_torch import (  # noqa: E402
    Forecaster,
    make_optimizer,
    predict,
    train_forecaster,
    train_step,
)


@pytest.fixture(autouse=True)
def _seeded():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # for tensors this small a second thread only waits
    with torch.random.fork_rng():
        torch.manual_seed(1)
        yield
    torch.set_num_threads(threads)


def mean_squared_error(model, inputs, targets):
    with torch.no_grad():
        return ((model(inputs) - targets) ** 2).mean().item()


def waves(m, length):
    """Windows of sines of different phase, and what follows each."""
    phase = np.random.default_rng(2).uniform(0, 2 * np.pi, size=(m, 1))
    values = np.sin(phase + 2 * np.pi * np.arange(length + 1) / 12)
    return values[:, :-1], values[:, -1]


@pytest.mark.parametrize("shape", [(3, 7), (1, 4), (5, 1), (1, 1)])
def test_each_window_gives_one_number(shape):
    following = Forecaster(6)(torch.randn(shape))
    assert following.shape == shape[:1]
    assert following.dtype == torch.float32


def test_it_is_a_gru_from_zeros_and_a_linear_head_on_the_last_state():
    model = Forecaster(5)
    windows = torch.randn(4, 6)
    weights = {name.removesuffix("_l0"): value.numpy() for name, value in model.gru.state_dict().items()}
    x = windows.numpy()[..., np.newaxis].astype(float)
    a, _ = gru_forward(x, np.zeros((4, 5)), gru_from_torch(weights), "after")
    head = {name: value.numpy() for name, value in model.head.state_dict().items()}
    expected = a[:, -1] @ head["weight"][0] + head["bias"]
    np.testing.assert_allclose(model(windows).detach().numpy(), expected, rtol=1e-4, atol=1e-6)


def test_windows_do_not_influence_each_other():
    model, windows = Forecaster(5), torch.randn(4, 6)
    alone = torch.stack([model(windows[k : k + 1])[0] for k in range(4)])
    torch.testing.assert_close(model(windows), alone)


def test_the_optimizer_is_adam_over_every_parameter():
    model = Forecaster(3)
    optimizer = make_optimizer(model, 0.02)
    assert type(optimizer) is torch.optim.Adam
    (group,) = optimizer.param_groups
    assert group["lr"] == 0.02
    assert [id(p) for p in group["params"]] == [id(p) for p in model.parameters()]


def test_one_step_returns_the_loss_before_it_and_lowers_it():
    model = Forecaster(4)
    inputs, targets = torch.randn(8, 5), torch.randn(8)
    before = mean_squared_error(model, inputs, targets)
    loss = train_step(model, make_optimizer(model, 0.01), inputs, targets)
    assert type(loss) is float
    assert loss == pytest.approx(before, rel=1e-6)
    assert mean_squared_error(model, inputs, targets) < before


def test_gradients_of_an_earlier_step_are_forgotten():
    inputs, targets = torch.randn(8, 5), torch.randn(8)
    models = [Forecaster(4), Forecaster(4)]
    models[1].load_state_dict(models[0].state_dict())
    for parameter in models[1].parameters():
        parameter.grad = torch.full_like(parameter, 100.0)
    for model in models:
        train_step(model, make_optimizer(model, 0.01), inputs, targets)
    for one, other in zip(*(model.parameters() for model in models), strict=True):
        torch.testing.assert_close(one, other)


def test_a_step_trains_in_training_mode_and_a_prediction_is_made_in_the_other():
    modes = []

    class Noting(Forecaster):
        def forward(self, windows):
            modes.append((self.training, torch.is_grad_enabled()))
            return super().forward(windows)

    model = Noting(3).eval()
    train_step(model, make_optimizer(model, 0.01), torch.randn(2, 5), torch.randn(2))
    predict(model, torch.randn(2, 5))
    assert modes == [(True, True), (False, False)]


def test_training_learns_a_wave():
    inputs, targets = waves(64, 12)
    told = []
    model, losses = train_forecaster(
        inputs, targets, 8, 40, 16, 0.02, lambda epoch, loss: told.append((epoch, loss))
    )
    assert told == list(zip(range(1, 41), losses, strict=True))
    assert {type(loss) for loss in losses} == {float}
    assert losses[-1] < 0.05 * losses[0]
    error = predict(model, inputs).numpy() - targets
    assert np.sqrt(np.mean(error**2)) < 0.2


def test_an_epoch_uses_every_window_once_and_its_loss_is_their_mean(monkeypatch):
    inputs, targets = waves(7, 5)
    seen = []

    def step(_model, _optimizer, windows, following):
        assert windows.dtype == following.dtype == torch.float32
        seen.append(windows.numpy())
        return float(len(windows))

    monkeypatch.setitem(train_forecaster.__globals__, "train_step", step)
    _, losses = train_forecaster(inputs, targets, 2, 2, 3, 0.01)
    assert [len(batch) for batch in seen] == [3, 3, 1, 3, 3, 1]
    assert losses == [pytest.approx((9 + 9 + 1) / 7)] * 2
    first, second = np.concatenate(seen[:3]), np.concatenate(seen[3:])
    np.testing.assert_array_equal(np.unique(first, axis=0), np.unique(inputs.astype(np.float32), axis=0))
    np.testing.assert_array_equal(np.unique(second, axis=0), np.unique(first, axis=0))
    assert not np.array_equal(first, second)


def test_torch_s_seed_decides_a_training():
    inputs, targets = waves(20, 6)
    runs = []
    for seed in (3, 3, 4):
        torch.manual_seed(seed)
        runs.append(train_forecaster(inputs, targets, 3, 2, 6, 0.01)[1])
    assert runs[0] == runs[1] != runs[2]


def test_a_prediction_needs_no_graph_and_takes_arrays():
    model = Forecaster(3)
    windows = np.random.default_rng(5).normal(size=(4, 6))
    following = predict(model, windows)
    assert not following.requires_grad
    assert following.shape == (4,)
    torch.testing.assert_close(following, predict(model, torch.tensor(windows)))


@pytest.mark.parametrize("function", [make_optimizer, predict, train_forecaster, train_step])
def test_a_docstring_lists_the_parameters_and_names_its_source(function):
    doc = inspect.getdoc(function)
    (listed,) = re.findall(r"^Parameters\n-+\n(.*?)\n\n", doc, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^(\w+) : ", listed, flags=re.MULTILINE) == list(
        inspect.signature(function).parameters
    )
    assert re.search(r"^Source: .+\.$", doc, flags=re.MULTILINE)


def test_the_rest_of_the_textbook_does_not_import_torch():
    program = "import sys, reference; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
