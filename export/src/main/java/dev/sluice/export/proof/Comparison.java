package dev.sluice.export.proof;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Compares a file's results with a graph's for each input; used by the proofs of exports and of imports.
 *
 * <p>A difference from float64 counts unless rounding to float32 explains it ({@link Reference}). Batches too large for
 * the interpreter are compared with the engine; where they differ, the row with the largest difference is compared with
 * float64 if {@link LongRows} says so. Mutable.
 */
public final class Comparison {
    private final Graph graph;
    private final Tensors parameters;
    private final Tolerance tolerance;
    private final Function<String, Difference.Collector> collectors;
    private final Supplier<Reference> references;
    private final Plan plan;
    private final Map<String, Difference.Collector> fileFromEngine = new LinkedHashMap<>();
    private final Map<String, Difference.Collector> fileFromFloat64 = new LinkedHashMap<>();
    private final Map<String, Difference.Collector> engineFromFloat64 = new LinkedHashMap<>();
    private final LongRows longRows = new LongRows();
    private Reference reference;

    /**
     * A file's results for some inputs.
     *
     * @param inputs the graph's inputs
     * @param file results by output, in the graph's axis order
     * @param where a description of the inputs
     */
    public record Run(Tensors inputs, Map<String, float[]> file, int batch, int time, String where) {}

    /**
     * The outcome of a run.
     *
     * @param engine results of the engine
     * @param meaning results of the reference; empty if the inputs were too large for it
     * @param differs whether the file is wrong for these inputs
     */
    public record Outcome(Tensors engine, Optional<Meaning> meaning, boolean differs) {}

    /** Creates a comparison with a graph. Parameters are not modified. */
    public Comparison(Graph graph, Tensors parameters, Tolerance tolerance) {
        this(
                graph,
                parameters,
                tolerance,
                name -> new Difference.Collector(),
                () -> new Reference(graph, parameters, Set.of(), Border64.NONE, tolerance.measuresRounding()));
    }

    /** Creates a comparison with a model to be exported. */
    Comparison(ProofSubject subject, Tolerance tolerance) {
        this(subject.graph(), subject.parameters(), tolerance, subject::collector, () -> subject.reference(tolerance));
    }

    /**
     * Creates a comparison.
     *
     * @param collectors makes an empty collector for an output
     * @param references makes a reference with a whole budget
     */
    Comparison(
            Graph graph,
            Tensors parameters,
            Tolerance tolerance,
            Function<String, Difference.Collector> collectors,
            Supplier<Reference> references) {
        this.graph = graph;
        this.parameters = parameters;
        this.tolerance = tolerance;
        this.collectors = collectors;
        this.references = references;
        this.plan = Plan.compile(graph, EngineOptions.defaults());
        this.reference = references.get();
        graph.outputs().keySet().forEach(name -> {
            fileFromEngine.put(name, collectors.apply(name));
            fileFromFloat64.put(name, collectors.apply(name));
            engineFromFloat64.put(name, collectors.apply(name));
        });
    }

    /** Resets the reference's budgets, for inputs of another kind. */
    void refresh() {
        longRows.refresh();
        reference = references.get();
    }

    /** Compares a run, with the float64 reference if its budget allows. */
    public Outcome add(Run run) {
        return add(run, reference.within(run.inputs(), run.batch(), run.time()));
    }

    /** Compares a run with the engine only, for inputs too many for the reference. */
    Outcome addToEngine(Run run) {
        return add(run, Optional.empty());
    }

