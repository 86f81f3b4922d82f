package dev.sluice.export.importer.layers;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.export.activation.ActivationFunction;
import dev.sluice.export.onnx.GateOrder;
import java.util.List;

/**
 * One direction of {@code GRU}, {@code LSTM} or {@code RNN} as a cell, by the equations of the ONNX documentation, with
 * gates in PyTorch's order and the file's weights as initial values.
 *
 * @param functions activations of this direction
 * @param w input weights of this direction, {@code [g·H, I]}, gates in ONNX's order
 * @param r recurrent weights, {@code [g·H, H]}
 * @param b biases, {@code [2·g·H]}
 * @param p peepholes i, o, f, {@code [3·H]}; empty for none
 */
public record OnnxCell(
        RecurrentSpec spec, List<ActivationFunction> functions, Array64 w, Array64 r, Array64 b, List<Array64> p)
        implements Cell {

    @Override
    public void define(CellBuilder cell) {
        switch (spec.kind()) {
            case GRU -> gru(cell);
            case LSTM -> lstm(cell);
            case RNN -> {
                Expr h = cell.state("h");
                cell.next("h", act(0, linear(cell, "h", 'h', h)));
            }
        }
    }

    private void gru(CellBuilder cell) {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr r = act(0, linear(cell, "r", 'r', h));
        Expr z = act(0, linear(cell, "z", 'z', h));
        Expr n;
        if (spec.linearBeforeReset()) {
            int block = block('h');
            Expr input = cell.inputProduct("n", x, rows(w, block)).add(cell.bias("n", rows(b, block)));
            Expr recurrent = cell.recurrentProduct("n", h, rows(this.r, block))
                    .add(cell.recurrentBias("n", rows(b, spec.kind().gates() + block)));
            n = act(1, input.add(r.mul(recurrent)));
        } else {
            n = act(1, linear(cell, "n", 'h', r.mul(h)));
        }
        cell.next("h", z.oneMinus().mul(n).add(z.mul(h)));
    }

    private void lstm(CellBuilder cell) {
        Expr h = cell.state("h");
        Expr c = cell.state("c");
        Expr i = act(0, looking(cell, "i", 'i', c, linear(cell, "i", 'i', h)));
        Expr f = spec.inputForget() ? i.oneMinus() : act(0, looking(cell, "f", 'f', c, linear(cell, "f", 'f', h)));
        Expr g = act(1, linear(cell, "g", 'c', h));
        Expr memory = f.mul(c).add(i.mul(g));
        Expr o = act(0, looking(cell, "o", 'o', memory, linear(cell, "o", 'o', h)));
        cell.next("c", memory);
        // The last function is not clipped, because its argument is the state itself.
        cell.next("h", o.mul(functions.get(2).apply(memory)));
    }

    private Expr linear(CellBuilder cell, String gate, char stored, Expr state) {
        int block = block(stored);
        Expr input = cell.inputProduct(gate, cell.input(), rows(w, block));
        Expr recurrent = cell.recurrentProduct(gate, state, rows(r, block));
        return input.add(cell.bias(gate, bothBiases(block))).add(recurrent);
    }

    private Expr looking(CellBuilder cell, String gate, char stored, Expr memory, Expr gateInput) {
        if (p.isEmpty()) {
            return gateInput;
        }
        Expr weights = cell.parameter("p_" + gate, Dims.of(spec.hidden()), rows(p.getFirst(), block(stored)));
        return gateInput.add(weights.mul(memory));
    }

    private Expr act(int function, Expr x) {
        Expr bounded = Double.isInfinite(spec.clip())
                ? x
                : Exprs.min(Exprs.max(x, Exprs.constant(-spec.clip())), Exprs.constant(spec.clip()));
        return functions.get(function).apply(bounded);
    }

    private Initializer rows(Array64 joined, int block) {
        return StoredInitializer.rows(joined, block, spec.hidden());
    }

    private int block(char gate) {
        return GateOrder.ONNX.block(spec.kind(), gate);
    }

    /** The sum of a gate's two biases, which is all that the gate uses. */
    private Initializer bothBiases(int block) {
        return StoredInitializer.sum(b, block, spec.kind().gates() + block, spec.hidden());
    }
}
