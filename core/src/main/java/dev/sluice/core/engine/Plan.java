package dev.sluice.core.engine;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.graph.rewrite.FixedMemory;
import dev.sluice.core.graph.rewrite.InferenceGraph;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A compiled graph: compile once, run for each batch.
 *
 * <pre>{@code
 * Plan plan = Plan.compile(graph, EngineOptions.defaults());
 * Tensors results = plan.run(values, new RandomKey(seed, step));
 * }</pre>
 *
 * <p>The plan, the same for built-in and custom cells: products of inputs leave the loop over time; products that share
 * a sum accumulate into it; elementwise functions run over short chunks, in the cache; gradients of weights are
 * products after the loop, those of the same values in one pass; the batch is cut into shards of rows, each of which runs all its time steps on one thread.
 *
 * <p>Every number is computed by one chain of operations that depends on the graph alone, so results are the same bits
 * for any number of threads and any vector width.
 *
 * <p>Where rows look into memories of as many steps as the batch has ({@link Dim#MEMORY}), there is a plan for each number of
 * steps, compiled when it first occurs; they share their working memory, and the {@value #LENGTHS} used last are kept.
 *
 * <p>A plan keeps its working memory for the next run and serves one run at a time; threads that run the same graph side by
 * side each need a separate plan.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Plan {
    /** The key of the plan that fits all numbers of steps. */
    private static final int ANY = -1;

    /**
     * Plans that are kept, of different numbers of steps: those of texts of usual lengths. Where there are more, a plan is
     * compiled again in some milliseconds, and a run over so many steps takes many times as long.
     */
    static final int LENGTHS = 64;

    private final Graph graph;
    private final EngineOptions options;
    private final boolean memories;
    private final WorkingMemory working;
    private final LinkedHashMap<Integer, PlanRuns> bySteps = new LinkedHashMap<>(16, 0.75f, true);
    private final AtomicBoolean running = new AtomicBoolean();
    private Tensors held = Tensors.of();
    private @Nullable PlanRuns last;

    private Plan(Graph graph, EngineOptions options) {
        this.graph = graph;
        this.options = options;
        working = WorkingMemory.of(options);
        memories = FixedMemory.isNeededBy(graph);
        if (!memories) {
            plan(ANY);
        }
    }

    /** Compiles a graph, after the passes of {@link InferenceGraph}. */
    public static Plan compile(Graph graph, EngineOptions options) {
        return new Plan(InferenceGraph.of(graph), options);
    }

    private PlanRuns plan(int steps) {
        PlanRuns plan = bySteps.computeIfAbsent(memories ? steps : ANY, size -> {
            Graph fixed = memories ? FixedMemory.of(graph, size) : graph;
            return new PlanRuns(new PlanCompiler(fixed, options.kernels()).compile(), options, working);
        });
        if (bySteps.size() > LENGTHS) {
            bySteps.pollFirstEntry();
        }
        return plan;
    }

    /** The number of plans that are kept. */
    int compiled() {
        return bySteps.size();
    }

    /**
     * The memory that a run needs in bytes, without inputs, parameters and the threads' scratch memory, some kilobytes per
     * thread and row.
     *
     * @param batch sequences, {@code B}
     * @param steps of the longest one, {@code T}
     * @throws ArithmeticException if a value has more elements than an array can hold
     */
    public long bytes(int batch, int steps) {
        return plan(steps)
                .bytes(Map.of(
                        Dim.BATCH.toString(),
                        batch,
                        Dim.TIME.toString(),
                        steps,
                        Segments.COUNT.toString(),
                        Segments.count(steps)));
    }

    /**
     * Holds values for all later runs, until the next call: weights packed from them are then computed in the first of these
     * runs only, and their memory stays in use.
     *
     * @param values weights by name, which take precedence over the values given to {@link #run}. Not modified, and not to be
     *     modified by others while they are held; empty to hold nothing.
     * @throws IllegalStateException if another thread is running this plan
     */
    public void hold(Tensors values) {
        alone(() -> {
            held = values;
            Optional.ofNullable(last).ifPresent(plan -> plan.hold(values));
            return true;
        });
    }

    /**
     * Runs the graph.
     *
     * @param values inputs and parameters by name. Not modified.
     * @param key of the random numbers
     * @return the outputs by name; the tensors are this plan's own and are overwritten by its next run
     * @throws IllegalArgumentException if a value is missing or its shape does not fit
     * @throws IllegalStateException if another thread is running this plan
     */
    public Tensors run(Tensors values, RandomKey key) {
        return run(values, key, null);
    }

    /** Runs the graph and adds the times of instructions to a profile. */
    public Tensors run(Tensors values, RandomKey key, @Nullable Profile profile) {
        return alone(() -> next(values).run(values, key, profile));
    }

    /** The plan for the number of steps of given values. */
    private PlanRuns next(Tensors values) {
        PlanRuns before = last;
        PlanRuns plan = plan(memories ? steps(values) : ANY);
        if (plan != before) {
            if (before != null) {
                before.release();
            }
            plan.hold(held);
            last = plan;
        }
        return plan;
    }

    /** The size of the time axis; 1 if no input has it, which is rejected when the plan runs. */
    private int steps(Tensors values) {
        for (Input input : graph.inputs()) {
            Dims dims = input.dims();
            int axis = dims.axes().indexOf(Dim.TIME);
            Optional<Tensor> value = values.find(input.label());
            if (axis >= 0 && value.isPresent() && value.get().shape().rank() == dims.rank()) {
                return value.get().shape().size(axis);
            }
        }
        return 1;
    }

    private <T> T alone(Supplier<T> work) {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("a plan serves one run at a time, but another thread is running this one;"
                    + " compile a plan for each thread");
        }
        try {
            return work.get();
        } finally {
            running.set(false);
        }
    }
}
