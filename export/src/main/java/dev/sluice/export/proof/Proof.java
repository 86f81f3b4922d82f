package dev.sluice.export.proof;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.Validation;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a file in ONNX Runtime and the trained model in the engine on the same inputs, and holds the file to float64.
 *
 * <p>Inputs: all rows of the validation split, on which both are also judged; a {@link ProofGrid} of batch sizes and lengths, full
 * and ragged with empty rows, garbage past the lengths, random states, numbers like those of the real rows and a little beyond; each
 * row of each table; a long sequence in two parts with the states carried over, where all loops run forward.
 *
 * <p>A difference from float64 counts where rounding to float32 does not explain it ({@link Reference}). Batches too large for
 * the interpreter are held against the engine; where that differs, the row that differs most is held against float64.
 */
public final class Proof {
    private static final int WHOLE = 17;
    private static final int FIRST_PART = 5;

    private final ProofSubject subject;
    private final OnnxRuntimeSession session;
    private final Tolerance tolerance;
    private final long seed;
    private final Plan plan;
    private final DataRange range = new DataRange();
    private final Map<String, Difference.Collector> fileFromEngine = new LinkedHashMap<>();
    private final Map<String, Difference.Collector> fileFromFloat64 = new LinkedHashMap<>();
    private final Map<String, Difference.Collector> engineFromFloat64 = new LinkedHashMap<>();
    private final List<String> tried = new ArrayList<>();
    private Reference reference;
    private Optional<Suspect> suspect = Optional.empty();

    /** The smallest input on which the two differ, to look for the reason with. */
    record Suspect(ProofInputs inputs, ProofCase shape) {
        private int size() {
            return shape.time() * shape.batch();
        }
    }

    private Proof(ProofSubject subject, OnnxRuntimeSession session, Tolerance tolerance, long seed) {
        this.subject = subject;
        this.session = session;
        this.tolerance = tolerance;
        this.seed = seed;
        this.plan = Plan.compile(subject.graph(), EngineOptions.defaults());
        this.reference = subject.reference(tolerance);
        subject.graph().outputs().keySet().forEach(name -> {
            fileFromEngine.put(name, subject.collector(name));
            fileFromFloat64.put(name, subject.collector(name));
            engineFromFloat64.put(name, subject.collector(name));
        });
    }

    /**
     * Compares.
     *
     * @param session the file, open
     * @param validation real rows
     */
    public static ProofReport run(
            ProofSubject subject,
            OnnxRuntimeSession session,
            ProofGrid grid,
            Validation validation,
            Tolerance tolerance) {
        return new Proof(subject, session, tolerance, grid.seed()).run(grid, validation);
    }

    private ProofReport run(ProofGrid grid, Validation validation) {
        Figures figures = figures(validation);
        // The real rows may not use up the time for the others.
        reference = subject.reference(tolerance);
        for (ProofCase proofCase : grid.upTo(range.steps()).cases(subject.isRagged())) {
            compare(random(proofCase), proofCase);
            tried.add(proofCase.describe());
        }
        boolean chunked = subject.canBeChunked();
        if (chunked) {
            inParts();
        }
        tables();
        ProofReport report = new ProofReport(
                OnnxRuntimeSession.version(),
                tolerance,
                tried,
                chunked,
                new ProofReport.Differences(done(fileFromEngine), done(fileFromFloat64), done(engineFromFloat64)),
                figures,
                Optional.empty());
        if (report.passed()) {
            return report;
        }
        return report.startingAt(suspect.map(found ->
                        new FirstDifference(subject, found.inputs(), found.shape(), tolerance).find(session.model()))
                .orElse("no single input shows where the difference starts"));
    }

    private ProofInputs random(ProofCase proofCase) {
        return ProofInputs.random(subject, proofCase, range, seed);
    }

