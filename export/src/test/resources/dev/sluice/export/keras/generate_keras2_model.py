"""Writes keras2.h5 as Keras 2.1 laid it out, and what Keras 2's equations give in float64.

    python3 generate_keras2_model.py

Keras 2 itself needs TensorFlow, so the file is written by hand with h5py 3.7.0: names that end with ":0", a configuration that is
a list of layers, a GRU that knows no reset_after, and the hard sigmoid of Keras 2, clip(0.2 x + 0.5, 0, 1).
"""

import numpy as np
from keras2_layout import save

random = np.random.default_rng(11)


def weight(*shape):
    return random.uniform(-0.7, 0.7, shape).astype("float32")


def hard_sigmoid(x):
    return np.clip(0.2 * x + 0.5, 0, 1)


def gru(x, kernel, recurrent, bias):
    h = np.zeros((x.shape[0], recurrent.shape[0]))
    units = recurrent.shape[0]
    for t in range(x.shape[1]):
        gates = x[:, t] @ kernel + bias
        z = hard_sigmoid(gates[:, :units] + h @ recurrent[:, :units])
        r = hard_sigmoid(gates[:, units : 2 * units] + h @ recurrent[:, units : 2 * units])
        candidate = np.tanh(gates[:, 2 * units :] + (r * h) @ recurrent[:, 2 * units :])
        h = z * h + (1 - z) * candidate
    return h


def lstm(x, kernel, recurrent, bias):
    h = c = np.zeros((x.shape[0], recurrent.shape[0]))
    steps = []
    for t in range(x.shape[1]):
        i, f, g, o = np.split(x[:, t] @ kernel + h @ recurrent + bias, 4, axis=1)
        c = hard_sigmoid(f) * c + hard_sigmoid(i) * np.tanh(g)
        h = hard_sigmoid(o) * np.tanh(c)
        steps.append(h)
    return np.stack(steps, axis=1)


forward = [weight(3, 8), weight(2, 8), weight(8)]
backward = [weight(3, 8), weight(2, 8), weight(8)]
above = [weight(4, 9), weight(3, 9), weight(9)]
dense = [weight(3, 2), weight(2)]
x = random.uniform(-1, 1, (2, 4, 3)).astype("float32")

wide = [np.float64(x)] + [[np.float64(w) for w in part] for part in (forward, backward, above, dense)]
sequence = np.concatenate(
    [lstm(wide[0], *wide[1]), lstm(wide[0][:, ::-1], *wide[2])[:, ::-1]], axis=2
)
y = gru(sequence, *wide[3]) @ wide[4][0] + wide[4][1]

recurrent = dict(
    trainable=True, recurrent_activation="hard_sigmoid", activation="tanh", use_bias=True, go_backwards=False,
    stateful=False, unroll=False, implementation=0, dropout=0.0, recurrent_dropout=0.0, return_state=False,
)  # fmt: skip
config = [
    {
        "class_name": "Bidirectional",
        "config": {
            "name": "bidirectional_1",
            "trainable": True,
            "merge_mode": "concat",
            "batch_input_shape": [None, None, 3],
            "layer": {"class_name": "LSTM", "config": {**recurrent, "name": "lstm_1", "units": 2, "return_sequences": True}},
        },
    },
    {"class_name": "GRU", "config": {**recurrent, "name": "gru_1", "units": 3, "return_sequences": False}},
    {"class_name": "Dense", "config": {"name": "dense_1", "units": 2, "activation": "linear", "use_bias": True}},
]
stored = {
    "bidirectional_1": [
        (f"bidirectional_1/{way}_lstm_1/{name}:0", value)
        for way, part in (("forward", forward), ("backward", backward))
        for name, value in zip(("kernel", "recurrent_kernel", "bias"), part)
    ],
    "gru_1": [(f"gru_1/{n}:0", v) for n, v in zip(("kernel", "recurrent_kernel", "bias"), above)],
    "dense_1": [(f"dense_1/{n}:0", v) for n, v in zip(("kernel", "bias"), dense)],
}
save("keras2", "2.1.3", config, stored, x, y)
