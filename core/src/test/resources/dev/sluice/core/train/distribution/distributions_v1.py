"""Reference values of distributions: writes distributions_v1.csv beside this file.

Made with Python 3 and SciPy 1.17.1:  python3 distributions_v1.py
Columns: family, parameters (separated by spaces), y, log density at y, P(X <= y), CRPS at y, quantiles at 0.05, 0.5 and 0.9.
The CRPS is the integral of its definition by quadrature, so that no closed form is assumed; for counts it is a sum.
"""

import csv
import pathlib

import numpy as np
from scipy import integrate, optimize, stats


class Mixture:
    def __init__(self, weights, means, deviations):
        self.parts = [(w, stats.norm(m, s)) for w, m, s in zip(weights, means, deviations)]
        self.low = min(m - 40 * s for m, s in zip(means, deviations))
        self.high = max(m + 40 * s for m, s in zip(means, deviations))

    def logpdf(self, y):
        return np.log(sum(w * d.pdf(y) for w, d in self.parts))

    def cdf(self, y):
        return sum(w * d.cdf(y) for w, d in self.parts)

    def ppf(self, p):
        return optimize.brentq(lambda x: self.cdf(x) - p, self.low, self.high, xtol=1e-14)


def crps(d, y):
    low, high = d.ppf(1e-3), d.ppf(1 - 1e-3)
    cuts = sorted([min(low, y) - 1, low, y, high, max(high, y) + 1])
    left = integrate.quad(lambda x: d.cdf(x) ** 2, -np.inf, cuts[0], limit=500)[0]
    right = integrate.quad(lambda x: (1 - d.cdf(x)) ** 2, cuts[-1], np.inf, limit=500)[0]
    inner = 0
    for a, b in zip(cuts, cuts[1:]):
        if b > a:
            above = (a + b) / 2 >= y
            inner += integrate.quad(lambda x: (d.cdf(x) - above) ** 2, a, b, limit=500, epsabs=1e-13, epsrel=1e-12)[0]
    return left + inner + right


def count_crps(d, y):
    k = np.arange(0, int(max(d.ppf(1 - 1e-13), y)) + 2)
    return float(np.sum((d.cdf(k) - (k >= y)) ** 2))


def rows():
    for mean, deviation in [(0, 1), (3.5, 0.02), (-1200, 35)]:
        d = stats.norm(mean, deviation)
        for y in [mean, mean + 0.7 * deviation, mean - 4 * deviation]:
            yield "normal", [mean, deviation], y, d.logpdf(y), d.cdf(y), crps(d, y), d
    for location, scale, degrees in [(0, 1, 2.1), (5, 0.3, 4), (-2, 3, 30), (1, 1, 2000)]:
        d = stats.t(degrees, location, scale)
        for y in [location, location + 1.3 * scale, location - 6 * scale]:
            yield "student-t", [location, scale, degrees], y, d.logpdf(y), d.cdf(y), crps(d, y), d
    for mean, dispersion in [(0.3, 0.5), (7, 1e-4), (40, 2.5), (1500, 0.01)]:
        size = 1 / dispersion
        d = stats.nbinom(size, size / (size + mean))
        for y in [0, round(mean), round(2.5 * mean) + 1]:
            yield "negative-binomial", [mean, dispersion], y, d.logpmf(y), d.cdf(y), count_crps(d, y), d
    for w, m, s in [([0.5, 0.5], [-2, 2], [0.5, 1]), ([0.1, 0.2, 0.7], [0, 10, 11], [3, 0.1, 1])]:
        d = Mixture(w, m, s)
        for y in [m[0], 0.5, m[-1] + 2]:
            yield "gaussian-mixture", [*w, *m, *s], y, d.logpdf(y), d.cdf(y), crps(d, y), d


with open(pathlib.Path(__file__).with_suffix(".csv"), "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["family", "parameters", "y", "log_density", "cumulative", "crps", "q0.05", "q0.5", "q0.9"])
    for family, parameters, y, log_density, cumulative, score, d in rows():
        numbers = [y, log_density, cumulative, score, d.ppf(0.05), d.ppf(0.5), d.ppf(0.9)]
        out.writerow([family, " ".join(map(repr, parameters)), *(repr(float(n)) for n in numbers)])
