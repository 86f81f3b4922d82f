"""Writes the small models of other exporters that the importer is tested with.

Run with Debian's python3-torch 1.13.1 and python3-onnx 1.12.0:  /usr/bin/python3 generate_models.py
torch_*: written by PyTorch's own exporter. tf2onnx_*, keras_*, cntk_*: made by hand in the shape that these exporters write,
as described beside each. refused_*: what must be named and not taken.
"""

import os

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "models")
os.makedirs(OUT, exist_ok=True)
rng = np.random.RandomState(20261121)


def from_torch(name, module, args, inputs, outputs, axes, opset=13, **options):
    torch.manual_seed(20261121)
    for parameter in module.parameters():
        nn.init.uniform_(parameter, -0.5, 0.5)
    module.eval()
    torch.onnx.export(module, args, os.path.join(OUT, name + ".onnx"), input_names=inputs, output_names=outputs,
                      dynamic_axes=axes, opset_version=opset, **options)


class Classifier(nn.Module):
    """Embedding, two bidirectional layers, both last states joined, a hidden layer."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 4)
        self.gru = nn.GRU(4, 5, num_layers=2, bidirectional=True, batch_first=True, dropout=0.1)
        self.fc1 = nn.Linear(10, 6)
        self.fc2 = nn.Linear(6, 3)

    def forward(self, ids):
        _, h = self.gru(self.embedding(ids))
        return torch.log_softmax(self.fc2(torch.relu(self.fc1(torch.cat([h[-2], h[-1]], -1)))), -1)


class LastStep(nn.Module):
    def __init__(self, cell, **options):
        super().__init__()
        self.rnn = cell(3, 4, batch_first=True, **options)
        self.head = nn.Linear(4, 1)

    def forward(self, x):
        y, _ = self.rnn(x)
        return self.head(y[:, -1])


class Pooled(nn.Module):
    def __init__(self, how):
        super().__init__()
        self.rnn = nn.LSTM(3, 4, batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(8)
        self.head = nn.Linear(8, 2)
        self.score = nn.Linear(8, 1)
        self.how = how

    def forward(self, x):
        y, _ = self.rnn(x)
        y = self.norm(y)
        if self.how == "mean":
            y = y.mean(1)
        elif self.how == "max":
            y = torch.amax(y, 1)
        else:
            y = (y * torch.softmax(self.score(y), 1)).sum(1)
        return torch.sigmoid(self.head(y))


class Tagger(nn.Module):
    """A label for each step; the layer is time first, and the head sees [T*N, F] rows."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(3, 4, nonlinearity="relu")
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        y, _ = self.rnn(x)
        rows = self.head(y.reshape(-1, 4))
        return torch.softmax(rows.reshape(y.shape[0], y.shape[1], 2), -1)


class States(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, num_layers=2)

    def forward(self, x, h0, c0):
        y, (h, c) = self.lstm(x, (h0, c0))
        return y, h, c


