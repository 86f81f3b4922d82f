"""Reference values of metrics, in plain NumPy by their textbook definitions (those of scikit-learn), for MetricGoldensTest.

    python3 generate_metric_goldens.py > metric-goldens-1.json      # written with NumPy 2.4.6
"""
import json
import numpy as np

random = np.random.default_rng(7)


def softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid(scores):
    return 1 / (1 + np.exp(-scores))


def binary_f1(right, said):
    tp = np.sum(right & said)
    return 2 * tp / (2 * tp + np.sum(~right & said) + np.sum(right & ~said))


def average_precision(right, scores):
    """sum over distinct thresholds of (recall gained) * precision."""
    total, before = 0.0, 0.0
    for threshold in sorted(set(scores), reverse=True):
        said = scores >= threshold
        recall = np.sum(right & said) / np.sum(right)
        total += (recall - before) * np.sum(right & said) / np.sum(said)
        before = recall
    return total


def roc_area(right, scores):
    pairs = [(p > n) + 0.5 * (p == n) for p in scores[right] for n in scores[~right]]
    return float(np.mean(pairs))


def calibration_error(confidence, correct, bins=10):
    error = 0.0
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    for b in range(bins):
        own = index == b
        if own.any():
            error += own.mean() * abs(confidence[own].mean() - correct[own].mean())
    return error


def correlation(x, y):
    """Gorodkin's R_K: the covariance of indicator matrices, summed over classes."""
    def covariance(a, b):
        return np.sum((a - a.mean(axis=0)) * (b - b.mean(axis=0)))
    return covariance(x, y) / np.sqrt(covariance(x, x) * covariance(y, y))


def exclusive(rows, classes):
    right = random.integers(0, classes, rows)
    right[:3] = 0
    scores = random.normal(size=(rows, classes)).round(3)
    scores[np.arange(rows), right] += 0.8
    scores = scores.round(3)
    targets = np.eye(classes)[right]
    said = scores.argmax(axis=1)
    p = softmax(scores)
    one_hot = np.eye(classes)[said]
    f1 = [binary_f1(right == c, said == c) for c in range(classes)]
    figures = {
        "accuracy": np.mean(said == right),
        "balanced-accuracy": np.mean([np.mean(said[right == c] == c) for c in range(classes)]),
        "f1-macro": np.mean(f1),
        "f1-micro": np.mean(said == right),
        "exact-match": np.mean(said == right),
        "matthews": correlation(targets, one_hot),
        "average-precision": average_precision(right == 1, scores[:, 1] - scores[:, 0]) if classes == 2
        else np.mean([average_precision(right == c, p[:, c]) for c in range(classes)]),
        "brier": np.mean(np.sum((p - targets) ** 2, axis=1)),
        "calibration-error": calibration_error(p.max(axis=1), said == right),
    }
    if classes == 2:
        figures["roc-auc"] = roc_area(right == 0, scores[:, 0] - scores[:, 1])
    return case("exclusive", scores, targets, figures)


def independent(rows, classes):
    targets = (random.random((rows, classes)) < 0.4).astype(float)
    scores = (random.normal(size=(rows, classes)) + targets).round(3)
    holds, said = targets > 0.5, scores > 0
    p = sigmoid(scores)
    each = range(classes)
    tpr = [np.mean(said[holds[:, c], c]) for c in each]
    tnr = [np.mean(~said[~holds[:, c], c]) for c in each]
    return case("independent", scores, targets, {
        "accuracy": np.mean((said == holds).all(axis=1)),
        "exact-match": np.mean((said == holds).all(axis=1)),
        "label-accuracy": np.mean(said == holds),
        "balanced-accuracy": np.mean((np.array(tpr) + np.array(tnr)) / 2),
        "f1-macro": np.mean([binary_f1(holds[:, c], said[:, c]) for c in each]),
        "f1-micro": binary_f1(holds.ravel(), said.ravel()),
        "matthews": np.mean([np.corrcoef(holds[:, c], said[:, c])[0, 1] for c in each]),
        "average-precision": np.mean([average_precision(holds[:, c], scores[:, c]) for c in each]),
        "roc-auc": np.mean([roc_area(holds[:, c], scores[:, c]) for c in each]),
        "brier": np.mean((p - targets) ** 2),
        "calibration-error": calibration_error(p.ravel(), holds.ravel()),
    })


def numbers(rows, columns):
    targets = (random.normal(size=(rows, columns)) * 5 + 100 * np.arange(columns)).round(3)
    targets[1, 0] = 0
    outputs = (targets + random.normal(size=(rows, columns))).round(3)
    outputs[1, 0] = 0
    error = outputs - targets
    known = targets != 0
    both = np.abs(outputs) + np.abs(targets)
    return case("numbers", outputs, targets, {
        "mae": np.mean(np.abs(error)),
        "mse": np.mean(error ** 2),
        "rmse": np.sqrt(np.mean(error ** 2)),
        "r2": np.mean(1 - np.sum(error ** 2, axis=0) / np.sum((targets - targets.mean(axis=0)) ** 2, axis=0)),
        "mape": np.mean(np.abs(error[known]) / np.abs(targets[known])),
        "smape": np.mean(np.where(both == 0, 0, 2 * np.abs(error) / np.where(both == 0, 1, both))),
    })


def case(kind, outputs, targets, figures):
    return {"kind": kind, "outputs": outputs.tolist(), "targets": targets.tolist(),
            "figures": {name: float(value) for name, value in figures.items()}}


print(json.dumps({"cases": [exclusive(40, 4), exclusive(30, 2), independent(40, 3), numbers(40, 2)]}))
