package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The steps of a sequence as features, for files with a fixed number of steps and separate weights for each. A longer row
 * contributes its last steps; a shorter one is preceded by zeros.
 */
final class Window {
    /** Largest number of steps used as features. */
    private static final int MOST_STEPS = 512;

    private Window() {}

    /** Returns whether time can be features: the file must fix the number of steps. */
    static boolean isPossible(Flow x, Tracer tracer) {
        OptionalLong written = tracer.written(x, Dim.TIME);
        return x.has(Dim.TIME)
                && x.axes().stream()
                        .filter(axis -> axis.contains(Dim.TIME))
                        .allMatch(axis -> axis.equals(List.of(Dim.TIME)))
                && x.axes().contains(List.of(Dim.BATCH))
                && written.isPresent()
                && written.getAsLong() >= 1;
    }

    /** The value with time as an axis of fixed size. */
    static Flow of(Tracer tracer, Flow x) {
        long steps = tracer.written(x, Dim.TIME).orElseThrow();
        if (steps > MOST_STEPS) {
            throw new UnsupportedPartException(
                    "a window of steps must have at most " + MOST_STEPS + ", but has " + steps);
        }
        int time = x.axes().indexOf(List.of(Dim.TIME));
        int size = (int) steps;
        int features = 1;
        for (Dim dim : x.expr().shape().axes()) {
            features *= dim instanceof Dim.Fixed(int width) ? width : 1;
        }
        Expr rows = Flow.reshaped(x.expr(), Dims.of(Dim.TIME, Dim.BATCH, features));
        Expr window = last(tracer, rows, size, features, x.reversed());
        // [batch, steps, features], then permuted to the file's axis order.
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.remove(time);
        axes.addFirst(Flow.axis(size));
        Flow first = Flow.of(Flow.reshaped(window, Flow.canonical(axes)), axes);
        int[] order = new int[axes.size()];
        for (int axis = 0; axis < order.length; axis++) {
            order[axis] = axis == time ? 0 : axis < time ? axis + 1 : axis;
        }
        tracer.window(size);
        return TransposeReader.transposed(first, order);
    }

    /** The last steps of each row, concatenated: {@code [B, steps · F]}. */
    private static Expr last(Tracer tracer, Expr rows, int steps, int features, boolean reversed) {
        ScanBuilder scan = new ScanBuilder(false);
        Expr x = scan.input("x", rows);
        Expr now = scan.input("valid", Exprs.validSteps(new TimeSteps(tracer).lengths(rows)));
        Dims dims = Dims.of(Dim.BATCH, features);
        String name = "window." + tracer.states().size();
        Map<String, Expr> states = new LinkedHashMap<>();
        Expr before = x;
        for (int step = 0; step < steps; step++) {
            String full = name + ".x" + step;
            Expr state = scan.state(full, tracer.binding().initial(full, dims, null));
            scan.next(state, Exprs.select(now, before, state));
            states.put(full, state);
            before = state;
        }
        ScanBuilder.Result loop = scan.build();
        List<Expr> ends = new ArrayList<>();
        states.forEach((full, state) -> {
            Expr end = loop.last(state);
            tracer.state(full, end);
            ends.add(end);
        });
        return Exprs.concat(-1, reversed ? ends : ends.reversed());
    }
}
