package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A sequence some steps earlier and later, with zeros where there are none.
 *
 * @param rows {@code [T, B, C]}, zeros past each row's length
 * @param valid {@code [T, B, 1]}
 * @param reversed whether later in the file is earlier in the sequence
 */
record DelayLine(Tracer tracer, Expr rows, Expr valid, boolean reversed) {
    /** The value at {@code t + offset} for each offset, {@code [T, B, C]}. */
    List<Expr> at(int... offsets) {
        int[] ours = Arrays.stream(offsets)
                .map(offset -> reversed ? -offset : offset)
                .toArray();
        Map<Integer, Expr> earlier =
                shifted(Math.max(0, -Arrays.stream(ours).min().orElse(0)), false);
        Map<Integer, Expr> later = shifted(Math.max(0, Arrays.stream(ours).max().orElse(0)), true);
        List<Expr> taps = new ArrayList<>();
        for (int offset : ours) {
            taps.add(offset == 0 ? rows : Objects.requireNonNull((offset < 0 ? earlier : later).get(Math.abs(offset))));
        }
        return taps;
    }

    /** The sequence 1 to {@code most} steps earlier, or later. */
    private Map<Integer, Expr> shifted(int most, boolean ahead) {
        Map<Integer, Expr> all = new LinkedHashMap<>();
        if (most == 0) {
            return all;
        }
        ScanBuilder scan = new ScanBuilder(ahead);
        Expr x = scan.input("x", rows);
        Expr now = scan.input("valid", valid);
        Dims dims = Dims.of(Dim.BATCH, rows.shape().fixed(-1));
        String name = "conv." + tracer.states().size();
        Map<String, Expr> states = new LinkedHashMap<>();
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        Expr before = x;
        for (int step = 1; step <= most; step++) {
            String full = name + ".x" + step;
            // What is ahead is not known when a sequence goes on.
            Expr initial = ahead ? Exprs.zeros(dims) : tracer.binding().initial(full, dims, null);
            Expr state = scan.state(full, initial);
            scan.next(state, Exprs.select(now, before, state));
            numbers.put(step, scan.output(Exprs.select(now, state, Exprs.constant(0))));
            states.put(full, state);
            before = state;
        }
        ScanBuilder.Result loop = scan.build();
        numbers.forEach((step, number) -> all.put(step, loop.output(number)));
        if (!ahead) {
            states.forEach((full, state) -> tracer.state(full, loop.last(state)));
        }
        return all;
    }
}
