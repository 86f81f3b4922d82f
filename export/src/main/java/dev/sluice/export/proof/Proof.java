package dev.sluice.export.proof;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a file in ONNX Runtime and the trained model in the engine on the same inputs, and keeps the largest differences.
 *
 * <p>Inputs: a {@link ProofGrid} of batch sizes and lengths, full and ragged with empty rows, garbage past the lengths, random
 * states; a long sequence in two parts with the states carried over, where all loops run forward; all rows of the validation
 * split, on which both are also judged. On inputs that are not too large both sides are held against the float64 interpreter,
 * which tells rounding from mistakes.
 */
public final class Proof {
    private static final int WHOLE = 17;
    private static final int FIRST_PART = 5;

    private final ProofSubject subject;
    private final OnnxRuntimeSession session;
    private final Tolerance tolerance;
    private final long seed;
    private final Plan plan;
    private final Rounding rounding;
    private final Map<String, Difference.Collector> fileFromEngine = new LinkedHashMap<>();
    private final Map<String, Difference.Collector> fileFromFloat64 = new LinkedHashMap<>();
    private final Map<String, Difference.Collector> engineFromFloat64 = new LinkedHashMap<>();
    private final List<String> tried = new ArrayList<>();
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
        this.rounding = new Rounding(subject);
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
        for (ProofCase proofCase : grid.cases(subject.isRagged())) {
            compare(ProofInputs.random(subject, proofCase, seed), proofCase);
            tried.add(proofCase.describe());
        }
        boolean chunked = subject.canBeChunked();
        if (chunked) {
            inParts();
        }
        Figures figures = figures(validation);
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
        return report.startingAt(
                suspect.map(found -> new FirstDifference(subject, found.inputs(), found.shape(), tolerance.relative())
                                .find(session.model()))
                        .orElse("no single input shows where the difference starts"));
    }

    private static Map<String, Difference> done(Map<String, Difference.Collector> collectors) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        collectors.forEach((name, collector) -> differences.put(name, collector.done()));
        return differences;
    }

    /** Both sides on one input; gives what each came to. */
    private Results compare(ProofInputs inputs, ProofCase proofCase) {
        Map<String, OnnxArray> raw = subject.ask(session, inputs.file());
        Tensors engine = engine(inputs);
        Optional<Map<String, double[]>> exact =
                rounding.affords(proofCase) ? Optional.of(rounding.run(inputs.model())) : Optional.empty();
        String where = proofCase.describe();
        for (String name : subject.graph().outputs().keySet()) {
            float[] file = result(name, raw);
            float[] model = engine.get(name).array();
            double[] wanted = Rounding.widened(engine.get(name));
            collector(fileFromEngine, name).add(file, wanted, where);
            if (exact.isPresent()) {
                double[] meant = Objects.requireNonNull(exact.get().get(name));
                collector(fileFromFloat64, name).add(file, meant, where);
                collector(engineFromFloat64, name).add(model, meant, where);
            }
            Difference.Collector here = subject.collector(name);
            here.add(file, wanted, where);
            if (here.done().relative() > tolerance.relative()) {
                Suspect found = new Suspect(inputs, proofCase);
                suspect = suspect.filter(old -> old.size() <= found.size()).or(() -> Optional.of(found));
                if (exact.isEmpty() && file.length == model.length) {
                    worstRow(name, inputs, proofCase, new Results(raw, engine));
                }
            }
        }
        return new Results(raw, engine);
    }

    /** Too large a batch for float64, but not the row in which an output differs most. */
    private void worstRow(String output, ProofInputs inputs, ProofCase proofCase, Results results) {
        Rows rows = new Rows(proofCase);
        float[] model = results.model().get(output).array();
        int row = rows.worst(dims(output), result(output, results.file()), model);
        Map<String, double[]> meant = rounding.run(rows.inputs(subject.graph().inputs(), inputs.model(), row));
        String where = proofCase.describe() + ", row " + (row + 1);
        meant.forEach((name, exact) -> {
            float[] file = rows.of(dims(name), result(name, results.file()), row);
            float[] engine = rows.of(dims(name), results.model().get(name).array(), row);
            collector(fileFromFloat64, name).add(file, exact, where);
            collector(engineFromFloat64, name).add(engine, exact, where);
        });
    }

    private Dims dims(String output) {
        return Objects.requireNonNull(subject.graph().outputs().get(output)).shape();
    }

    /** What the file gave and what the model gave. */
    private record Results(Map<String, OnnxArray> file, Tensors model) {}

    private Figures figures(Validation validation) {
        if (validation.size() == 0) {
            return new Figures(0, Scores.none(), Scores.none());
        }
        Deque<Tensors> answers = new ArrayDeque<>();
        Scores file = validation.judge(values -> {
            ProofCase shape = ProofCase.of(subject.lengths(values));
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

    /** A sequence in two parts, each side carrying its own states: the last ones must be those of the whole. */
    private void inParts() {
        ProofCase whole = new ProofCase("whole, then in parts", WHOLE, List.of(WHOLE, 11, FIRST_PART, 2, 0), true);
        ProofInputs inputs = ProofInputs.random(subject, whole, seed);
        Tensors wholeStates = compare(inputs, whole).model();
        Parts parts = new Parts(subject, inputs, whole, FIRST_PART);
        Results first = compare(parts.first(), parts.firstShape());
        Results second = compare(parts.second(first.file(), widened(first.model())), parts.secondShape());
        for (String state : subject.nextStates()) {
            collector(fileFromEngine, state)
                    .add(result(state, second.file()), Rounding.widened(wholeStates.get(state)), whole.describe());
        }
        tried.add(whole.describe());
    }

    private static Map<String, double[]> widened(Tensors tensors) {
        Map<String, double[]> wide = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> wide.put(name, Rounding.widened(tensor)));
        return wide;
    }

    private Tensors engine(ProofInputs inputs) {
        // The plan's next run writes into the same memory.
        return plan.run(subject.parameters().with(inputs.model()), RandomKey.NONE)
                .copy();
    }

    private float[] result(String name, Map<String, OnnxArray> actual) {
        OnnxArray value = actual.get(name);
        Dims dims = Objects.requireNonNull(subject.graph().outputs().get(name)).shape();
        return value == null ? new float[0] : Border.fromFile(dims, value);
    }

    /** An answer of a wrong size is a difference already; it cannot be judged as well. */
    private float[] result(String name, Map<String, OnnxArray> actual, Shape shape) {
        float[] numbers = result(name, actual);
        int elements = Tensor.zeros(shape.toArray()).array().length;
        return numbers.length == elements ? numbers : new float[elements];
    }

    private static Difference.Collector collector(Map<String, Difference.Collector> collectors, String name) {
        return Objects.requireNonNull(collectors.get(name));
    }
}
