package dev.sluice.export;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;

/** The three operators' cells by their textbook equations. (The built-in ones live in a module that this one must not know.) */
public final class KnownCells {
    private KnownCells() {}

    /** The function of a candidate. */
    public enum Candidate {
        TANH,
        RELU;

        Expr apply(Expr x) {
            return this == TANH ? Exprs.tanh(x) : Exprs.relu(x);
        }
    }

    /**
     * Gated recurrent unit.
     *
     * @param after whether the reset gate multiplies after the recurrent product
     * @param keep whether the update gate keeps the old state
     * @param candidate the function of the candidate
     */
    public record Gru(boolean after, boolean keep, Candidate candidate) implements Cell {
        /** PyTorch's. */
        public static Gru defaults() {
            return new Gru(true, true, Candidate.TANH);
        }

        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr r = Exprs.sigmoid(cell.linear("r", x, h));
            Expr z = Exprs.sigmoid(cell.linear("z", x, h));
            Expr n = candidate.apply(
                    after ? cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))) : cell.linear("n", x, r.mul(h)));
            cell.next(
                    "h",
                    keep
                            ? z.oneMinus().mul(n).add(z.mul(h))
                            : z.oneMinus().mul(h).add(z.mul(n)));
        }
    }

    /** Long short-term memory. */
    public record Lstm() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr c = cell.state("c");
            Expr i = Exprs.sigmoid(cell.linear("i", x, h));
            Expr f = Exprs.sigmoid(cell.linear("f", x, h));
            Expr g = Exprs.tanh(cell.linear("g", x, h));
            Expr o = Exprs.sigmoid(cell.linear("o", x, h));
            Expr memory = f.mul(c).add(i.mul(g));
            cell.next("c", memory);
            cell.next("h", o.mul(Exprs.tanh(memory)));
        }
    }

    /** Simple recurrent network. */
    public record Rnn(Candidate candidate) implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr h = cell.state("h");
            cell.next("h", candidate.apply(cell.linear("h", cell.input(), h)));
        }
    }
}
