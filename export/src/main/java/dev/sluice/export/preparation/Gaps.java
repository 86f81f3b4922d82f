package dev.sluice.export.preparation;

import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxScan;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The nodes of stand-ins for missing numbers. */
record Gaps(Nodes nodes) {
    /**
     * The last number before a gap.
     *
     * @param x {@code [T, B, N]}
     * @param first stands for those that are missing before the first one, {@code [N]}
     */
    OnnxValue last(OnnxValue x, double... first) {
        return seen(List.of(x), nodes.isNumber(x), false, first).getFirst();
    }

    /**
     * The latest of some values at which a condition held, at each step.
     *
     * @param values {@code [T, B, N]} each
     * @param held {@code [T, B, N]}
     * @param backwards whether the latest is the next one
     * @param first stands for what was not seen yet, {@code [N]}
     */
    private List<OnnxValue> seen(List<OnnxValue> values, OnnxValue held, boolean backwards, double... first) {
        OnnxScan loop = new OnnxScan(nodes.graph(), backwards ? "next" : "last");
        OnnxMath step = new OnnxMath(loop.body());
        List<OnnxValue> before = values.stream()
                .map(value -> loop.state("seen", nodes.inEachRow(value, first)))
                .toList();
        OnnxValue holds = loop.slice("held", held);
        for (int i = 0; i < before.size(); i++) {
            OnnxValue now = loop.slice("now", values.get(i));
            OnnxValue latest = step.where(holds, now, before.get(i));
            loop.next(before.get(i), latest).output("seen_" + i, latest);
        }
        return loop.add(backwards).outputs();
    }

    /**
     * The number on the line between the neighbors of a gap; the only neighbor at an end.
     *
     * @param x {@code [T, B, N]}
     * @param time {@code [T, B, 1]}
     * @param within whether a step belongs to its row, {@code [T, B, 1]}; empty if all do
     * @param means for columns without a number, {@code [N]}
     */
    OnnxValue linear(OnnxValue x, OnnxValue time, Optional<OnnxValue> within, double... means) {
        OnnxMath math = nodes.math();
        double[] unseen = new double[means.length];
        Arrays.fill(unseen, Double.NaN);
        OnnxValue known = within.map(belongs -> math.binary("And", nodes.isNumber(x), belongs))
                .orElseGet(() -> nodes.isNumber(x));
        // Times of columns, so that those of the neighbors may differ from column to column.
        OnnxValue times = math.where(known, time, nodes.doubles(Double.NaN));
        List<OnnxValue> last = seen(List.of(x, times), known, false, unseen);
        List<OnnxValue> next = seen(List.of(x, times), known, true, unseen);
        OnnxValue begins = last.get(0);
        OnnxValue ends = next.get(0);
        OnnxValue passed = math.sub(next.get(1), last.get(1));
        OnnxValue share = math.where(
                math.compare("Equal", passed, nodes.doubles(0)),
                nodes.doubles(0),
                math.div(math.sub(time, last.get(1)), passed));
        OnnxValue between = math.add(begins, math.mul(share, math.sub(ends, begins)));
        OnnxValue only = math.where(nodes.isNumber(begins), begins, ends);
        OnnxValue stand = math.where(
                nodes.isNumber(between), between, math.where(nodes.isNumber(only), only, nodes.doubles(means)));
        return math.where(known, x, stand);
    }
}
