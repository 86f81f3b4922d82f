package dev.sluice.core.engine;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.SymbolicSizes;
import dev.sluice.core.kernel.CacheLine;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A compiled plan with its working memory, which it keeps for the next run. */
final class PlanRuns {
    private final CompiledPlan compiled;
    private final EngineOptions options;
    private final MemoryPool pool;
    private final TileFrame[] frames;
    private final List<Set<Integer>> dead;
    private final Map<Integer, Integer> writtenOver = new HashMap<>();
    private final Set<Integer> external;
    private final Values values;
    private final HeldValues held;

    /**
     * A plan that has not run yet.
     *
     * @param working memory, shared with plans that never run at the same time. Modified.
     */
    PlanRuns(CompiledPlan compiled, EngineOptions options, WorkingMemory working) {
        this.pool = working.pool();
        this.frames = working.frames().toArray(TileFrame[]::new);
        this.compiled = compiled;
        this.options = options;
        this.external = new HashSet<>(compiled.leaves().values());
        this.held = new HeldValues(compiled);
        this.dead = lastReads();
        writeOver();
        this.values = new Values(compiled.dims().size());
    }

    long bytes(Map<String, Integer> sizes) {
        return PlannedMemory.bytes(compiled, dead, writtenOver, sizes, options.threads());
    }

    /** The slots that nothing reads after each instruction. */
    private List<Set<Integer>> lastReads() {
        Set<Integer> needed = new HashSet<>(compiled.outputs().values());
        needed.addAll(external);
        List<Set<Integer>> ends = new ArrayList<>();
        for (CompiledPlan.Entry entry : compiled.entries().reversed()) {
            Set<Integer> ending = new LinkedHashSet<>();
            for (List<Integer> touched : List.of(entry.reads(), entry.writes())) {
                for (int slot : touched) {
                    if (needed.add(slot)) {
                        ending.add(slot);
                    }
                }
            }
            ends.add(ending);
        }
        return ends.reversed();
    }

    /** Lets results of scans overwrite sequences that nothing reads after them. */
    private void writeOver() {
        Set<Integer> written = new HashSet<>(compiled.outputs().values());
        for (int i = 0; i < compiled.entries().size(); i++) {
            CompiledPlan.Entry entry = compiled.entries().get(i);
            if (entry.instruction() instanceof Instruction.Loop loop) {
                for (InPlace.Pair pair : loop.program().inPlace()) {
                    Integer operand = pair.operand();
                    boolean fits = compiled.dims()
                            .get(pair.result())
                            .equals(compiled.dims().get(operand));
                    if (fits && !written.contains(pair.result()) && dead.get(i).remove(operand)) {
                        writtenOver.put(pair.result(), operand);
                        written.add(pair.result());
                    }
                }
            }
            written.addAll(entry.writes());
        }
    }

    /** Holds values for all later runs, until the next call. */
    void hold(Tensors values) {
        held.take(values);
    }

    /** Gives all memory back; the results of the last run are lost. */
    void release() {
        held.take(Tensors.of());
        recycle();
    }

    /** Runs the graph. */
    Tensors run(Tensors given, RandomKey key, @Nullable Profile profile) {
        recycle();
        Map<String, Integer> named = bind(given);
        compute(named, key, profile);
        Tensors.Builder results = Tensors.builder();
        compiled.outputs().forEach((name, slot) -> {
            Dims dims = Objects.requireNonNull(compiled.outputDims().get(name));
            results.put(name, Tensor.wrap(Shape.of(dims.sizes(named)), values.array(slot)));
        });
        return results.build();
    }

    /**
     * Runs a part of a larger run.
     *
     * @param given inputs by name, as long as they need to be or longer. Not modified.
     * @param named the sizes of symbolic axes
     * @return the outputs by name; overwritten by the next run
     */
    Map<String, Values.Place> runPart(Map<String, Values.Place> given, Map<String, Integer> named, RandomKey key) {
        recycle();
        compiled.leaves()
                .forEach((leaf, slot) -> values.put(
                        slot,
                        leaf instanceof Constant constant
                                ? place(constant)
                                : Objects.requireNonNull(given.get(leaf.label()), leaf.label())));
        compute(named, key, null);
        Map<String, Values.Place> results = new LinkedHashMap<>();
        compiled.outputs().forEach((name, slot) -> results.put(name, values.place(slot)));
        return results;
    }

