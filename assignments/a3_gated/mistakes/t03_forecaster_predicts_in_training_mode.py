"""
row: T03
title: predict leaves the model in training mode
fails: [a3.forecaster.predict]
"""

import torch


def predict(model, windows):
    with torch.no_grad():
        return model(torch.as_tensor(windows, dtype=torch.float32))
