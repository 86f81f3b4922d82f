"""Writes torch_gru.onnx and torch_lstm.onnx: what PyTorch itself ships of one recurrent layer and a dense layer.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 generate_torch.py
"""

import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
INPUT, HIDDEN, CLASSES = 16, 64, 10


class Model(nn.Module):
    """The last output of a layer that begins at given states, and where its states end."""

    def __init__(self, cell):
        super().__init__()
        self.rnn = cell(INPUT, HIDDEN, batch_first=True)
        self.fc = nn.Linear(HIDDEN, CLASSES)

    def forward(self, features, *states):
        outputs, last = self.rnn(features, states if len(states) > 1 else states[0])
        scores = self.fc(outputs[:, -1])
        return (scores, *last) if isinstance(last, tuple) else (scores, last)


for name, cell, states in (("gru", nn.GRU, ["h"]), ("lstm", nn.LSTM, ["h", "c"])):
    torch.manual_seed(20261121)
    model = Model(cell).eval()
    zeros = [torch.zeros(1, 2, HIDDEN) for _ in states]
    into = ["state." + state for state in states]
    out = ["next_state." + state for state in states]
    axes = {"features": {0: "batch", 1: "time"}, "outputs": {0: "batch"}}
    axes.update({state: {1: "batch"} for state in into + out})
    torch.onnx.export(model, (torch.zeros(2, 3, INPUT), *zeros), os.path.join(HERE, "torch_%s.onnx" % name),
                      input_names=["features"] + into, output_names=["outputs"] + out, dynamic_axes=axes,
                      opset_version=17)
