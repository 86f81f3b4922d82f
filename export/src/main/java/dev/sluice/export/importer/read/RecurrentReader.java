package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.layers.OnnxCell;
import dev.sluice.export.importer.layers.RecurrentSpec;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code GRU}, {@code LSTM} and {@code RNN}: a layer for each direction. */
final class RecurrentReader implements NodeReader {
    @Override
    public List<Value> read(Operands operands) {
        Flow x = operands.flow(0);
        Array64 r = operands.known(2, "weights R").array();
        if (r.rank() != 3 || r.size(2) < 1) {
            throw new UnsupportedPartException(
                    "R must be [directions, gates·H, H], but is " + Arrays.toString(r.sizes()));
        }
        RecurrentSpec spec = RecurrentSpec.of(
                operands.node(), RecurrentKind.valueOf(operands.node().operator()), r.size(2));
        if (x.rank() != 3) {
            throw new UnsupportedPartException("X must be [time, batch, features], but is " + x.describe());
        }
        InputAxes axes = operands.tracer().axes();
        int time = spec.batchFirst() ? 1 : 0;
        boolean step = x.axes().get(time).isEmpty() && !operands.has(4);
        if (step) {
            axes.require(x, 1 - time, Dim.BATCH, "X");
        } else {
            axes.requireSteps(x, time, 1 - time);
        }
        int features = axes.fixed(x, 2);
        List<OnnxCell> cells = cells(operands, spec, features);
        if (step) {
            return RecurrentResults.of(
                    operands,
                    spec,
                    x,
                    cells,
                    spec.hidden(),
                    (layer, scope, states) -> layer.step(scope, x.rows(features), states));
        }
        Expr valid = Exprs.validSteps(lengths(operands, x));
        return RecurrentResults.of(
                operands,
                spec,
                x,
                cells,
                spec.hidden(),
                (layer, scope, states) -> layer.build(scope, x.rows(features), valid, states));
    }

