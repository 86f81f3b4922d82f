"""Writes paper-<optimizer>-v1.json: trajectories by the papers' equations in float64, for what PyTorch does not have.

    python3 generate_paper_goldens.py

Needs NumPy and the files of generate_optimizer_goldens.py, whose start and gradients it takes. The same format, but
numbers are float64 and options have Sluice's names. Written from the papers, not from Sluice's sources.
"""

import json
import pathlib
import platform

import numpy as np

HERE = pathlib.Path(__file__)


def lion(lr, beta1, beta2, decay):
    """Chen et al. 2023, algorithm 2."""
    m = {}

    def step(key, w, g, t):
        m.setdefault(key, np.zeros_like(w))
        c = beta1 * m[key] + (1 - beta1) * g
        m[key] = beta2 * m[key] + (1 - beta2) * g
        return w - lr * (np.sign(c) + decay * w)

    return step


def lamb(lr, beta1, beta2, eps, decay):
    """You et al. 2020, algorithm 2 with the identity for phi."""
    m, v = {}, {}

    def step(key, w, g, t):
        m[key] = beta1 * m.get(key, 0) + (1 - beta1) * g
        v[key] = beta2 * v.get(key, 0) + (1 - beta2) * g * g
        r = (m[key] / (1 - beta1 ** t)) / (np.sqrt(v[key] / (1 - beta2 ** t)) + eps)
        u = r + decay * w
        length, change = np.linalg.norm(w), np.linalg.norm(u)
        return w - lr * (length / change if length > 0 and change > 0 else 1.0) * u

    return step


def adafactor(lr, kappa, clip, eps1, eps2, decay):
    """Shazeer and Stern 2018, algorithms 4 and 5: sums of rows and columns as printed, step size as in section 9."""
    rows, columns, squares = {}, {}, {}

    def rms(x):
        return np.sqrt(np.mean(x * x))

    def step(key, w, g, t):
        beta = 1 - t ** -kappa
        alpha = max(eps2, rms(w)) * min(lr, 1 / np.sqrt(t))
        g2 = g * g + eps1
        if w.ndim == 2:
            rows[key] = beta * rows.get(key, 0) + (1 - beta) * g2.sum(axis=1)
            columns[key] = beta * columns.get(key, 0) + (1 - beta) * g2.sum(axis=0)
            v = np.outer(rows[key], columns[key]) / rows[key].sum()
        else:
            squares[key] = beta * squares.get(key, 0) + (1 - beta) * g2
            v = squares[key]
        u = g / np.sqrt(v)
        u = u / max(1.0, rms(u) / clip)
        return w - alpha * u - alpha * decay * w

    return step


def sgd(lr):
    return lambda key, w, g, t: w - lr * g


def lookahead(lr, steps, share):
    """Zhang et al. 2019, algorithm 1, around gradient descent; shown are the slow weights."""
    fast = {}

    def step(key, slow, g, t):
        fast[key] = fast.get(key, slow) - lr * g
        if t % steps == 0:
            slow = slow + share * (fast[key] - slow)
            fast[key] = slow
        return slow

    return step


def centralized(lr):
    """Yong et al. 2020, equation 1, before gradient descent; a row holds the weights of one output."""
    return lambda key, w, g, t: w - lr * (g - g.mean(axis=1, keepdims=True) if w.ndim > 1 else g)


CASES = {
    "lion": (lion, {
        "plain": dict(lr=0.01, beta1=0.9, beta2=0.99, decay=0.0),
        "betas": dict(lr=0.01, beta1=0.5, beta2=0.8, decay=0.0),
        "decay": dict(lr=0.01, beta1=0.9, beta2=0.99, decay=0.5),
    }),
    "lamb": (lamb, {
        "plain": dict(lr=0.02, beta1=0.9, beta2=0.999, eps=1e-6, decay=0.01),
        "no-decay": dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-6, decay=0.0),
        "betas-eps": dict(lr=0.02, beta1=0.7, beta2=0.9, eps=1e-3, decay=0.3),
    }),
    "adafactor": (adafactor, {
        "plain": dict(lr=0.01, kappa=0.8, clip=1.0, eps1=1e-30, eps2=1e-3, decay=0.0),
        "clipped": dict(lr=0.5, kappa=0.8, clip=0.3, eps1=1e-30, eps2=1e-3, decay=0.0),
        "epsilons-decay": dict(lr=0.05, kappa=0.6, clip=2.0, eps1=1e-4, eps2=2.0, decay=0.1),
    }),
    "lookahead": (lookahead, {
        "plain": dict(lr=0.1, steps=5, share=0.5),
        "short": dict(lr=0.1, steps=2, share=0.8),
        "all-the-way": dict(lr=0.1, steps=3, share=1.0),
    }),
    "centralized": (centralized, {
        "plain": dict(lr=0.1),
    }),
}


def main():
    start = json.loads(HERE.with_name("torch-sgd-v1.json").read_text(encoding="utf-8"))
    shapes = start["shapes"]
    gradients = [[np.array(g).reshape(s) for g, s in zip(row, shapes)] for row in start["gradients"]]
    for name, (make, cases) in CASES.items():
        written = []
        for case, options in cases.items():
            step = make(**options)
            w = [np.array(value).reshape(shape) for value, shape in zip(start["initial"], shapes)]
            rows = []
            for t, row in enumerate(gradients, start=1):
                w = [step(i, w[i], row[i], t) for i in range(len(w))]
                rows.append([[float(f"{x:.12g}") for x in value.ravel()] for value in w])
            written.append(dict(name=case, options=options, trajectory=rows))
        golden = dict(
            format=1, generator=HERE.name,
            versions=dict(numpy=np.__version__, python=platform.python_version()),
            optimizer=name, shapes=shapes, initial=start["initial"], gradients=start["gradients"], cases=written)
        target = HERE.with_name(f"paper-{name}-v1.json")
        target.write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
