package dev.sluice.export.importer.layers;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.export.onnx.GateOrder;
import dev.sluice.export.onnx.RecurrentKind;

/**
 * One direction of {@link dev.sluice.export.onnx.OnnxProjectedLstm} as a cell, {@code h' = S (o ⊙ tanh(c'))}, with gates declared in PyTorch's
 * order and the file's weights as initial values.
 *
 * @param w input weights, {@code [4·H, I]}, gates in ONNX's order
 * @param u recurrent weights, {@code [4·H, P]}
 * @param b biases, {@code [8·H]}
 * @param s projection, {@code [P, H]}
 */
public record ProjectedLstm(Array64 w, Array64 u, Array64 b, Array64 s) implements Cell {
    @Override
    public void define(CellBuilder cell) {
        Expr h = cell.state("h", s.size(0));
        Expr c = cell.state("c");
        Expr i = Exprs.sigmoid(linear(cell, "i", 'i', h));
        Expr f = Exprs.sigmoid(linear(cell, "f", 'f', h));
        Expr g = Exprs.tanh(linear(cell, "g", 'c', h));
        Expr o = Exprs.sigmoid(linear(cell, "o", 'o', h));
        Expr memory = f.mul(c).add(i.mul(g));
        Expr projection = cell.parameter("W_p", Dims.of(s.size(0), s.size(1)), StoredInitializer.all(s));
        cell.next("c", memory);
        cell.next("h", o.mul(Exprs.tanh(memory)).matmulTransposed(projection));
    }

    private Expr linear(CellBuilder cell, String gate, char stored, Expr state) {
        int block = GateOrder.ONNX.block(RecurrentKind.LSTM, stored);
        Initializer input = StoredInitializer.rows(w, block, cell.hiddenSize());
        Initializer recurrent = StoredInitializer.rows(u, block, cell.hiddenSize());
        Initializer bias = StoredInitializer.sum(b, block, block + 4, cell.hiddenSize());
        return cell.inputProduct(gate, cell.input(), input)
                .add(cell.bias(gate, bias))
                .add(cell.recurrentProduct(gate, state, recurrent));
    }
}
