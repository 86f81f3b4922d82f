package dev.sluice.export.proof;

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
 * Runs a file in ONNX Runtime on many inputs and checks it against the trained model by a {@link Comparison}.
 *
 * <p>Inputs: all rows of the validation split, for which metrics are computed too; a {@link ProofGrid} of batch sizes and
 * lengths, full and ragged with empty rows, with garbage past the lengths, random states, and numbers like those of the
 * real rows and slightly beyond; each row of each table; a long sequence in two parts with the states carried over, if
 * all loops run forward.
 */
public final class Proof {
    private static final int WHOLE = 17;
    private static final int FIRST_PART = 5;

    private final ProofSubject subject;
    private final OnnxRuntimeSession session;
    private final Tolerance tolerance;
    private final long seed;
    private final Comparison comparison;
    private final DataRange range = new DataRange();
    private final List<String> tried = new ArrayList<>();
    private Optional<Suspect> suspect = Optional.empty();

    /** The smallest input with a difference, used to find its cause. */
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
        this.comparison = new Comparison(subject, tolerance);
    }

    /**
     * Runs the proof.
     *
     * @param session the opened file
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
        // The real rows must not use up the budget of the other inputs.
        comparison.refresh();
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
                tried,
                chunked,
                comparison.differences(),
                figures,
                range,
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

    /** A file's results, and the outcome of the comparison. */
    private record Results(Map<String, OnnxArray> file, Comparison.Run run, Comparison.Outcome outcome) {}

    private Results compare(ProofInputs inputs, ProofCase proofCase) {
        Map<String, OnnxArray> file = subject.ask(session, inputs.file());
        Comparison.Run run = run(inputs, file, proofCase);
        return noted(new Results(file, run, comparison.add(run)), inputs, proofCase);
    }

    private Comparison.Run run(ProofInputs inputs, Map<String, OnnxArray> file, ProofCase proofCase) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        subject.graph().outputs().keySet().forEach(name -> numbers.put(name, result(name, file)));
        return new Comparison.Run(inputs.model(), numbers, proofCase.batch(), proofCase.time(), proofCase.describe());
    }

    private Results noted(Results results, ProofInputs inputs, ProofCase proofCase) {
        if (results.outcome().differs()) {
            Suspect found = new Suspect(inputs, proofCase);
            suspect = suspect.filter(old -> old.size() <= found.size()).or(() -> Optional.of(found));
        }
        return results;
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
            results.outcome().engine().forEach((name, tensor) -> {
                float[] numbers =
                        sized(Objects.requireNonNull(results.run().file().get(name)), tensor.shape());
                given.put(name, Tensor.wrap(tensor.shape(), numbers));
            });
            answers.add(subject.judged(results.outcome().engine()));
            return subject.judged(given.build());
        });
        Scores model = validation.judge(values -> answers.removeFirst());
        tried.add("all " + validation.size() + " validation rows");
        return new Figures(validation.size(), model, file);
    }

    /** Runs a sequence in two parts with the states carried over: the final states must be those of the whole sequence. */
    private void inParts() {
        ProofCase whole = new ProofCase("whole, then in parts", WHOLE, List.of(WHOLE, 11, FIRST_PART, 2, 0), true);
        ProofInputs inputs = random(whole);
        Results together = compare(inputs, whole);
        Parts parts = new Parts(subject, inputs, whole, FIRST_PART);
        Results first = compare(parts.first(), parts.firstShape());
        Results second = compare(parts.second(first.file()), parts.secondShape());
        for (String state : subject.nextStates()) {
            comparison.add(state, result(state, second.file()), together.outcome(), whole.describe());
        }
        tried.add(whole.describe());
    }

    /** Looks up every row of every table, since random indices miss rows of large tables. */
    private void tables() {
        int size = subject.largestTable();
        for (ProofCase proofCase : ProofCase.everyIndex(size)) {
            ProofInputs inputs = random(proofCase);
            Map<String, OnnxArray> file = subject.ask(session, inputs.file());
            Comparison.Run run = run(inputs, file, proofCase);
            noted(new Results(file, run, comparison.addToEngine(run)), inputs, proofCase);
        }
        if (size > 0) {
            tried.add("each of " + size + " indices");
        }
    }

    private float[] result(String name, Map<String, OnnxArray> actual) {
        Dims dims = Objects.requireNonNull(subject.graph().outputs().get(name)).shape();
        OnnxArray value = actual.get(name);
        return value == null ? new float[0] : ModelBoundary.fromFile(dims, value);
    }

    /** Pads or truncates an output of wrong size, which is a difference already, so that it can be compared. */
    private static float[] sized(float[] numbers, Shape shape) {
        return numbers.length == shape.elements() ? numbers : new float[shape.elements()];
    }
}
