package dev.sluice.core.engine;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.kernel.CacheLine;
import dev.sluice.core.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link Segments}: runs the plan of one segment for each segment, on copies of its steps. */
final class SegmentLoop implements Instruction {
    private final Segments loop;
    private final CompiledPlan body;
    private final List<Integer> operands;
    private final Map<Integer, Integer> results;
    private final List<String> labels;
    private final MemoryPool pool = new MemoryPool();
    private @Nullable PlanRuns plan;

    /**
     * A loop.
     *
     * @param operands their slots
     * @param results the slots of the results that are read, by number
     */
    SegmentLoop(Segments loop, CompiledPlan body, List<Integer> operands, Map<Integer, Integer> results) {
        this.loop = loop;
        this.body = body;
        this.operands = List.copyOf(operands);
        this.results = new LinkedHashMap<>(results);
        this.labels = loop.placeholders().stream().map(SegmentLoop::label).toList();
    }

    private static String label(Expr placeholder) {
        return ((Op.Leaf) placeholder.op()).label();
    }

    /** Bytes of the plan of one segment and of the copies of its steps. */
    long bytes(Map<String, Integer> sizes) {
        Map<String, Integer> segment = new LinkedHashMap<>(sizes);
        int steps = Objects.requireNonNull(sizes.get(Dim.TIME.toString()));
        segment.put(Dim.TIME.toString(), Segments.length(steps));
        long floats = 0;
        for (int k = 0; k < captures(); k++) {
            floats += MemoryPool.rounded(
                    PlannedMemory.elements(loop.placeholders().get(k).shape(), segment));
        }
        return floats * Float.BYTES
                + plan(new EngineOptions(1, Kernels.scalar())).bytes(segment);
    }

    @Override
    public void run(Execution run) {
        PlanRuns segment = plan(run);
        int steps = run.sizes(Dims.of(Dim.TIME))[0];
        int length = Segments.length(steps);
        int count = Segments.count(steps);
        Map<String, Integer> named = new LinkedHashMap<>(run.named);
        Map<String, Values.Place> values = new LinkedHashMap<>();
        begin(run, length, values);
        for (int i = 0; i < count; i++) {
            int number = loop.reverse() ? count - 1 - i : i;
            int from = number * length;
            named.put(Dim.TIME.toString(), Math.min(length, steps - from));
            read(run, number, from, named, values);
            write(run, from, named, values, segment.runPart(values, named, run.key));
        }
        end(run, values);
    }

    private PlanRuns plan(EngineOptions options) {
        return new PlanRuns(body, options, WorkingMemory.of(options));
    }

    private PlanRuns plan(Execution run) {
        PlanRuns known = plan;
        if (known == null) {
            known = plan(new EngineOptions(run.workers.count(), run.kernels));
            plan = known;
        }
        return known;
    }

    /** Room for the steps of a segment and for the states; captures are read where they lie. */
    private void begin(Execution run, int length, Map<String, Values.Place> values) {
        for (int k = 0; k < operands.size(); k++) {
            Values.Place whole = run.values.place(operands.get(k));
            Dims shape = loop.placeholders().get(k).shape();
            Values.Place value;
            if (k < loop.inputs().size()) {
                value = room(length * run.elements(shape.without(0)));
            } else if (k < captures()) {
                int n = run.elements(shape);
                value = room(n);
                if (k >= states()) {
                    copy(whole, 0, value, 0, n);
                }
            } else {
                value = whole;
            }
            values.put(labels.get(k), value);
        }
    }

    private void read(
            Execution run, int number, int from, Map<String, Integer> named, Map<String, Values.Place> values) {
        int steps = Objects.requireNonNull(named.get(Dim.TIME.toString()));
        for (int k = 0; k < captures(); k++) {
            Values.Place value = value(values, k);
            Dims shape = loop.placeholders().get(k).shape();
            if (k < loop.inputs().size()) {
                int step = run.elements(shape.without(0));
                copy(run.values.place(operands.get(k)), from * step, value, 0, steps * step);
            } else if (k < states()) {
                int n = run.elements(shape);
                copy(run.values.place(operands.get(k)), number * n, value, 0, n);
            } else if (loop.beginnings()) {
                Integer slot = results.get(loop.states().size() + loop.outputs().size() + k - states());
                if (slot != null) {
                    int n = run.elements(shape);
                    copy(value, 0, run.values.place(slot), number * n, n);
                }
            }
        }
    }

    private void write(
            Execution run,
            int from,
            Map<String, Integer> named,
            Map<String, Values.Place> values,
            Map<String, Values.Place> computed) {
        int steps = Objects.requireNonNull(named.get(Dim.TIME.toString()));
        for (int i = 0; i < loop.states().size(); i++) {
            Values.Place next = Objects.requireNonNull(computed.get(Segments.NEXT + i));
            int n = run.elements(loop.states().get(i).shape());
            copy(next, 0, value(values, states() + i), 0, n);
        }
        for (int i = 0; i < loop.outputs().size(); i++) {
            Integer slot = results.get(loop.states().size() + i);
            if (slot != null) {
                int step = run.elements(loop.outputs().get(i).shape().without(0));
                Values.Place output = Objects.requireNonNull(computed.get(Segments.OUTPUT + i));
                copy(output, 0, run.values.place(slot), from * step, steps * step);
            }
        }
    }

    private void end(Execution run, Map<String, Values.Place> values) {
        for (int i = 0; i < loop.states().size(); i++) {
            Integer slot = results.get(i);
            if (slot != null) {
                int n = run.elements(loop.states().get(i).shape());
                copy(value(values, states() + i), 0, run.values.place(slot), 0, n);
            }
        }
        for (int k = 0; k < captures(); k++) {
            pool.give(value(values, k).array);
        }
    }

    private Values.Place room(int floats) {
        return new Values.Place(pool.take(floats), CacheLine.START);
    }

    private static void copy(Values.Place from, int at, Values.Place to, int target, int floats) {
        System.arraycopy(from.array, from.start + at, to.array, to.start + target, floats);
    }

    private Values.Place value(Map<String, Values.Place> values, int operand) {
        return Objects.requireNonNull(values.get(labels.get(operand)));
    }

    private int states() {
        return loop.inputs().size() + loop.borders().size();
    }

    private int captures() {
        return states() + loop.states().size();
    }
}
