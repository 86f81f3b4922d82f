"""Writes torch_weights.safetensors and torch_weights.json: a PyTorch model's state dict, an input, and PyTorch's own outputs.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 generate_torch_weights.py
Also reads files that Sluice wrote:  /usr/bin/python3 generate_torch_weights.py check best.safetensors
which loads the tensors that begin with "encoder." into nn.GRU by load_state_dict.
"""

import json
import os
import struct
import sys

import numpy as np
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


def write(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def read(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(np.frombuffer(data[e["data_offsets"][0]:e["data_offsets"][1]], "<f4").copy()
                                   .reshape(e["shape"])) for name, e in header.items()}


class Model(nn.Module):
    def __init__(self, cell, projected=0):
        super().__init__()
        self.embed = nn.Embedding(9, 3)
        options = {"proj_size": projected} if projected else {}
        self.rnn = cell(3, 4, num_layers=2, bidirectional=True, batch_first=True, **options)
        self.fc = nn.Linear(2 * (projected or 4), 2)

    def forward(self, ids):
        _, h = self.rnn(self.embed(ids))
        h = h[0] if isinstance(h, tuple) else h
        return self.fc(torch.cat([h[-2], h[-1]], -1))


def generate():
    for name, cell, projected in (("gru", nn.GRU, 0), ("lstm", nn.LSTM, 0), ("rnn", nn.RNN, 0), ("lstmp", nn.LSTM, 3)):
        torch.manual_seed(20261121)
        model = Model(cell, projected).eval()
        ids = torch.randint(0, 9, (3, 5))
        write(os.path.join(HERE, "models", "torch_%s.safetensors" % name), model.state_dict())
        with open(os.path.join(HERE, "models", "torch_%s.json" % name), "w") as file:
            json.dump({"ids": ids.tolist(), "outputs": model(ids).tolist()}, file)
            file.write("\n")


def check(path):
    tensors = {name[len("encoder."):]: t for name, t in read(path).items() if name.startswith("encoder.")}
    projected = "weight_hr_l0" in tensors
    hidden = tensors["weight_hr_l0" if projected else "weight_hh_l0"].shape[1]
    gates = tensors["weight_hh_l0"].shape[0] // hidden
    options = {"proj_size": tensors["weight_hr_l0"].shape[0]} if projected else {}
    layers = len([n for n in tensors if n.startswith("weight_ih_l") and not n.endswith("_reverse")])
    module = {1: nn.RNN, 3: nn.GRU, 4: nn.LSTM}[gates](
        tensors["weight_ih_l0"].shape[1], hidden, num_layers=layers, bidirectional="weight_ih_l0_reverse" in tensors,
        **options)
    print(module.load_state_dict(tensors))


if len(sys.argv) > 2 and sys.argv[1] == "check":
    check(sys.argv[2])
else:
    generate()
