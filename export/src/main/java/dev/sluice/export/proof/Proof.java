package dev.sluice.export.proof;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Interpreter;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a file in ONNX Runtime and the trained model in the engine on the same inputs, and keeps the largest differences.
 *
 * <p>Inputs: a {@link ProofGrid} of batch sizes and lengths, full and ragged with empty rows, garbage past the lengths, random
 * states; a long sequence in two parts with the states carried over, where all loops run forward; whatever real rows the caller
 * gives. Small inputs are also held against the float64 interpreter.
 */
public final class Proof {
    /** Above this many valid steps in all, the interpreter takes too long. */
    private static final int MOST_STEPS_IN_FLOAT64 = 40;

    private static final int WHOLE = 17;
    private static final int FIRST_PART = 5;

    private final ProofSubject subject;
    private final OnnxRuntimeSession session;
    private final long seed;
    private final Plan plan;
    private final Map<String, Difference.Collector> engine = new LinkedHashMap<>();
    private final Map<String, Difference.Collector> float64 = new LinkedHashMap<>();
    private final List<ProofCase> tried = new ArrayList<>();

    private Proof(ProofSubject subject, OnnxRuntimeSession session, long seed) {
        this.subject = subject;
        this.session = session;
        this.seed = seed;
        this.plan = Plan.compile(subject.graph(), EngineOptions.defaults());
        subject.graph().outputs().keySet().forEach(name -> {
            engine.put(name, new Difference.Collector());
            float64.put(name, new Difference.Collector());
        });
    }

    /**
     * Compares.
     *
     * @param session the file, open
     * @param realRows batches of real inputs by name, time first, states left out
     * @param tolerance largest difference allowed, relative to the size of an output
     */
    public static ProofReport run(
            ProofSubject subject,
            OnnxRuntimeSession session,
            ProofGrid grid,
            List<Map<String, Tensor>> realRows,
            double tolerance) {
        Proof proof = new Proof(subject, session, grid.seed());
        grid.cases(subject.isRagged()).forEach(proof::random);
        boolean chunked = subject.canBeChunked();
        if (chunked) {
            proof.inParts();
        }
        realRows.forEach(proof::real);
        return new ProofReport(
                OnnxRuntimeSession.version(),
                tolerance,
                proof.tried.stream().map(ProofCase::describe).toList(),
                chunked,
                done(proof.engine),
                done(proof.float64));
    }

    private static Map<String, Difference> done(Map<String, Difference.Collector> collectors) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        collectors.forEach((name, collector) -> differences.put(name, collector.done()));
        return differences;
    }

    private void random(ProofCase proofCase) {
        ProofInputs inputs = ProofInputs.random(subject, proofCase, seed);
        Map<String, OnnxArray> actual = session.run(inputs.file());
        compare(actual, model(inputs), engine, proofCase);
        int steps = proofCase.lengths().stream().mapToInt(Integer::intValue).sum();
        if (steps <= MOST_STEPS_IN_FLOAT64) {
            compare(actual, float64(inputs), float64, proofCase);
        }
        tried.add(proofCase);
    }

    private void real(Map<String, Tensor> values) {
        Tensor lengths = values.get("lengths");
        if (lengths == null) {
            throw new IllegalArgumentException("real rows must come with 'lengths', but came with " + values.keySet());
        }
        List<Integer> rows = new ArrayList<>();
        int time = 1;
        for (float length : lengths.array()) {
            rows.add((int) length);
            time = Math.max(time, (int) length);
        }
        ProofCase proofCase = new ProofCase("validation rows", time, rows, false);
        ProofInputs inputs = ProofInputs.given(subject, values, proofCase);
        compare(session.run(inputs.file()), model(inputs), engine, proofCase);
        tried.add(proofCase);
    }

    /** A sequence in two parts, each side carrying its own states: the last ones must be those of the whole. */
    private void inParts() {
        ProofCase whole = new ProofCase("whole, then in parts", WHOLE, List.of(WHOLE, 11, FIRST_PART, 2, 0), true);
        ProofInputs inputs = ProofInputs.random(subject, whole, seed);
        Map<String, double[]> expectedStates = new LinkedHashMap<>(model(inputs));
        Parts parts = new Parts(subject, inputs, whole, FIRST_PART);

        ProofInputs first = parts.first();
        Map<String, OnnxArray> fileFirst = session.run(first.file());
        Map<String, double[]> modelFirst = model(first);
        compare(fileFirst, modelFirst, engine, whole);

        ProofInputs second = parts.second(fileFirst, modelFirst);
        Map<String, OnnxArray> fileSecond = session.run(second.file());
        compare(fileSecond, model(second), engine, whole);
        expectedStates.keySet().retainAll(states());
        expectedStates.forEach(
                (name, expected) -> collector(engine, name).add(result(name, fileSecond), expected, whole.describe()));
        tried.add(whole);
    }

    private List<String> states() {
        return subject.graph().inputs().stream()
                .filter(ProofSubject::isState)
                .map(ProofSubject::nextOf)
                .toList();
    }

    private Map<String, double[]> model(ProofInputs inputs) {
        Map<String, Tensor> values = new LinkedHashMap<>(subject.parameters());
        values.putAll(inputs.model());
        Map<String, double[]> results = new LinkedHashMap<>();
        plan.run(values, RandomKey.NONE)
                .forEach((name, tensor) -> results.put(name, Array64.of(tensor).data()));
        return results;
    }

    private Map<String, double[]> float64(ProofInputs inputs) {
        Map<String, Array64> values = new LinkedHashMap<>();
        subject.parameters().forEach((name, tensor) -> values.put(name, Array64.of(tensor)));
        inputs.model().forEach((name, tensor) -> values.put(name, Array64.of(tensor)));
        Map<String, double[]> results = new LinkedHashMap<>();
        Interpreter.run(subject.graph(), values).forEach((name, array) -> results.put(name, array.data()));
        return results;
    }

    private void compare(
            Map<String, OnnxArray> actual,
            Map<String, double[]> expected,
            Map<String, Difference.Collector> collectors,
            ProofCase proofCase) {
        expected.forEach(
                (name, values) -> collector(collectors, name).add(result(name, actual), values, proofCase.describe()));
    }

    private float[] result(String name, Map<String, OnnxArray> actual) {
        OnnxArray value = actual.get(name);
        return value == null
                ? new float[0]
                : Border.fromFile(
                        Objects.requireNonNull(subject.graph().outputs().get(name))
                                .shape(),
                        value);
    }

    private static Difference.Collector collector(Map<String, Difference.Collector> collectors, String name) {
        return Objects.requireNonNull(collectors.get(name));
    }
}
