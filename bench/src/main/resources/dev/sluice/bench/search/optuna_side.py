"""Runs Optuna's samplers on the functions of dev.sluice.bench.search.TestFunctions and writes the regret after some
numbers of trials, one line for each function, sampler and seed.

    optuna_side.py OUTPUT.csv [--seeds 30] [--only NAME,NAME] [--samplers tpe,cma-es] [--jobs 2]
    optuna_side.py --values        # function values at fixed points, which a test compares with ours

Known to work with Optuna 3.1.0, cmaes 0.9.1 and NumPy 1.24.
"""

import argparse
import csv
import math
import multiprocessing
import warnings

import numpy as np
import optuna

BUDGETS = (20, 50, 100)


def branin(t):
    x, y = t.suggest_float("x0", -5, 10), t.suggest_float("x1", 0, 15)
    bend = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return bend * bend + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def cube(t, n, low, high):
    return [t.suggest_float(f"x{i}", low, high) for i in range(n)]


def hartmann(x, a, p):
    weights = (1, 1.2, 3, 3.2)
    return -sum(
        w * math.exp(-sum(a_j * (x_j - p_j) ** 2 for a_j, x_j, p_j in zip(a_i, x, p_i)))
        for w, a_i, p_i in zip(weights, a, p)
    )


def hartmann3(t):
    a = ((3, 10, 30), (0.1, 10, 35), (3, 10, 30), (0.1, 10, 35))
    p = ((0.3689, 0.1170, 0.2673), (0.4699, 0.4387, 0.7470), (0.1091, 0.8732, 0.5547), (0.0381, 0.5743, 0.8828))
    return hartmann(cube(t, 3, 0, 1), a, p)


def hartmann6(t):
    a = ((10, 3, 17, 3.5, 1.7, 8), (0.05, 10, 17, 0.1, 8, 14), (3, 3.5, 1.7, 10, 17, 8), (17, 8, 0.05, 10, 0.1, 14))
    p = (
        (0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886),
        (0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991),
        (0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650),
        (0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381),
    )
    return hartmann(cube(t, 6, 0, 1), a, p)


def ackley5(t):
    x = cube(t, 5, -5, 10)
    squares = sum(v * v for v in x) / 5
    cosines = sum(math.cos(2 * math.pi * v) for v in x) / 5
    return -20 * math.exp(-0.2 * math.sqrt(squares)) - math.exp(cosines) + 20 + math.e


def rosenbrock4(t):
    x = cube(t, 4, -5, 10)
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(3))


def mixed(t):
    units = math.log2(t.suggest_int("units", 16, 512, log=True) / 128)
    layers = t.suggest_int("layers", 1, 4) - 2
    rate = math.log10(t.suggest_float("rate", 1e-5, 1e-1, log=True))
    dropout = t.suggest_float("dropout", 0, 0.7) - 0.3 - 0.1 * layers
    cell = t.suggest_categorical("cell", ("rnn", "gru", "lstm", "mgu"))
    optimizer = t.suggest_categorical("optimizer", ("sgd", "adam", "lion"))
    rate -= {"sgd": -1.5, "adam": -2.5, "lion": -3.5}[optimizer] + 0.2 * units
    return (
        0.1
        + {"rnn": 0.5, "gru": 0, "lstm": 0.05, "mgu": 0.15}[cell]
        + {"sgd": 0.2, "adam": 0, "lion": 0.05}[optimizer]
        + 0.05 * units**2
        + 0.08 * layers**2
        + 0.4 * rate**2 / (1 + 0.2 * rate**2)
        + 1.5 * dropout**2
    )


def conditional(t):
    kind = t.suggest_categorical("kind", ("tree", "net", "line"))
    if kind == "tree":
        depth = (t.suggest_int("depth", 1, 12) - 7) / 4
        leaf = math.log10(t.suggest_float("leaf", 1e-3, 1, log=True)) + 1.5
        return 0.3 + 0.5 * depth**2 + 0.3 * leaf**2
    if kind == "net":
        width = math.log2(t.suggest_int("width", 8, 256, log=True) / 64)
        rate = math.log10(t.suggest_float("rate", 1e-5, 1, log=True)) + 2.5 + 0.2 * width
        shape = t.suggest_categorical("shape", ("wide", "deep"))
        rest = 0.2 if shape == "wide" else 2 * (t.suggest_float("bend", 0, 1) - 0.35) ** 2
        return 0.1 * width**2 + 0.6 * rate**2 + rest
    return 0.6 + 0.2 * (math.log10(t.suggest_float("decay", 1e-6, 1, log=True)) + 3) ** 2


