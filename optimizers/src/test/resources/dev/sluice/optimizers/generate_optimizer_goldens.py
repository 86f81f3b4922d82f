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

import inspect
import json
import pathlib
import platform

import numpy as np
import torch

FORMAT = 1
STEPS = 25
SHAPES = [[1], [2, 3], [3, 4]]
SEED = 20230601

# PyTorch 1.12 and 1.13 multiply the momentum of step t into NAdam's product twice (later releases and the paper: once).
NADAM_MISTAKE = "mu_product_next = mu_product * mu * mu_next"
NADAM_RIGHT = "mu_product_next = mu_product * mu_next"


def mend_nadam():
    nadam = inspect.getmodule(torch.optim.NAdam)
    source = inspect.getsource(nadam._single_tensor_nadam)
    if NADAM_MISTAKE in source:
        exec(source.replace(NADAM_MISTAKE, NADAM_RIGHT), nadam.__dict__)


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
    "adadelta": (torch.optim.Adadelta, {
        "plain": dict(),
        "rate": dict(lr=0.3),
        "rho": dict(rho=0.5),
        "eps": dict(eps=1e-3),
        "weight-decay": dict(weight_decay=0.1),
    }),
    "nadam": (torch.optim.NAdam, {
        "plain": dict(lr=0.01),
        "betas-eps": dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3),
        "momentum-decay": dict(lr=0.01, momentum_decay=0.5),
        "no-momentum-decay": dict(lr=0.01, momentum_decay=0.0),
        "weight-decay": dict(lr=0.01, weight_decay=0.1),
    }),
    "radam": (torch.optim.RAdam, {
        "plain": dict(lr=0.01),
        "betas-eps": dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3),
        "never-trusted": dict(lr=0.01, betas=(0.9, 0.5)),
        "soon-trusted": dict(lr=0.01, betas=(0.5, 0.9)),
        "weight-decay": dict(lr=0.01, weight_decay=0.1),
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


def average(options, initial, gradients):
    """AveragedModel around plain gradient descent: the trajectory is that of the averages."""
    model = torch.nn.Module()
    model.weights = torch.nn.ParameterList([torch.nn.Parameter(torch.tensor(value)) for value in initial])
    decay = options["decay"]
    smooth = None if decay is None else (lambda averaged, new, count: decay * averaged + (1 - decay) * new)
    averaged = torch.optim.swa_utils.AveragedModel(model, avg_fn=smooth)
    optimizer = torch.optim.SGD(model.parameters(), lr=options["lr"])
    rows = []
    for step, row in enumerate(gradients, start=1):
        for parameter, gradient in zip(model.weights, row):
            parameter.grad = torch.tensor(gradient)
        optimizer.step()
        since = step - options["after"]
        if since > 0 and since % options["interval"] == 0:
            averaged.update_parameters(model)
        shown = averaged.module if averaged.n_averaged > 0 else model
        rows.append([numbers(parameter.detach().numpy()) for parameter in shown.weights])
    return rows


AVERAGES = {
    "ema": {
        "plain": dict(lr=0.1, decay=0.9, after=0, interval=1),
        "short": dict(lr=0.1, decay=0.5, after=0, interval=1),
    },
    "swa": {
        "all": dict(lr=0.1, decay=None, after=0, interval=1),
        "last-part": dict(lr=0.1, decay=None, after=10, interval=1),
        "at-intervals": dict(lr=0.1, decay=None, after=5, interval=4),
    },
}


def main():
    mend_nadam()
    random = np.random.Generator(np.random.PCG64(SEED))
    initial = [random.standard_normal(shape).astype(np.float32) for shape in SHAPES]
    gradients = make_gradients(random)
    for name, (make, cases) in CASES.items():
        rows = [run(case, make, options, initial, gradients) for case, options in cases.items()]
        write(name, "torch.optim." + make.__name__, rows, initial, gradients)
    for name, cases in AVERAGES.items():
        rows = [dict(name=case, options=options, trajectory=average(options, initial, gradients))
                for case, options in cases.items()]
        write(name, "torch.optim.swa_utils.AveragedModel", rows, initial, gradients)


def write(name, torch_class, cases, initial, gradients):
    golden = {
        "format": FORMAT,
        "generator": pathlib.Path(__file__).name,
        "versions": {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
        "optimizer": name,
        "torch_class": torch_class,
        "shapes": SHAPES,
        "initial": [numbers(value) for value in initial],
        "gradients": [[numbers(gradient) for gradient in row] for row in gradients],
        "cases": cases,
    }
    target = pathlib.Path(__file__).with_name(f"torch-{name}-v{FORMAT}.json")
    target.write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
