"""Writes the trajectories that Sluice's optimizers are held against: torch-<optimizer>-v1.json beside this file.

    python3 generate_optimizer_goldens.py

Needs PyTorch and NumPy; their versions are recorded in each file. Debian 12: apt-get install python3-torch python3-numpy.

Format 1, all numbers are float32 written with the fewest digits that read back to the same float32:
  shapes       [parameter] -> shape
  initial      [parameter] -> values, row-major, before the first step
  gradients    [step][parameter] -> values; the same for every case, whatever the parameters become
  cases        name; options: every argument of the PyTorch class that matters, defaults too;
               trajectory: [step][parameter] -> values after the step
"""

import json
import pathlib
import platform

import numpy as np
import torch

FORMAT = 1
STEPS = 25
SHAPES = [[1], [2, 3], [3, 4]]
SEED = 20230601

# How PyTorch runs, not what it computes.
NOT_OPTIONS = {"foreach", "maximize", "capturable", "differentiable", "fused"}

CASES = {
    "sgd": (torch.optim.SGD, {
        "plain": dict(lr=0.1),
        "small-rate": dict(lr=0.001),
        "momentum": dict(lr=0.05, momentum=0.9),
        "momentum-half": dict(lr=0.1, momentum=0.5),
        "nesterov": dict(lr=0.05, momentum=0.9, nesterov=True),
        "weight-decay": dict(lr=0.1, weight_decay=0.01),
        "nesterov-weight-decay": dict(lr=0.02, momentum=0.8, nesterov=True, weight_decay=0.1),
    }),
    "rmsprop": (torch.optim.RMSprop, {
        "plain": dict(lr=0.01),
        "alpha-eps": dict(lr=0.005, alpha=0.9, eps=1e-4),
        "momentum": dict(lr=0.01, momentum=0.9),
        "centered": dict(lr=0.01, centered=True),
        "centered-momentum": dict(lr=0.003, alpha=0.95, momentum=0.5, centered=True),
        "weight-decay": dict(lr=0.01, weight_decay=0.1),
    }),
    "adagrad": (torch.optim.Adagrad, {
        "plain": dict(lr=0.1),
        "initial-accumulator": dict(lr=0.1, initial_accumulator_value=0.5),
        "rate-decay": dict(lr=0.1, lr_decay=0.05),
        "eps": dict(lr=0.05, eps=1e-3),
        "weight-decay": dict(lr=0.1, weight_decay=0.1),
    }),
    "adam": (torch.optim.Adam, {
        "plain": dict(lr=0.01),
        "betas-eps": dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3),
        "no-momentum": dict(lr=0.01, betas=(0.0, 0.99)),
        "weight-decay": dict(lr=0.01, weight_decay=0.1),
        "amsgrad": dict(lr=0.01, betas=(0.9, 0.9), amsgrad=True),
        "amsgrad-weight-decay": dict(lr=0.05, betas=(0.5, 0.8), amsgrad=True, weight_decay=0.01),
    }),
    "adamw": (torch.optim.AdamW, {
        "plain": dict(lr=0.01),
        "no-decay": dict(lr=0.01, weight_decay=0.0),
        "strong-decay": dict(lr=0.05, weight_decay=0.5),
        "betas-eps": dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1),
        "amsgrad": dict(lr=0.01, betas=(0.9, 0.9), weight_decay=0.1, amsgrad=True),
    }),
}


def numbers(array):
    return [float(str(value)) for value in np.asarray(array, dtype=np.float32).ravel()]


def make_gradients(random):
    """Steady directions under noise; scales from 1e-3 to 30; one step of zeros; one element that never moves."""
    directions = [random.standard_normal(shape) for shape in SHAPES]
    gradients = []
    for step in range(STEPS):
        scale = 30.0 if step == 11 else 10.0 ** random.uniform(-1.0, 0.5)
        row = [(scale * (0.5 * d + random.standard_normal(d.shape))).astype(np.float32) for d in directions]
        row[1] *= np.float32(0.001)
        row[2][0, 0] = 0.0
        if step == 7:
            row = [np.zeros_like(g) for g in row]
        gradients.append(row)
    return gradients


def run(name, make, options, initial, gradients):
    parameters = [torch.nn.Parameter(torch.tensor(value)) for value in initial]
    optimizer = make(parameters, foreach=False, **options)
    rows = []
    for row in gradients:
        for parameter, gradient in zip(parameters, row):
            parameter.grad = torch.tensor(gradient)
        optimizer.step()
        rows.append([numbers(parameter.detach().numpy()) for parameter in parameters])
    options = {key: value for key, value in optimizer.defaults.items() if key not in NOT_OPTIONS}
    return {"name": name, "options": options, "trajectory": rows}


def main():
    random = np.random.Generator(np.random.PCG64(SEED))
    initial = [random.standard_normal(shape).astype(np.float32) for shape in SHAPES]
    gradients = make_gradients(random)
    for name, (make, cases) in CASES.items():
        golden = {
            "format": FORMAT,
            "generator": pathlib.Path(__file__).name,
            "versions": {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
            "optimizer": name,
            "torch_class": "torch.optim." + make.__name__,
            "shapes": SHAPES,
            "initial": [numbers(value) for value in initial],
            "gradients": [[numbers(gradient) for gradient in row] for row in gradients],
            "cases": [run(case, make, options, initial, gradients) for case, options in cases.items()],
        }
        target = pathlib.Path(__file__).with_name(f"torch-{name}-v{FORMAT}.json")
        target.write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
