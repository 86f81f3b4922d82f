"""Writes the models of KerasImporterTest with Keras itself, and what Keras computes with them.

    KERAS_BACKEND=numpy python3 generate_keras_models.py

Written with Keras 3.3.3, its numpy backend, and h5py 3.7.0. Any Keras 3 gives the same up to rounding.
"""

import json

import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(20261121)
random = np.random.default_rng(7)


def scramble(model):
    """Weights that are all different: biases too, which Keras begins with zeros."""
    for layer in model.layers:
        values = [random.uniform(-0.6, 0.6, w.shape).astype("float32") for w in layer.get_weights()]
        if isinstance(layer, layers.BatchNormalization):
            values[-1] = np.abs(values[-1]) + 0.3
        layer.set_weights(values)


def golden(name, model, x, endings=("keras",)):
    scramble(model)
    for ending in endings:
        model.save(name + "." + ending)
    y = model(x)
    ys = y if isinstance(y, (list, tuple)) else [y]
    facts = {
        "input": np.asarray(x).tolist(),
        "outputs": [np.asarray(v).reshape(-1).round(8).tolist() for v in ys],
    }
    with open(name + ".json", "w") as out:
        json.dump(facts, out)


def sequence(*shape):
    return random.uniform(-1.5, 1.5, shape).astype("float32")


tokens = layers.Input((None,), dtype="int32", name="ids")
golden(
    "classifier",
    keras.Sequential(
        [
            tokens,
            layers.Embedding(7, 3, mask_zero=True, name="table"),
            layers.Dropout(0.3, name="drop"),
            layers.Bidirectional(layers.GRU(3, return_sequences=True), name="below"),
            layers.GRU(2, reset_after=False, name="above"),
            layers.Dense(3, activation="softmax", name="scores"),
        ]
    ),
    random.integers(1, 7, (2, 5)),
    ("keras", "h5"),
)

x = layers.Input((None, 3), name="series")
shared = dict(return_sequences=True)
golden(
    "recurrent",
    keras.Model(
        x,
        [
            layers.GRU(2, name="gru_after", **shared)(x),
            layers.GRU(2, reset_after=False, recurrent_activation="hard_sigmoid", name="gru_before", **shared)(x),
            layers.SimpleRNN(2, name="above")(
                layers.GRU(2, use_bias=False, go_backwards=True, name="gru_backwards", **shared)(x)
            ),
            layers.LSTM(2, name="lstm")(x),
            layers.LSTM(2, activation="relu", recurrent_activation="hard_sigmoid", name="lstm_relu", **shared)(x),
            layers.LSTM(2, activation="softsign", go_backwards=True, name="lstm_backwards")(x),
            layers.SimpleRNN(2, name="rnn", **shared)(x),
            layers.SimpleRNN(2, activation="linear", name="rnn_linear", **shared)(x),
            layers.SimpleRNN(2, activation="elu", name="rnn_elu")(x),
            layers.Bidirectional(layers.LSTM(2, **shared), merge_mode="sum", name="both_sum")(x),
            layers.Bidirectional(layers.GRU(2, reset_after=False), merge_mode="ave", name="both_ave")(x),
            layers.Bidirectional(layers.SimpleRNN(2, **shared), merge_mode="mul", name="both_mul")(x),
            layers.Bidirectional(layers.LSTM(2), name="both_concat")(x),
        ],
    ),
    sequence(2, 4, 3),
)

x = layers.Input((None, 4), name="series")
h = layers.Masking(mask_value=-9.0, name="mask")(x)
h = layers.TimeDistributed(layers.Dense(3, activation="swish"), name="each")(h)
h = layers.LSTM(3, return_sequences=True, dropout=0.2, name="lstm")(h)
h = layers.LayerNormalization(name="norm")(h)
both = layers.Concatenate(name="pools")(
    [layers.GlobalAveragePooling1D(name="mean")(h), layers.GlobalMaxPooling1D(name="largest")(h)]
)
h = layers.BatchNormalization(name="batch_norm")(both)
h = layers.Dense(6, activation="leaky_relu", name="hidden")(h)
h = layers.Add(name="around")([h, both])
h = layers.Flatten(name="flat")(h)
golden("pools", keras.Model(x, layers.Dense(2, activation="mish", name="out")(h)), sequence(3, 6, 4), ("keras", "h5"))

weights = keras.Sequential(
    [
        layers.Input((None,), dtype="int32"),
        layers.Embedding(5, 3),
        layers.LSTM(4, return_sequences=True),
        layers.Bidirectional(layers.GRU(2)),
        layers.Dense(2),
    ]
)
golden("weights", weights, random.integers(0, 5, (2, 3)), ())
weights.save_weights("weights.weights.h5")
