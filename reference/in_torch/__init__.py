"""The chapters that need PyTorch; nothing else in the textbook imports it."""

from reference.in_torch.forecaster import (
    Forecaster,
    make_optimizer,
    predict,
    train_forecaster,
    train_step,
)

__all__ = ["Forecaster", "make_optimizer", "predict", "train_forecaster", "train_step"]
