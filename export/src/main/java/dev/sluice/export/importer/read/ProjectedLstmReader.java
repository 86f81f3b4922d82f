package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.layers.ProjectedLstm;
import dev.sluice.export.importer.layers.RecurrentSpec;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link dev.sluice.export.onnx.OnnxProjectedLstm}: a layer with an internal projection for each direction. */
final class ProjectedLstmReader implements NodeReader {
    @Override
    public List<Value> read(Operands operands) {
        Flow x = operands.flow(0);
        Array64 s = operands.known(4, "projection S").array();
        if (s.rank() != 3 || s.size(1) < 1 || s.size(2) < 1) {
            throw new UnsupportedPartException("S must be [directions, P, H], but is " + Arrays.toString(s.sizes()));
        }
        RecurrentSpec spec = RecurrentSpec.of(operands.node(), RecurrentKind.LSTM, s.size(2));
        if (x.rank() != 3) {
            throw new UnsupportedPartException("X must be [time, batch, features], but is " + x.describe());
        }
        operands.tracer().axes().require(x, 0, Dim.TIME, "X");
        operands.tracer().axes().require(x, 1, Dim.BATCH, "X");
        int features = operands.tracer().axes().fixed(x, 2);
        int d = spec.directions().size();
        int rows = RecurrentKind.LSTM.gates() * spec.hidden();
        int projected = s.size(1);
        Array64 w = RecurrentReader.weights(operands, 1, "W", d, rows, features);
        Array64 u = RecurrentReader.weights(operands, 2, "U", d, rows, projected);
        Array64 b = RecurrentReader.weights(operands, 3, "B", d, 2 * rows);
        Array64 all = RecurrentReader.weights(operands, 4, "S", d, projected, spec.hidden());
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            cells.add(new ProjectedLstm(
                    operands.tracer().direction(w, i),
                    operands.tracer().direction(u, i),
                    operands.tracer().direction(b, i),
                    operands.tracer().direction(all, i)));
        }
        Expr valid = Exprs.validSteps(new TimeSteps(operands.tracer()).lengths(x.expr()));
        return RecurrentResults.of(
                operands,
                spec,
                x,
                cells,
                projected,
                (layer, scope, states) -> layer.build(scope, x.rows(features), valid, states));
    }
}
