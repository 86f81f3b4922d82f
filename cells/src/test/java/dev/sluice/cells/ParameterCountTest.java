package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ExtraInputs;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentLayer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers of parameters that {@code docs/cells.md} gives. */
class ParameterCountTest {
    private static final int I = 3;
    private static final int H = 5;
    /** A gate of the input and the state. */
    private static final int GATE = H * I + H * H + H;

    private static int count(Cell cell, int inputs) {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, inputs));
        Expr valid = Exprs.validSteps(Exprs.input("lengths", Dims.of(Dim.BATCH)));
        new RecurrentLayer(cell, H, false).build(scope, x, valid, InitialStates.ZEROS, ExtraInputs.NAMED, false);
        int count = 0;
        for (var spec : scope.declared()) {
            if (!spec.trained()) {
                continue;
            }
            int size = 1;
            for (int axis : spec.shape().toArray()) {
                size *= axis;
            }
            count += size;
        }
        return count;
    }

    @Test
    void parameters_ofEachCell_areAsDocumented() {
        Map<Cell, Integer> documented = new LinkedHashMap<>();
        documented.put(new Atr(), H * I + H * H + H);
        documented.put(FastGrnn.defaults(), H * I + H * H + 2 * H + 2);
        documented.put(new FastGrnn(2, 4), 2 * (H + I) + 4 * 2 * H + 2 * H + 2);
        documented.put(Gru.defaults(), 3 * GATE + H);
        documented.put(Gru.defaults().withReset(Gru.Reset.RESULT), 3 * GATE);
        documented.put(new Gru1(), H * I + 3 * H * H + 3 * H);
        documented.put(new Gru2(), H * I + 3 * H * H + H);
        documented.put(new Gru3(), H * I + H * H + 3 * H);
        documented.put(new GruD(), 3 * (GATE + H * I) + H * I + H + 2 * I);
        documented.put(new Ggnn(3, 2, 4), 2 * 2 * H * H + 3 * 3 * H * H + 2 * H);
        documented.put(IndRnn.defaults(), H * I + 2 * H);
        documented.put(Irnn.defaults(), GATE);
        documented.put(Janet.defaults(), 2 * GATE);
        documented.put(LayerNormGru.defaults(), 3 * GATE + 7 * H);
        documented.put(LayerNormLstm.defaults(), 4 * GATE + 10 * H);
        documented.put(new Lmu(7, 9), H * I + H * H + 7 * H + I + H + 7);
        documented.put(Lstm.defaults(), 4 * GATE);
        documented.put(Lstm.defaults().withPeephole(true), 4 * GATE + 3 * H);
        documented.put(Lstm.defaults().withCoupled(true), 3 * GATE);
        documented.put(Lstm.defaults().withProjection(2), 4 * (H * I + H * 2 + H) + 2 * H);
        documented.put(Mgu.defaults(), 2 * GATE);
        documented.put(MinGru.defaults(), 2 * (H * I + H));
        documented.put(MinLstm.defaults(), 3 * (H * I + H));
        documented.put(new Mlstm(1, 3), 4 * (H * I + H) + 2 * (I + 1));
        documented.put(new Mlstm(5, 3), 4 * (H * I + H) + 2 * 5 * (I + 1));
        documented.put(new Mut1(), 3 * H * I + 2 * H * H + 3 * H);
        documented.put(new Mut2(), 3 * H * I + 3 * H * H + 3 * H);
        documented.put(new Mut3(), 3 * GATE);
        documented.put(PhasedLstm.defaults(), 4 * GATE + 6 * H);
        documented.put(new Qrnn(Qrnn.Pooling.F), 2 * (H * I + H));
        documented.put(new Qrnn(Qrnn.Pooling.FO), 3 * (H * I + H));
        documented.put(new Qrnn(Qrnn.Pooling.IFO), 4 * (H * I + H));
        documented.put(Ran.defaults(), 3 * H * I + 2 * H * H + 2 * H);
        documented.put(new RecurrentHighway(3, -2, true), 2 * H * I + 2 * 3 * (H * H + H));
        documented.put(new RecurrentHighway(3, -2, false), 3 * H * I + 3 * 3 * (H * H + H));
        documented.put(Rnn.defaults(), GATE);
        documented.put(Slstm.defaults(), 4 * GATE);
        documented.put(Sru.defaults(), 4 * H * I + 4 * H);
        documented.put(TimeLstm.defaults(), 4 * GATE + H * I + H + 5 * H);
        documented.put(Ugrnn.defaults(), 2 * GATE);
        documented.forEach(
                (cell, count) -> assertThat(count(cell, I)).as(cell.toString()).isEqualTo(count));
    }

    @Test
    void inputAsItIs_sizesEqual_needsNoMatrix() {
        assertThat(count(new Mut1(), H)).isEqualTo(4 * H * H + 3 * H);
        assertThat(count(new Mut2(), H)).isEqualTo(5 * H * H + 3 * H);
        assertThat(count(Sru.defaults(), H)).isEqualTo(3 * H * H + 4 * H);
    }
}
