package dev.sluice.export.lowering;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import java.util.List;

/** Cells that nobody knows. */
public final class CustomCells {
    private CustomCells() {}

    /** The minimal gated unit: one gate for two purposes. */
    public record MinimalGated() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr f = Exprs.sigmoid(cell.linear("f", x, h));
            Expr c = Exprs.tanh(cell.linear("c", x, f.mul(h)));
            cell.next("h", h.add(f.mul(c.sub(h))));
        }
    }

    /** A mixture of old and new, as papers write it. */
    record Mixing() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr f = Exprs.sigmoid(cell.linear("f", x, h));
            Expr n = Exprs.tanh(cell.linear("n", x, f.mul(h)));
            cell.next("h", f.oneMinus().mul(h).add(n.mul(f)));
        }
    }

    /** An output of its own, an additional state of another width, and most elementwise functions. */
    record Counting() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr count = cell.state("count", 1);
            Expr scale = cell.parameter("scale", Dims.of(cell.hiddenSize()), new Initializers.Constant(0.5));
            Expr step = Exprs.softplus(cell.fromInput("d", x));
            Expr candidate = Exprs.tanh(cell.linear("c", x, h)).mul(scale);
            Expr decayed = h.mul(Exprs.exp(step.neg()));
            Expr next = Exprs.select(Exprs.less(candidate, Exprs.constant(0)), decayed.add(candidate), decayed);
            cell.next("h", Exprs.max(Exprs.min(next, Exprs.constant(3)), Exprs.constant(-3)));
            cell.next("count", count.add(1));
            cell.output(
                    Exprs.softmax(next).mul(Exprs.sqrt(Exprs.abs(next)).add(1)).div(count.add(2)));
        }
    }

    /** An LSTM whose forget gate alone sees the memory, and what it forgets it takes in. */
    record Peephole() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr c = cell.state("c");
            Expr p = cell.parameter("p", Dims.of(cell.hiddenSize()), new Initializers.Constant(0.5));
            Expr f = Exprs.sigmoid(cell.linear("f", x, h).add(p.mul(c)));
            Expr i = f.oneMinus();
            Expr g = Exprs.tanh(cell.linear("g", x, h));
            Expr o = Exprs.sigmoid(cell.linear("o", x, h));
            Expr memory = f.mul(c).add(i.mul(g));
            cell.next("c", memory);
            cell.next("h", o.mul(Exprs.tanh(memory)));
        }
    }

    /** An LSTM by another name: joined weights and operands, the memory declared first, complements of gates. */
    record Memory() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr c = cell.state("memory");
            Expr h = cell.state("shown");
            int n = cell.hiddenSize();
            Dims dims = Dims.of(4 * n, cell.inputSize() + n);
            Expr w = cell.parameter("w", dims, new Initializers.Constant(0.1));
            Expr all = Exprs.concat(-1, List.of(x, h)).matmulTransposed(w);
            Expr write = Exprs.sigmoid(all.slice(-1, 0, n).neg()).oneMinus();
            Expr forget = Exprs.sigmoid(all.slice(-1, n, 2 * n).sub(Exprs.constant(1)));
            Expr show = Exprs.sigmoid(all.slice(-1, 2 * n, 3 * n));
            Expr fresh = Exprs.tanh(all.slice(-1, 3 * n, 4 * n));
            Expr memory = fresh.mul(write).add(c).sub(c.mul(forget));
            Expr shown = Exprs.tanh(memory.neg()).mul(show).neg();
            cell.next("memory", memory);
            cell.next("shown", shown);
            cell.output(shown);
        }
    }
}
