package dev.sluice.export.preparation;

import dev.sluice.core.model.ForecastTask;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.List;

/**
 * The nodes that cut a forecast's window, and the known columns of the steps to come, of series with all their past.
 *
 * <pre>
 *   steps of a row     … [ window        )[ ahead  )  padding
 *                                         ^ its length
 * </pre>
 */
record Windows(Nodes nodes, ForecastTask task) {
    /** The steps of each row's window, int64 {@code [B]}. */
    OnnxValue lengths(OnnxValue measured) {
        return nodes.math().binary("Min", measured, nodes.whole(task.window()));
    }

    /**
     * The last measured steps.
     *
     * @param x {@code [T, B, N]}
     * @param measured steps of each row, int64 {@code [B]}
     */
    OnnxValue last(OnnxValue x, OnnxValue measured) {
        OnnxValue most = nodes.math()
                .binary("Min", nodes.shaping().size(x, 0), nodes.graph().longs(task.window()));
        OnnxValue steps = nodes.shaping()
                .range(nodes.whole(0), nodes.shaping().squeeze(most, 0), nodes.whole(1), OnnxDim.of("time"));
        OnnxValue from = nodes.math().sub(measured, lengths(measured));
        return rows(x, from, steps);
    }

    /** The known columns of the steps after the measured ones, {@code [B, H · K]}. */
    OnnxValue ahead(OnnxValue x, OnnxValue measured) {
        long[] columns = task.known().stream().mapToLong(Integer::longValue).toArray();
        OnnxValue known = nodes.shaping().gather(x, nodes.graph().longs(columns), -1);
        long[] steps = new long[task.horizon()];
        for (int h = 0; h < steps.length; h++) {
            steps[h] = h;
        }
        OnnxValue next = rows(known, measured, nodes.graph().longs(steps));
        OnnxShaping shaping = nodes.shaping();
        OnnxShape shape = OnnxShape.of(x.shape().dim(1), OnnxDim.of((long) steps.length * columns.length));
        return shaping.reshape(
                shaping.transpose(next, 1, 0, 2), nodes.graph().longs(-1, (long) steps.length * columns.length), shape);
    }

    /** Steps of each row: {@code from} and so many after it, no further than the last of all. */
    private OnnxValue rows(OnnxValue x, OnnxValue from, OnnxValue after) {
        OnnxShaping shaping = nodes.shaping();
        OnnxValue end = nodes.math().sub(shaping.size(x, 0), nodes.graph().longs(1));
        OnnxValue at = nodes.math().binary("Min", nodes.math().add(shaping.unsqueeze(after, 1), from), end);
        OnnxShape shape = x.shape().with(0, after.shape().dim(0));
        OnnxValue sizes = shaping.concat(0, List.of(shaping.size(after, 0), shaping.size(x, 1), shaping.size(x, 2)));
        OnnxValue each = shaping.expand(shaping.unsqueeze(at, 2), sizes, shape);
        return nodes.graph()
                .node("GatherElements")
                .inputs(x, each)
                .attribute("axis", 0)
                .add(ElementType.DOUBLE, shape);
    }
}