class Packed(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(3, 4, batch_first=True, bidirectional=True)
        self.head = nn.Linear(8, 2)

    def forward(self, x, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=True)
        y, h = self.gru(packed)
        y, _ = nn.utils.rnn.pad_packed_sequence(y, batch_first=True)
        return y, self.head(torch.cat([h[0], h[1]], 1))


class Norms(nn.Module):
    """Activations and normalizations between two layers."""

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(3)
        self.first = nn.GRU(3, 4, batch_first=True)
        self.second = nn.GRU(4, 4, batch_first=True, bias=False)
        self.slope = nn.LeakyReLU(0.2)

    def forward(self, x):
        y, _ = self.first(x)
        y = self.slope(y) * nn.functional.elu(y) + nn.functional.hardtanh(y) - nn.functional.silu(y)
        y = nn.functional.softplus(y) / (1 + torch.abs(y))
        y, h = self.second(y)
        return y.transpose(0, 1), torch.tanh(h.squeeze(0))


class DotAttention(nn.Module):
    """Attention by products of two values, normalization over [n, features, t], and what is found between layers."""

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(3)
        self.norm.running_mean.copy_(torch.tensor([0.1, -0.2, 0.3]))
        self.norm.running_var.copy_(torch.tensor([0.5, 1.5, 2.0]))
        self.rnn = nn.GRU(3, 4, batch_first=True)
        self.slope = nn.PReLU(4)
        self.head = nn.Linear(12, 2)

    def forward(self, x):
        y, h = self.rnn(self.norm(x.transpose(1, 2)).transpose(1, 2))
        scores = torch.bmm(y, h.squeeze(0).unsqueeze(2)).squeeze(2)
        context = torch.bmm(torch.softmax(scores, 1).unsqueeze(1), y).squeeze(1)
        steps = y.transpose(1, 2)
        mean = nn.functional.adaptive_avg_pool1d(steps, 1).squeeze(2)
        largest = nn.functional.adaptive_max_pool1d(steps, 1).squeeze(2)
        return self.head(torch.cat([self.slope(context), nn.functional.gelu(mean), largest], 1))


class LearnedState(nn.Module):
    """One number a step, read backwards, from states that were learned: by expand and by repeat."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(1, 4, batch_first=True)
        self.h0 = nn.Parameter(torch.zeros(1, 1, 4))
        self.c0 = nn.Parameter(torch.zeros(1, 1, 4))
        self.head = nn.Linear(4, 1)

    def forward(self, x):
        h0 = self.h0.expand(-1, x.shape[0], -1).contiguous()
        y, _ = self.rnn(torch.flip(x, [1]).unsqueeze(-1), (h0, self.c0.repeat(1, x.shape[0], 1)))
        return torch.sigmoid(self.head(y[:, -1])).squeeze()


def torch_models():
    bt = {"x": {0: "n", 1: "t"}}
    x = torch.randn(2, 5, 3)
    from_torch("torch_gru_classifier", Classifier(), torch.randint(0, 11, (2, 5)), ["ids"], ["scores"],
               {"ids": {0: "n", 1: "t"}, "scores": {0: "n"}})
    from_torch("torch_lstm_last_step", LastStep(nn.LSTM), x, ["x"], ["y"], {**bt, "y": {0: "n"}}, opset=9)
    from_torch("torch_gru_no_bias", LastStep(nn.GRU, bias=False), x, ["x"], ["y"], {**bt, "y": {0: "n"}}, opset=14)
    from_torch("torch_frozen_batch", Classifier(), torch.randint(0, 11, (2, 5)), ["ids"], ["scores"], None, opset=11)
    from_torch("torch_unfolded_weights", LastStep(nn.GRU), x, ["x"], ["y"], {**bt, "y": {0: "n"}},
               do_constant_folding=False)
    for how, opset in (("mean", 17), ("max", 13), ("attention", 13)):
        from_torch("torch_lstm_" + how, Pooled(how), x, ["x"], ["y"], {**bt, "y": {0: "n"}}, opset=min(opset, 16))
    from_torch("torch_rnn_tagger", Tagger(), torch.randn(5, 2, 3), ["x"], ["y"],
               {"x": {0: "t", 1: "n"}, "y": {0: "t", 1: "n"}})
    from_torch("torch_lstm_states", States(), (torch.randn(5, 2, 3), torch.randn(2, 2, 4), torch.randn(2, 2, 4)),
               ["x", "h0", "c0"], ["y", "hn", "cn"],
               {"x": {0: "t", 1: "n"}, "h0": {1: "n"}, "c0": {1: "n"}, "y": {0: "t", 1: "n"}, "hn": {1: "n"}, "cn": {1: "n"}})
    from_torch("torch_gru_packed", Packed(), (x, torch.tensor([5, 3])), ["x", "lengths"], ["y", "scores"],
               {"x": {0: "n", 1: "t"}, "lengths": {0: "n"}, "y": {0: "n", 1: "t"}, "scores": {0: "n"}})
    from_torch("torch_activations", Norms(), x, ["x"], ["y", "h"], {**bt, "y": {0: "t", 1: "n"}, "h": {0: "n"}})


def floats(name, *shape):
    return numpy_helper.from_array(rng.uniform(-0.5, 0.5, shape).astype(np.float32), name)


def ints(name, *values):
    return numpy_helper.from_array(np.array(values, dtype=np.int64), name)


def value(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def save(name, nodes, inputs, outputs, weights, opset=13, producer="hand", ir=7):
    graph = helper.make_graph(nodes, name, inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], producer_name=producer, ir_version=ir)
    if not name.startswith("refused"):
        onnx.checker.check_model(model)
    onnx.save(model, os.path.join(OUT, name + ".onnx"))


def hand_models():
    node = helper.make_node
    # tf2onnx (tf2onnx/rewriter/gru_rewriter.py, onnx_opset/rnn.py): Cast of int32 ids, Transpose, GRU with
    # linear_before_reset=1 and zero states built from the batch size, Squeeze, Transpose back, MatMul + Add.
    save("tf2onnx_keras_gru", [
        node("Cast", ["ids"], ["ids64"], name="model/embedding/Cast", to=TensorProto.INT64),
        node("Gather", ["model/embedding/embeddings", "ids64"], ["embedded"], name="model/embedding/embedding_lookup"),
        node("Shape", ["embedded"], ["shape"], name="model/gru/Shape"),
        node("Slice", ["shape", "zero", "one"], ["n"], name="model/gru/strided_slice"),
        node("Concat", ["one", "n", "units"], ["state_shape"], name="model/gru/zeros/packed", axis=0),
        node("Expand", ["zero_state", "state_shape"], ["state"], name="model/gru/zeros"),
        node("Transpose", ["embedded"], ["steps"], name="model/gru/transpose", perm=[1, 0, 2]),
        node("GRU", ["steps", "W", "R", "B", "", "state"], ["Y", "Y_h"], name="model/gru/PartitionedCall__10",
             hidden_size=4, linear_before_reset=1, direction="forward"),
        node("Squeeze", ["Y_h", "zero"], ["last"], name="model/gru/squeeze__20"),
        node("MatMul", ["last", "model/dense/kernel"], ["product"], name="model/dense/MatMul"),
        node("Add", ["product", "model/dense/bias"], ["scores"], name="model/dense/BiasAdd"),
        node("Softmax", ["scores"], ["dense"], name="model/dense/Softmax"),
    ], [value("ids", ["unk__1", "unk__2"], TensorProto.INT32)], [value("dense", ["unk__1", 3])],
        [floats("model/embedding/embeddings", 9, 5), floats("W", 1, 12, 5), floats("R", 1, 12, 4), floats("B", 1, 24),
         ints("zero", 0), ints("one", 1), ints("units", 4), floats("zero_state_unused", 1),
         numpy_helper.from_array(np.zeros((1, 1, 1), np.float32), "zero_state"),
         floats("model/dense/kernel", 4, 3), floats("model/dense/bias", 3)], opset=13, producer="tf2onnx")
    # tf2onnx, Bidirectional(return_sequences=True) whose backward half was not merged: the input is turned around,
    # runs forward, and the result is turned around again.
    save("tf2onnx_reversed", [
        node("Transpose", ["x"], ["steps"], name="transpose", perm=[1, 0, 2]),
        node("LSTM", ["steps", "W", "R", "B"], ["Yf"], name="forward_lstm", hidden_size=4),
        node("Slice", ["steps", "minus_one", "lowest", "zero", "minus_one"], ["turned"], name="ReverseV2"),
        node("LSTM", ["turned", "W2", "R2", "B2"], ["Yb"], name="backward_lstm", hidden_size=4),
        node("Slice", ["Yb", "minus_one", "lowest", "zero", "minus_one"], ["back"], name="ReverseV2_1"),
        node("Concat", ["Yf", "back"], ["both"], name="concat", axis=3),
        node("Squeeze", ["both", "one"], ["sequence"], name="squeeze"),
        node("Transpose", ["sequence"], ["y"], name="transpose_1", perm=[1, 0, 2]),
    ], [value("x", ["n", "t", 3])], [value("y", ["n", "t", 8])],
        [floats("W", 1, 16, 3), floats("R", 1, 16, 4), floats("B", 1, 32), floats("W2", 1, 16, 3), floats("R2", 1, 16, 4),
         floats("B2", 1, 32), ints("zero", 0), ints("one", 1), ints("minus_one", -1), ints("lowest", -2**63)],
        producer="tf2onnx")
    # keras2onnx (keras2onnx/ke2onnx/lstm.py, bidirectional.py): attributes for axes, one bidirectional node, Transpose and
    # Reshape to join directions, return_sequences, TimeDistributed dense as a MatMul over all steps.
    save("keras_bidirectional_lstm", [
        node("Transpose", ["input_1"], ["steps"], name="Transpose", perm=[1, 0, 2]),
        node("LSTM", ["steps", "W", "R", "B", "", "", "", ""], ["Y", "", ""], name="LSTM", hidden_size=4,
             direction="bidirectional", activations=["Sigmoid", "Tanh", "Tanh"] * 2),
        node("Transpose", ["Y"], ["rows"], name="Transpose1", perm=[2, 0, 1, 3]),
        node("Reshape", ["rows", "joined"], ["sequence"], name="Reshape"),
        node("MatMul", ["sequence", "kernel"], ["product"], name="MatMul"),
        node("Add", ["product", "bias"], ["added"], name="Add"),
        node("Sigmoid", ["added"], ["time_distributed"], name="Sigmoid"),
    ], [value("input_1", ["N", "T", 3])], [value("time_distributed", ["N", "T", 2])],
        [floats("W", 2, 16, 3), floats("R", 2, 16, 4), floats("B", 2, 32), ints("joined", 0, 0, -1), floats("kernel", 8, 2),
         floats("bias", 2)], opset=11, producer="keras2onnx", ir=6)
    # CNTK (CNTKToONNX.cpp): a forward and a reverse node for a bidirectional layer, joined by a Concat; every initializer is
    # listed among the graph's inputs (IR 3), attributes are written out, the Reshape merges the direction axis.
    weights = [floats("W0", 1, 12, 3), floats("R0", 1, 12, 4), floats("B0", 1, 24), floats("W1", 1, 12, 3),
               floats("R1", 1, 12, 4), floats("B1", 1, 24), floats("E", 8, 2), ints("shape", 0, -1, 4)]
    save("cntk_bidirectional_gru", [
        node("GRU", ["x", "W0", "R0", "B0"], ["Y0", ""], name="OptimizedRNNStack0", hidden_size=4, direction="forward",
             activations=["Sigmoid", "Tanh"], linear_before_reset=0),
        node("GRU", ["x", "W1", "R1", "B1"], ["Y1", ""], name="OptimizedRNNStack1", hidden_size=4, direction="reverse",
             activations=["Sigmoid", "Tanh"], linear_before_reset=0),
        node("Reshape", ["Y0", "shape"], ["y0"]),
        node("Reshape", ["Y1", "shape"], ["y1"]),
        node("Concat", ["y0", "y1"], ["y"], axis=2),
        node("MatMul", ["y", "E"], ["z"]),
    ], [value("x", ["Sequence", "FreeDimension", 3])] + [
        value(w.name, list(w.dims), w.data_type) for w in weights], [value("z", ["Sequence", "FreeDimension", 2])],
        weights, opset=9, producer="CNTK", ir=3)
    # layout = 1, as the ONNX documentation describes it; no exporter that is known writes it.
    save("hand_batch_first_lstm", [
        node("LSTM", ["x", "W", "R", "B", "lengths", "h0"], ["Y", "Y_h", "Y_c"], name="lstm", hidden_size=4,
             direction="bidirectional", layout=1),
    ], [value("x", ["n", "t", 3]), value("lengths", ["n"], TensorProto.INT32), value("h0", ["n", 2, 4])],
        [value("Y", ["n", "t", 2, 4]), value("Y_h", ["n", 2, 4]), value("Y_c", ["n", 2, 4])],
        [floats("W", 2, 16, 3), floats("R", 2, 16, 4), floats("B", 2, 32)], opset=14)
    # What must be refused, each node by its name.
    save("refused_loop_and_conv", [
        node("Conv", ["x", "K"], ["c"], name="conv1", kernel_shape=[3]),
        node("Transpose", ["c"], ["steps"], name="t", perm=[2, 0, 1]),
        node("GRU", ["steps", "W", "R"], ["Y", "Y_h"], name="gru", hidden_size=4),
        node("CustomThing", ["Y"], ["z"], name="odd", domain="com.example"),
        node("QuantizeLinear", ["z", "s"], ["q"], name="quantize"),
    ], [value("x", ["n", 3, "t"])], [value("q", None, TensorProto.UINT8)],
        [floats("K", 3, 3, 3), floats("W", 1, 12, 3), floats("R", 1, 12, 4), floats("s")])
    save("refused_computed_weights", [
        node("GRU", ["x", "W", "R"], ["Y", "Y_h"], name="gru", hidden_size=4),
    ], [value("x", ["t", "n", 3]), value("W", [1, 12, 3])], [value("Y_h", [1, "n", 4])], [floats("R", 1, 12, 4)])
    save("refused_no_recurrence", [
        node("MatMul", ["x", "W"], ["y"], name="dense"),
    ], [value("x", ["n", 3])], [value("y", ["n", 2])], [floats("W", 3, 2)])


def later_models():
    x = torch.randn(2, 5, 3)
    from_torch("torch_dot_attention", DotAttention(), x, ["x"], ["y"], {"x": {0: "n", 1: "t"}, "y": {0: "n"}}, opset=14)
    from_torch("torch_learned_state", LearnedState(), x[:, :, 0], ["x"], ["y"], {"x": {0: "n", 1: "t"}, "y": {0: "n"}})
    from_torch("torch_frozen_state", LearnedState(), x[:, :, 0], ["x"], ["y"], None)
    # tract's test cases have a model of PyTorch's that reads bytes: Cast, Gather.
    save("hand_bytes", [
        helper.make_node("Cast", ["bytes"], ["ids"], to=TensorProto.INT64),
        helper.make_node("Gather", ["table", "ids"], ["embedded"]),
        helper.make_node("GRU", ["embedded", "W", "R"], ["Y", "Y_h"], hidden_size=4),
    ], [value("bytes", ["t", "n"], TensorProto.UINT8)], [value("Y_h", [1, "n", 4])],
        [floats("table", 256, 3), floats("W", 1, 12, 3), floats("R", 1, 12, 4)])


torch_models()
hand_models()
later_models()
