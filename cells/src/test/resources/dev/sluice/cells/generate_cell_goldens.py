"""Writes what PyTorch's recurrent layers compute, forward and backward: torch-<cell>-v1.json beside this file.

    python3 generate_cell_goldens.py

Needs PyTorch and NumPy; their versions are recorded in each file. Debian 12: apt-get install python3-torch python3-numpy.

Everything is computed in float64. Inputs, weights and cotangents are multiples of 1/1024, so they are exact in float32 too.
T steps, B rows, I inputs, H hidden units, L layers, D directions (1, or 2: forward, backward). Format 1, cases:
  name, layers, bidirectional, nonlinearity (rnn only), reset: where a GRU's reset gate sits
  lengths         [B]; input past a row's length is 7.5: it must influence nothing
  input           [T, B, I]; h_0, c_0 [L*D, B, H], present only where they are not zero; layer-major, forward first
  weights         by PyTorch's names (weight_ih_l0, ..., _reverse); gates r, z, n (gru) and i, f, g, o (lstm)
  output          [T, B, D*H], zero past a row's length; h_n, c_n [L*D, B, H]
  output_cotangent, h_n_cotangent
  input_gradient, h_0_gradient, c_0_gradient, weight_gradients:
                  of sum(output * output_cotangent) + sum(h_n * h_n_cotangent)
Every array is {"shape": [...], "values": [...]}, row-major.
"""

import json
import pathlib
import platform

import numpy as np
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

FORMAT = 1
T, B, I, H = 5, 3, 4, 3
PAST_THE_END = 7.5
SEED = 20230602

SETTINGS = [
    dict(name="one-layer", layers=1, bidirectional=False, lengths=[3, 5, 1], initial=False),
    dict(name="one-layer-full-length", layers=1, bidirectional=False, lengths=[5, 5, 5], initial=False),
    dict(name="one-layer-initial-state", layers=1, bidirectional=False, lengths=[5, 2, 4], initial=True),
    dict(name="one-layer-bidirectional", layers=1, bidirectional=True, lengths=[2, 5, 3], initial=False),
    dict(name="two-layers-bidirectional", layers=2, bidirectional=True, lengths=[4, 1, 5], initial=False),
]
MODULES = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM, "rnn": torch.nn.RNN}


def draw(random, *shape, scale=1.0):
    return torch.tensor(np.round(scale * random.standard_normal(shape) * 1024.0) / 1024.0, dtype=torch.float64)


def array(tensor):
    return {"shape": list(tensor.shape), "values": tensor.detach().numpy().ravel().tolist()}


def run(cell, setting, nonlinearity, random):
    extra = {"nonlinearity": nonlinearity} if nonlinearity else {}
    module = MODULES[cell](I, H, num_layers=setting["layers"], bidirectional=setting["bidirectional"], **extra).double()
    with torch.no_grad():
        for weight in module.parameters():
            weight.copy_(draw(random, *weight.shape, scale=0.6))

    lengths = torch.tensor(setting["lengths"])
    values = draw(random, T, B, I)
    for row, length in enumerate(setting["lengths"]):
        values[length:, row, :] = PAST_THE_END
    values.requires_grad_(True)

    rows = setting["layers"] * (2 if setting["bidirectional"] else 1)
    states = {}
    if setting["initial"]:
        states["h_0"] = draw(random, rows, B, H).requires_grad_(True)
        if cell == "lstm":
            states["c_0"] = draw(random, rows, B, H).requires_grad_(True)
    start = None if not states else states["h_0"] if cell != "lstm" else (states["h_0"], states["c_0"])

    packed, last = module(pack_padded_sequence(values, lengths, enforce_sorted=False), start)
    output, _ = pad_packed_sequence(packed, total_length=T)
    h_n, c_n = last if cell == "lstm" else (last, None)
    output_cotangent = draw(random, *output.shape)
    h_n_cotangent = draw(random, *h_n.shape)
    ((output * output_cotangent).sum() + (h_n * h_n_cotangent).sum()).backward()

    case = {"name": setting["name"] + ("-" + nonlinearity if nonlinearity else ""), "layers": setting["layers"],
            "bidirectional": setting["bidirectional"]}
    if nonlinearity:
        case["nonlinearity"] = nonlinearity
    if cell == "gru":
        case["reset"] = "after"
    case["lengths"] = setting["lengths"]
    case["input"] = array(values)
    case.update({name: array(state) for name, state in states.items()})
    case["weights"] = {name: array(weight) for name, weight in module.named_parameters()}
    case["output"] = array(output)
    case["h_n"] = array(h_n)
    if c_n is not None:
        case["c_n"] = array(c_n)
    case["output_cotangent"] = array(output_cotangent)
    case["h_n_cotangent"] = array(h_n_cotangent)
    case["input_gradient"] = array(values.grad)
    case.update({name + "_gradient": array(state.grad) for name, state in states.items()})
    case["weight_gradients"] = {name: array(weight.grad) for name, weight in module.named_parameters()}
    return case


def main():
    for cell in MODULES:
        random = np.random.Generator(np.random.PCG64(SEED))
        golden = {
            "format": FORMAT,
            "generator": pathlib.Path(__file__).name,
            "versions": {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
            "cell": cell,
            "torch_class": "torch.nn." + MODULES[cell].__name__,
            "sizes": {"T": T, "B": B, "I": I, "H": H},
            "cases": [
                run(cell, setting, nonlinearity, random)
                for nonlinearity in (["tanh", "relu"] if cell == "rnn" else [None])
                for setting in SETTINGS
            ],
        }
        target = pathlib.Path(__file__).with_name(f"torch-{cell}-v{FORMAT}.json")
        target.write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