def two_objectives(t):
    x = cube(t, 4, 0, 1)
    g = 1 + sum(x[1:])
    return x[0], g * (1 - math.sqrt(x[0] / g))


def hypervolume(points, reference):
    """The area that points dominate up to a reference."""
    area, lowest = 0, reference[1]
    for x, y in sorted(p for p in points if p[0] < reference[0]):
        if y < lowest:
            area += (reference[0] - x) * (lowest - y)
            lowest = y
    return area


# Name, function, minimum (of two objectives the largest hypervolume up to REFERENCE), deviation of the noise.
REFERENCE = (1.1, 5)
FUNCTIONS = (
    ("branin", branin, 0.39788735772973816, 0),
    ("hartmann-3", hartmann3, -3.8627797869493365, 0),
    ("hartmann-6", hartmann6, -3.3223680114155147, 0),
    ("ackley-5", ackley5, 0, 0),
    ("rosenbrock-4", rosenbrock4, 0, 0),
    ("mixed", mixed, 0.1, 0),
    ("conditional", conditional, 0, 0),
    ("noisy-hartmann-6", hartmann6, -3.3223680114155147, 0.1),
    ("two-objectives", two_objectives, 4 + 2 / 3 + 0.5, 0),
)

SAMPLERS = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "tpe-multivariate": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True, group=True),
    "cma-es": lambda seed: optuna.samplers.CmaEsSampler(seed=seed),
    "nsga-2": lambda seed: optuna.samplers.NSGAIISampler(seed=seed, population_size=20),
    "qmc": lambda seed: optuna.samplers.QMCSampler(seed=seed, scramble=True),
}


def regrets(job):
    """Regret, without noise, of the trial that looks best with it; of two objectives the hypervolume that is missing."""
    name, sampler, seed = job
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    _, function, minimum, noise = next(f for f in FUNCTIONS if f[0] == name)
    several = name == "two-objectives"
    directions = ["minimize"] * (2 if several else 1)
    study = optuna.create_study(directions=directions, sampler=SAMPLERS[sampler](seed))
    random = np.random.default_rng(seed)
    best, regret, found, points = math.inf, math.inf, [], []
    for i in range(1, max(BUDGETS) + 1):
        trial = study.ask()
        truth = function(trial)
        if several:
            points.append(truth)
            study.tell(trial, truth)
            if i in BUDGETS:
                found.append(minimum - hypervolume(points, REFERENCE))
            continue
        seen = truth + noise * random.standard_normal()
        study.tell(trial, seen)
        if seen < best:
            best, regret = seen, truth - minimum
        if i in BUDGETS:
            found.append(regret)
    return [name, sampler, seed, *(f"{r:.6g}" for r in found)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", nargs="?")
    parser.add_argument("--values", action="store_true")
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default=",".join(f[0] for f in FUNCTIONS))
    parser.add_argument("--samplers", default="random,tpe,tpe-multivariate,cma-es,nsga-2")
    options = parser.parse_args()
    if options.values:
        values()
        return
    jobs = [
        (name, sampler, seed)
        for name in options.only.split(",")
        for sampler in options.samplers.split(",")
        if name != "two-objectives" or sampler != "cma-es"
        for seed in range(options.seeds)
    ]
    with multiprocessing.Pool(options.jobs) as pool, open(options.output, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["function", "sampler", "seed", *BUDGETS])
        writer.writerows(pool.imap(regrets, jobs))


def values():
    points = {
        "branin": {"x0": 1.5, "x1": 3.25},
        "hartmann-3": {"x0": 0.1, "x1": 0.6, "x2": 0.8},
        "hartmann-6": {"x0": 0.2, "x1": 0.1, "x2": 0.5, "x3": 0.3, "x4": 0.25, "x5": 0.7},
        "ackley-5": {"x0": -1.5, "x1": 0.25, "x2": 3, "x3": 1, "x4": 0.5},
        "rosenbrock-4": {"x0": -1.5, "x1": 0.25, "x2": 3, "x3": 1},
        "mixed": {"units": 100, "layers": 3, "rate": 0.002, "dropout": 0.2, "cell": "lstm", "optimizer": "lion"},
        "conditional": {"kind": "net", "width": 100, "rate": 0.002, "shape": "deep", "bend": 0.7},
        "two-objectives": {"x0": 0.25, "x1": 0.5, "x2": 0.1, "x3": 0.2},
    }
    for name, function, _, _ in FUNCTIONS:
        if name in points:
            print(name, repr(function(optuna.trial.FixedTrial(points[name]))))


if __name__ == "__main__":
    main()
