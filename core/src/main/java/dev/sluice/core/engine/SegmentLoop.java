package dev.sluice.core.engine;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Segments;
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
        Map<String, float[]> values = new LinkedHashMap<>();
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
    private void begin(Execution run, int length, Map<String, float[]> values) {
        for (int k = 0; k < operands.size(); k++) {
            float[] whole = run.memory[operands.get(k)];
            Dims shape = loop.placeholders().get(k).shape();
            float[] value;
            if (k < loop.inputs().size()) {
                value = pool.take(length * run.elements(shape.without(0)));
            } else if (k < captures()) {
                int n = run.elements(shape);
                value = pool.take(n);
                if (k >= states()) {
                    System.arraycopy(whole, 0, value, 0, n);
                }
            } else {
                value = whole;
            }
            values.put(labels.get(k), value);
        }
    }

    private void read(Execution run, int number, int from, Map<String, Integer> named, Map<String, float[]> values) {
        int steps = Objects.requireNonNull(named.get(Dim.TIME.toString()));
        for (int k = 0; k < captures(); k++) {
            float[] value = value(values, k);
            Dims shape = loop.placeholders().get(k).shape();
            if (k < loop.inputs().size()) {
                int step = run.elements(shape.without(0));
                System.arraycopy(run.memory[operands.get(k)], from * step, value, 0, steps * step);
            } else if (k < states()) {
                int n = run.elements(shape);
                System.arraycopy(run.memory[operands.get(k)], number * n, value, 0, n);
            } else if (loop.beginnings()) {
                Integer slot = results.get(loop.states().size() + loop.outputs().size() + k - states());
                if (slot != null) {
                    int n = run.elements(shape);
                    System.arraycopy(value, 0, run.memory[slot], number * n, n);
                }
            }
        }
    }

    private void write(
            Execution run,
            int from,
            Map<String, Integer> named,
            Map<String, float[]> values,
            Map<String, float[]> computed) {
        int steps = Objects.requireNonNull(named.get(Dim.TIME.toString()));
        for (int i = 0; i < loop.states().size(); i++) {
            float[] next = Objects.requireNonNull(computed.get(Segments.NEXT + i));
            System.arraycopy(
                    next,
                    0,
                    value(values, states() + i),
                    0,
                    run.elements(loop.states().get(i).shape()));
        }
        for (int i = 0; i < loop.outputs().size(); i++) {
            Integer slot = results.get(loop.states().size() + i);
            if (slot != null) {
                int step = run.elements(loop.outputs().get(i).shape().without(0));
                float[] output = Objects.requireNonNull(computed.get(Segments.OUTPUT + i));
                System.arraycopy(output, 0, run.memory[slot], from * step, steps * step);
            }
        }
    }

    private void end(Execution run, Map<String, float[]> values) {
        for (int i = 0; i < loop.states().size(); i++) {
            Integer slot = results.get(i);
            if (slot != null) {
                int n = run.elements(loop.states().get(i).shape());
                System.arraycopy(value(values, states() + i), 0, run.memory[slot], 0, n);
            }
        }
        for (int k = 0; k < captures(); k++) {
            pool.give(value(values, k));
        }
    }

    private float[] value(Map<String, float[]> values, int operand) {
        return Objects.requireNonNull(values.get(labels.get(operand)));
    }

    private int states() {
        return loop.inputs().size() + loop.borders().size();
    }

    private int captures() {
        return states() + loop.states().size();
    }
}
