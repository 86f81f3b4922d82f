"""Writes cudnn.h5 as Keras 2.2 laid out CuDNNLSTM and CuDNNGRU, and what their equations give in float64.

    python3 generate_cudnn_model.py

These layers need a GPU and TensorFlow 1, so the file is written by hand with h5py 3.7.0. The layout is that of Keras's own
conversion, hdf5_format._convert_rnn_weights, from a plain layer to a CuDNN one: kernels by gate, kernel.T.reshape(kernel.shape);
recurrent kernels by gate, transposed; biases of the input and of the state one after the other.
"""

import numpy as np
from keras2_layout import save

random = np.random.default_rng(12)


def weight(*shape):
    return random.uniform(-0.7, 0.7, shape).astype("float32")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gru(x, kernel, recurrent, bias):
    """reset_after: the reset gate stands behind the recurrent product and its bias."""
    h = np.zeros((x.shape[0], recurrent.shape[0]))
    for t in range(x.shape[1]):
        xz, xr, xh = np.split(x[:, t] @ kernel + bias[0], 3, axis=1)
        hz, hr, hh = np.split(h @ recurrent + bias[1], 3, axis=1)
        z = sigmoid(xz + hz)
        h = z * h + (1 - z) * np.tanh(xh + sigmoid(xr + hr) * hh)
    return h


def lstm(x, kernel, recurrent, bias):
    h = c = np.zeros((x.shape[0], recurrent.shape[0]))
    steps = []
    for t in range(x.shape[1]):
        i, f, g, o = np.split(x[:, t] @ kernel + h @ recurrent + bias.sum(0), 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        steps.append(h)
    return np.stack(steps, axis=1)


def cudnn(gates, kernel, recurrent, bias):
    return [
        np.hstack([k.T.reshape(k.shape) for k in np.hsplit(kernel, gates)]),
        np.hstack([k.T for k in np.hsplit(recurrent, gates)]),
        bias.reshape(-1),
    ]


forward = [weight(3, 8), weight(2, 8), weight(2, 8)]
backward = [weight(3, 8), weight(2, 8), weight(2, 8)]
above = [weight(4, 9), weight(3, 9), weight(2, 9)]
dense = [weight(3, 2), weight(2)]
x = random.uniform(-1, 1, (2, 4, 3)).astype("float32")

wide = [np.float64(x)] + [[np.float64(w) for w in part] for part in (forward, backward, above, dense)]
sequence = np.concatenate([lstm(wide[0], *wide[1]), lstm(wide[0][:, ::-1], *wide[2])[:, ::-1]], axis=2)
y = gru(sequence, *wide[3]) @ wide[4][0] + wide[4][1]

recurrent = dict(trainable=True, go_backwards=False, stateful=False, return_state=False)
config = [
    {
        "class_name": "Bidirectional",
        "config": {
            "name": "bidirectional_1",
            "trainable": True,
            "merge_mode": "concat",
            "batch_input_shape": [None, None, 3],
            "layer": {
                "class_name": "CuDNNLSTM",
                "config": {**recurrent, "name": "cu_dnnlstm_1", "units": 2, "return_sequences": True},
            },
        },
    },
    {"class_name": "CuDNNGRU", "config": {**recurrent, "name": "cu_dnngru_1", "units": 3, "return_sequences": False}},
    {"class_name": "Dense", "config": {"name": "dense_1", "units": 2, "activation": "linear", "use_bias": True}},
]
names = ("kernel", "recurrent_kernel", "bias")
stored = {
    "bidirectional_1": [
        (f"bidirectional_1/{way}_cu_dnnlstm_1/{name}:0", value)
        for way, part in (("forward", forward), ("backward", backward))
        for name, value in zip(names, cudnn(4, *part))
    ],
    "cu_dnngru_1": [(f"cu_dnngru_1/{n}:0", v) for n, v in zip(names, cudnn(3, *above))],
    "dense_1": [(f"dense_1/{n}:0", v) for n, v in zip(("kernel", "bias"), dense)],
}
save("cudnn", "2.2.4", {"layers": config}, stored, x, y)
