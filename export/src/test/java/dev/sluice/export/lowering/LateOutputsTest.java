package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import org.junit.jupiter.api.Test;

/** What is done to outputs behind the loop. Every file here runs in ONNX Runtime and is compared. */
class LateOutputsTest {
    /** Shows its state through a gate of the input. */
    private record Shown() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr next = Exprs.tanh(cell.linear("n", x, cell.state("h")));
            cell.next("h", next);
            cell.output(Exprs.sigmoid(cell.fromInput("o", x)).mul(next));
        }
    }

    /** Shows its state as it was before the step. */
    private record Before() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr h = cell.state("h");
            cell.next("h", Exprs.tanh(cell.linear("n", cell.input(), h)));
            cell.output(h);
        }
    }

    /** Shows something that the step needs as well. */
    private record Needed() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr h = cell.state("h");
            Expr seen = Exprs.tanh(cell.linear("n", cell.input(), h)).add(0.5);
            cell.next("h", seen.mul(h).sub(seen));
            cell.output(seen.neg());
        }
    }

    @Test
    void lower_outputGateOfTheInput_isBehindTheLoop() {
        Network network = Networks.of(new Shown(), 1, false, Pooling.MEAN, Networks.FEATURES);

        assertThat(ProvenLoop.body(ProvenLoop.of(network, 17))).containsExactly("Gemm", "Tanh", "Where");
    }

    @Test
    void lower_outputThatTheStepNeedsAsWell_isComputedOnce() {
        Network network = Networks.of(new Needed(), 1, false, Pooling.MEAN, Networks.FEATURES);

        assertThat(ProvenLoop.body(ProvenLoop.of(network, 17)))
                .containsExactly("Gemm", "Tanh", "Add", "Mul", "Sub", "Where")
                .doesNotContain("Neg");
    }

    @Test
    void lower_anyOutput_isEqualInRuntimeInBothDirections() {
        for (Cell cell : new Cell[] {new Shown(), new Before(), new Needed()}) {
            for (Pooling pooling : new Pooling[] {Pooling.MEAN, Pooling.LAST}) {
                ProvenLoop.of(Networks.of(cell, 2, true, pooling, Networks.FEATURES), 17);
            }
        }
    }
}