    private static List<OnnxCell> cells(Operands operands, RecurrentSpec spec, int features) {
        Tracer tracer = operands.tracer();
        int d = spec.directions().size();
        int rows = spec.kind().gates() * spec.hidden();
        Array64 w = weights(operands, 1, "W", d, rows, features);
        Array64 r = weights(operands, 2, "R", d, rows, spec.hidden());
        Array64 b = operands.has(3) ? weights(operands, 3, "B", d, 2 * rows) : tracer.noBias(r, d, 2 * rows);
        boolean peepholes = spec.kind().gates() == 4 && operands.has(7);
        List<OnnxCell> cells = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            List<Array64> p = peepholes
                    ? List.of(tracer.direction(weights(operands, 7, "P", d, 3 * spec.hidden()), i))
                    : List.of();
            cells.add(new OnnxCell(
                    spec,
                    spec.functions().get(i),
                    tracer.direction(w, i),
                    tracer.direction(r, i),
                    tracer.direction(b, i),
                    p));
        }
        return cells;
    }

    static Array64 weights(Operands operands, int index, String name, int... sizes) {
        Array64 array = operands.known(index, "weights " + name).array();
        if (!Arrays.equals(array.sizes(), sizes)) {
            throw new UnsupportedPartException(
                    name + " must be " + Arrays.toString(sizes) + ", but is " + Arrays.toString(array.sizes()));
        }
        return array;
    }

    private static Expr lengths(Operands operands, Flow x) {
        return switch (operands.value(4)) {
            case Value.Absent absent -> new TimeSteps(operands.tracer()).ofLayer(x.expr());
            case Flow lengths -> {
                if (lengths.rank() != 1) {
                    throw new UnsupportedPartException("sequence_lens must be [batch], but is " + lengths.describe());
                }
                operands.tracer().axes().require(lengths, 0, Dim.BATCH, "sequence_lens");
                yield lengths.expr();
            }
            case Value.Known known -> {
                OptionalLong steps = operands.tracer().written(x, Dim.TIME);
                boolean full = steps.isPresent()
                        && Arrays.stream(known.longs()).allMatch(length -> length == steps.getAsLong());
                if (!full) {
                    throw new UnsupportedPartException(
                            "the lengths of one batch are stored in the file",
                            "export the model with lengths as an input");
                }
                yield new TimeSteps(operands.tracer()).lengths(x.expr());
            }
            default -> throw new UnsupportedPartException("sequence_lens is a size of the batch");
        };
    }

    static InitialStates initialStates(Operands operands, RecurrentSpec spec, ParameterScope scope, int direction) {
        Map<String, @Nullable Expr> given = new LinkedHashMap<>();
        given.put(scope.qualified("h"), initial(operands, spec, 5, direction));
        given.put(scope.qualified("c"), spec.kind().gates() == 4 ? initial(operands, spec, 6, direction) : null);
        return (name, dims) -> {
            Expr inFile = given.get(name);
            if (inFile != null) {
                operands.tracer().start(name, inFile);
            }
            return operands.tracer().binding().initial(name, dims, inFile);
        };
    }

    /** The file's initial state of a direction, {@code [B, H]}; null for zeros. */
    private static @Nullable Expr initial(Operands operands, RecurrentSpec spec, int index, int direction) {
        return switch (operands.value(index)) {
            case Value.Absent absent -> null;
            case Value.Known known -> stored(operands, spec, known, direction);
            default -> flowing(operands.flow(index), operands.tracer().axes(), spec, direction);
        };
    }

    private static @Nullable Expr flowing(Flow flow, InputAxes axes, RecurrentSpec spec, int direction) {
        if (flow.rank() != 3) {
            throw new UnsupportedPartException("an initial state must have 3 axes, but is " + flow.describe());
        }
        int d = spec.batchFirst() ? 1 : 0;
        axes.require(flow, 1 - d, Dim.BATCH, "an initial state");
        if (axes.fixed(flow, d) != spec.directions().size() || axes.fixed(flow, 2) != spec.hidden()) {
            throw new UnsupportedPartException("an initial state must be for "
                    + spec.directions().size() + " directions of " + spec.hidden() + ", but is " + flow.describe());
        }
        Expr part = TakingReaders.part(flow, d, direction, direction + 1).expr();
        return isZero(part) ? null : Flow.reshaped(part, Dims.of(Dim.BATCH, spec.hidden()));
    }

    static boolean isZero(Expr expr) {
        return switch (expr.op()) {
            case Constant constant -> constant.value() == 0;
            case BroadcastTo broadcast -> isZero(expr.operand(0));
            case Slice slice -> isZero(expr.operand(0));
            case Reshape reshape -> isZero(expr.operand(0));
            default -> false;
        };
    }

    /** A stored initial state, the same for every row. */
    private static @Nullable Expr stored(Operands operands, RecurrentSpec spec, Value.Known known, int direction) {
        Array64 array = known.array();
        if (Arrays.stream(array.data()).allMatch(value -> value == 0)) {
            return null;
        }
        int d = spec.directions().size();
        int batch = spec.batchFirst() ? 0 : 1;
        boolean fits = array.rank() == 3 && array.size(1 - batch) == d && array.size(2) == spec.hidden();
        Array64 row = fits && array.size(batch) > 0 ? KnownMath.slice(array, batch, 0, 1, 1) : array;
        // A file with a fixed batch size stores the same row for each.
        if (!fits || !Arrays.equals(KnownMath.broadcast(row, array.sizes()).data(), array.data())) {
            throw new UnsupportedPartException(
                    "an initial state that the file stores must be the same for all rows of " + d + " directions and "
                            + spec.hidden() + " features, but is " + Arrays.toString(array.sizes())
                            + " with different rows",
                    "export the model with the initial state as an input");
        }
        Expr parameter = operands.tracer()
                .parameter(new Value.Known(known.name(), row, known.whole()), ParameterSpec.Role.OTHER);
        Expr rows = parameter.reshape(Dims.of(d, spec.hidden())).slice(-2, direction, direction + 1);
        return Expr.of(new BroadcastTo(Dims.of(Dim.BATCH, spec.hidden())), rows);
    }
}