    private static Map<String, Difference> done(Map<String, Difference.Collector> collectors) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        collectors.forEach((name, collector) -> differences.put(name, collector.done()));
        return differences;
    }

    /**
     * What came of an input.
     *
     * @param expected by output; empty if the input is too large for it
     */
    private record Results(Map<String, OnnxArray> file, Tensors model, Optional<Map<String, Expected>> expected) {}

    /** Both sides on one input; gives what each came to. */
    private Results compare(ProofInputs inputs, ProofCase proofCase) {
        Optional<Map<String, Expected>> expected =
                reference.within(inputs.model(), proofCase.batch(), proofCase.time());
        return compare(inputs, proofCase, expected);
    }

    private Results compare(ProofInputs inputs, ProofCase proofCase, Optional<Map<String, Expected>> expected) {
        Results results = new Results(subject.ask(session, inputs.file()), engine(inputs), expected);
        String where = proofCase.describe();
        boolean differs = false;
        Set<Integer> rows = new LinkedHashSet<>();
        for (String name : subject.graph().outputs().keySet()) {
            float[] file = result(name, results.file());
            Tensor model = results.model().get(name);
            double[] engine = widened(model);
            collector(fileFromEngine, name).add(file, engine, where);
            Difference.Collector here = subject.collector(name);
            if (expected.isPresent()) {
                Expected wanted = of(expected.get(), name);
                collector(fileFromFloat64, name).add(file, wanted, where);
                collector(engineFromFloat64, name).add(model.array(), wanted, where);
                here.add(file, wanted, where);
                differs |= !(tolerance.severity(here.done()) <= 1);
            } else {
                here.add(file, Expected.near(engine, tolerance.near()), where);
                if (here.done().excess() <= 1) {
                    collector(fileFromFloat64, name).told(engine.length);
                } else if (file.length == engine.length) {
                    rows.add(new Rows(proofCase).worst(dims(name), file, model.array()));
                } else {
                    collector(fileFromFloat64, name).add(file, engine, where);
                }
            }
        }
        for (int row : rows) {
            differs |= differs(row, inputs, proofCase, results);
        }
        if (differs) {
            Suspect found = new Suspect(inputs, proofCase);
            suspect = suspect.filter(old -> old.size() <= found.size()).or(() -> Optional.of(found));
        }
        return results;
    }

    /** Whether the file is wrong in one row of a batch that is too large for the reference. */
    private boolean differs(int row, ProofInputs inputs, ProofCase proofCase, Results results) {
        Rows rows = new Rows(proofCase);
        String where = proofCase.describe() + ", row " + (row + 1);
        boolean differs = false;
        Map<String, Expected> wanted = reference.run(rows.inputs(subject.graph().inputs(), inputs.model(), row), 1);
        for (Map.Entry<String, Expected> output : wanted.entrySet()) {
            String name = output.getKey();
            float[] file = rows.of(dims(name), result(name, results.file()), row);
            Difference.Collector here = subject.collector(name);
            here.add(file, output.getValue(), where);
            differs |= !(tolerance.severity(here.done()) <= 1);
            collector(fileFromFloat64, name).add(file, output.getValue(), where);
            collector(engineFromFloat64, name)
                    .add(rows.of(dims(name), results.model().get(name).array(), row), output.getValue(), where);
        }
        return differs;
    }

    private Dims dims(String output) {
        return Objects.requireNonNull(subject.graph().outputs().get(output)).shape();
    }

    private Figures figures(Validation validation) {
        if (validation.size() == 0) {
            return new Figures(0, Scores.none(), Scores.none());
        }
        Deque<Tensors> answers = new ArrayDeque<>();
        Scores file = validation.judge(values -> {
            ProofCase shape = ProofCase.of(subject.lengths(values));
            range.add(subject.graph().inputs(), values, shape);
            Results results = compare(ProofInputs.real(subject, values, shape), shape);
            Tensors.Builder given = Tensors.builder();
            Tensors.Builder wanted = Tensors.builder();
            results.model().forEach((name, tensor) -> {
                float[] numbers = result(name, results.file(), tensor.shape());
                given.put(name, subject.judged(name, Tensor.wrap(tensor.shape(), numbers)));
                wanted.put(name, subject.judged(name, tensor));
            });
            answers.add(wanted.build());
            return given.build();
        });
        Scores model = validation.judge(values -> answers.removeFirst());
        tried.add("all " + validation.size() + " validation rows");
        return new Figures(validation.size(), model, file);
    }

    /** A sequence in two parts, the states carried over: the last ones must be those of the whole. */
    private void inParts() {
        ProofCase whole = new ProofCase("whole, then in parts", WHOLE, List.of(WHOLE, 11, FIRST_PART, 2, 0), true);
        ProofInputs inputs = random(whole);
        Results together = compare(inputs, whole);
        Parts parts = new Parts(subject, inputs, whole, FIRST_PART);
        Results first = compare(parts.first(), parts.firstShape());
        Results second = compare(parts.second(first.file()), parts.secondShape());
        for (String state : subject.nextStates()) {
            float[] file = result(state, second.file());
            collector(fileFromEngine, state).add(file, widened(together.model().get(state)), whole.describe());
            together.expected()
                    .ifPresent(expected ->
                            collector(fileFromFloat64, state).add(file, of(expected, state), whole.describe()));
        }
        tried.add(whole.describe());
    }

    /** Random indices leave out rows of a large table. */
    private void tables() {
        int size = subject.largestTable();
        for (ProofCase proofCase : ProofCase.everyIndex(size)) {
            compare(random(proofCase), proofCase, Optional.empty());
        }
        if (size > 0) {
            tried.add("each of " + size + " indices");
        }
    }

    private Tensors engine(ProofInputs inputs) {
        // The plan's next run writes into the same memory.
        return plan.run(subject.parameters().with(inputs.model()), RandomKey.NONE)
                .copy();
    }

    private float[] result(String name, Map<String, OnnxArray> actual) {
        OnnxArray value = actual.get(name);
        return value == null ? new float[0] : Border.fromFile(dims(name), value);
    }

    /** An answer of a wrong size is a difference already; it cannot be judged as well. */
    private float[] result(String name, Map<String, OnnxArray> actual, Shape shape) {
        float[] numbers = result(name, actual);
        int elements = Tensor.zeros(shape.toArray()).array().length;
        return numbers.length == elements ? numbers : new float[elements];
    }

    private static double[] widened(Tensor tensor) {
        return Array64.of(tensor).data();
    }

    private static Difference.Collector collector(Map<String, Difference.Collector> collectors, String name) {
        return of(collectors, name);
    }

    private static <V> V of(Map<String, V> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