    private void compute(Map<String, Integer> named, RandomKey key, @Nullable Profile profile) {
        Execution run = new Execution(
                options.kernels(), Workers.shared(options.threads()), frames, values, named, key, profile);
        for (int i = 0; i < compiled.entries().size(); i++) {
            CompiledPlan.Entry entry = compiled.entries().get(i);
            if (held.has(entry.instruction())) {
                continue;
            }
            Map<Integer, Integer> windows = entry.instruction().windows(named, options.threads());
            for (int slot : entry.writes()) {
                Integer place = writtenOver.get(slot);
                if (place != null && !windows.containsKey(place)) {
                    values.share(slot, place);
                } else if (!values.has(slot)) {
                    allocate(slot, windows.get(slot), run);
                }
            }
            long start = profile == null ? 0 : System.nanoTime();
            entry.instruction().run(run);
            if (profile != null) {
                profile.add(entry.instruction().label(), System.nanoTime() - start);
            }
            held.ran(entry.instruction());
            for (int slot : entry.writes()) {
                Integer place = writtenOver.get(slot);
                if (place != null) {
                    if (windows.containsKey(place)) {
                        pool.give(values.array(place));
                    }
                    values.clear(place);
                }
            }
            for (int slot : dead.get(i)) {
                if (!held.keeps(slot)) {
                    pool.give(values.array(slot));
                    values.clear(slot);
                }
            }
        }
    }

    private Map<String, Integer> bind(Tensors given) {
        Map<String, Integer> named = new TreeMap<>();
        compiled.leaves().forEach((leaf, slot) -> {
            if (leaf instanceof Constant constant) {
                values.put(slot, place(constant));
                return;
            }
            String what = leaf.name() + " '" + leaf.label() + "'";
            Tensor value = value(leaf, what, given);
            SymbolicSizes.bind(what, dims(leaf), value.shape().toArray(), named);
            values.put(slot, value.array(), 0);
        });
        return named;
    }

    private static Values.Place place(Constant constant) {
        return new Values.Place(new float[] {(float) constant.value()}, 0);
    }

    private Tensor value(Op.Leaf leaf, String what, Tensors given) {
        if (held.values().contains(leaf.label())) {
            return held.values().get(leaf.label());
        }
        return given.find(leaf.label())
                .orElseThrow(() -> new IllegalArgumentException("no value was given for the " + what + "; given are "
                        + given.names() + Suggestions.question(leaf.label(), given.names())));
    }

    private static Dims dims(Op.Leaf leaf) {
        return switch (leaf) {
            case Input input -> input.dims();
            case Parameter parameter -> parameter.dims();
            case Constant constant -> Dims.SCALAR;
        };
    }

    private void allocate(int slot, @Nullable Integer window, Execution run) {
        Integer fixed = window != null ? window : compiled.fixedLength().get(slot);
        int length = fixed != null ? fixed : run.elements(compiled.dims().get(slot));
        if (fixed == null && compiled.outputs().containsValue(slot)) {
            // Results become tensors, whose arrays have exactly the length of their shapes.
            values.put(slot, pool.takeExactly(length), 0);
        } else {
            values.put(slot, pool.take(length), CacheLine.START);
        }
    }

    private void recycle() {
        // After a run that failed in a scan, a result may be stored beside the operand that it overwrites.
        writtenOver.forEach((result, operand) -> {
            if (values.has(result)) {
                values.clear(operand);
            }
        });
        for (int slot = 0; slot < values.slots(); slot++) {
            if (held.keeps(slot)) {
                continue;
            }
            if (values.has(slot) && !external.contains(slot)) {
                pool.give(values.array(slot));
            }
            values.clear(slot);
        }
    }
}