    private Outcome add(Run run, Optional<Meaning> meaning) {
        Tensors engine = engine(run.inputs());
        Optional<Map<String, Expected>> confirmed = meaning.map(float64 ->
                float64.confirmed((name, few) -> isWithin(name, few, of(run.file(), name), run.where())));
        boolean differs = false;
        Set<Integer> rows = new LinkedHashSet<>();
        for (String name : graph.outputs().keySet()) {
            float[] file = of(run.file(), name);
            Tensor model = engine.get(name);
            double[] wide = Array64.of(model).data();
            of(fileFromEngine, name).add(file, wide, run.where());
            Difference.Collector here = collectors.apply(name);
            if (confirmed.isPresent()) {
                Expected wanted = of(confirmed.get(), name);
                of(fileFromFloat64, name).add(file, wanted, run.where());
                of(engineFromFloat64, name).add(model.array(), wanted, run.where());
                here.add(file, wanted, run.where());
                differs |= !tolerance.allows(here.done());
            } else {
                here.add(file, Expected.near(wide, tolerance.near()), run.where());
                double excess = here.done().excess();
                if (excess <= 1) {
                    of(fileFromFloat64, name).told(wide.length);
                } else if (file.length == wide.length) {
                    if (longRows.holds(name, excess, reference, run.time())) {
                        rows.add(new Rows(run.batch(), run.time()).worst(dims(name), file, model.array()));
                    }
                } else {
                    of(fileFromFloat64, name).add(file, wide, run.where());
                }
            }
        }
        for (int row : rows) {
            differs |= differs(row, run, engine);
        }
        return new Outcome(engine, meaning, differs);
    }

    /** Returns whether the file is wrong in one row of a batch that is too large for the reference. */
    private boolean differs(int row, Run run, Tensors engine) {
        Rows rows = new Rows(run.batch(), run.time());
        String where = run.where() + ", row " + (row + 1);
        boolean differs = false;
        Map<String, Expected> wanted = reference
                .meaning(rows.inputs(graph.inputs(), run.inputs(), row), 1)
                .confirmed((name, few) -> isWithin(name, few, rows.of(dims(name), of(run.file(), name), row), where));
        for (Map.Entry<String, Expected> output : wanted.entrySet()) {
            String name = output.getKey();
            float[] file = rows.of(dims(name), of(run.file(), name), row);
            float[] model = rows.of(dims(name), engine.get(name).array(), row);
            Difference.Collector here = collectors.apply(name);
            here.add(file, output.getValue(), where);
            differs |= !tolerance.allows(here.done());
            of(fileFromFloat64, name).add(file, output.getValue(), where);
            of(engineFromFloat64, name).add(model, output.getValue(), where);
        }
        return differs;
    }

    private boolean isWithin(String output, Expected expected, float[] file, String where) {
        return tolerance.allows(collectors.apply(output).with(file, expected, where));
    }

    /** Computes a graph's results for some inputs, to compare files with later. */
    public Outcome meaning(Tensors inputs, int batch, int time) {
        return new Outcome(engine(inputs), reference.within(inputs, batch, time), false);
    }

    private Tensors engine(Tensors inputs) {
        // The plan's next run reuses this memory.
        return plan.run(parameters.with(inputs), RandomKey.NONE).copy();
    }

    /**
     * Compares a result of a file with part of an outcome.
     *
     * @param positions index in the whole result of each number in {@code file}
     */
    public void addPart(String output, float[] file, int[] positions, Outcome whole, String where) {
        double[] all = Array64.of(whole.engine().get(output)).data();
        double[] engine = Arrays.stream(positions).mapToDouble(at -> all[at]).toArray();
        of(fileFromEngine, output).add(file, engine, where);
        Expected wanted = whole.meaning()
                .map(meaning -> meaning.confirmed(
                        (name, few) -> !name.equals(output) || isWithin(name, few.part(positions), file, where)))
                .map(expected -> of(expected, output).part(positions))
                .orElseGet(() -> Expected.near(engine, Expected.ROUNDINGS * tolerance.near()));
        of(fileFromFloat64, output).add(file, wanted, where);
    }

    /** Compares a result of a file with a whole outcome. */
    void add(String output, float[] file, Outcome whole, String where) {
        addPart(
                output,
                file,
                IntStream.range(0, whole.engine().get(output).array().length).toArray(),
                whole,
                where);
    }

    private Dims dims(String output) {
        return of(graph.outputs(), output).shape();
    }

    /** The largest differences so far. */
    public Differences differences() {
        return new Differences(
                tolerance, done(fileFromEngine), done(fileFromFloat64), done(engineFromFloat64), longRows.counts());
    }

    private static Map<String, Difference> done(Map<String, Difference.Collector> collectors) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        collectors.forEach((name, collector) -> differences.put(name, collector.done()));
        return differences;
    }

    private static <V> V of(Map<String, V> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
