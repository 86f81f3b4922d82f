package dev.sluice.export.proof;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs a single-step model with its states carried over, and compares each output with the whole trained model. */
public final class StepProof {
    private static final int ROWS = 3;
    private static final int MOST_STEPS = 8;

    private StepProof() {}

    /**
     * The result of the proof.
     *
     * @param steps number of consecutive steps, each with {@code rows} rows
     * @param rows number of rows in parallel
     * @param differences by output, from the trained model on the sequence so far
     * @param tolerance tolerance of all outputs
     */
    public record Report(int steps, int rows, Map<String, Difference> differences, Tolerance tolerance) {
        /** Returns whether every output was within its limit after every step. */
        public boolean passed() {
            return !differences.isEmpty()
                    && differences.values().stream().allMatch(difference -> tolerance.holds(difference, difference));
        }

        /** The largest difference, relative to its output's scale. */
        public double worst() {
            return differences.values().stream()
                    .mapToDouble(Difference::relative)
                    .max()
                    .orElse(Double.POSITIVE_INFINITY);
        }
    }

    /**
     * Runs the proof.
     *
     * @param whole the trained model on whole sequences
     * @param range of the real rows, which the random inputs are like
     * @param step the opened single-step model
     */
    public static Report run(
            ProofSubject whole, DataRange range, OnnxRuntimeSession step, Tolerance tolerance, long seed) {
        int steps = Math.min(MOST_STEPS, range.steps());
        ProofCase shape = new ProofCase("one step at a time", steps, Collections.nCopies(ROWS, steps), true);
        ProofInputs inputs = ProofInputs.random(whole, shape, range, seed);
        Plan plan = Plan.compile(whole.graph(), EngineOptions.defaults());
        Reference reference = whole.reference(tolerance);
        Map<String, Difference.Collector> collectors = new LinkedHashMap<>();
        Map<String, OnnxArray> states = states(whole, inputs.file());
        for (int t = 0; t < steps; t++) {
            Map<String, OnnxArray> given = new LinkedHashMap<>(states);
            int now = t;
            for (Input input : whole.graph().inputs()) {
                String name = input.label();
                if (step.inputs().containsKey(name) && !given.containsKey(name)) {
                    OnnxArray array = Objects.requireNonNull(inputs.file().get(name));
                    given.put(name, ModelBoundary.isSequence(input.dims()) ? at(array, now) : array);
                }
            }
            Map<String, OnnxArray> answers = whole.border().run(step, given);
            ProofInputs soFar = upTo(whole, inputs, t + 1);
            String where = "step " + (t + 1);
            Map<String, Expected> wanted = reference
                    .within(soFar.model(), ROWS, steps)
                    .map(meaning -> meaning.confirmed((name, few) -> tolerance.allows(whole.collector(name)
                            .with(numbers(answers, name), now(whole, name, few, now, steps), where))))
                    .orElseGet(() -> engine(plan, whole, soFar, tolerance));
            wanted.forEach((name, expected) -> collectors
                    .computeIfAbsent(name, whole::collector)
                    .add(numbers(answers, name), now(whole, name, expected, now, steps), where));
            states = next(whole, answers);
        }
        Map<String, Difference> differences = new LinkedHashMap<>();
        collectors.forEach((name, collector) -> differences.put(name, collector.done()));
        return new Report(steps, ROWS, differences, tolerance);
    }

    private static Map<String, Expected> engine(
            Plan plan, ProofSubject whole, ProofInputs inputs, Tolerance tolerance) {
        Map<String, Expected> results = new LinkedHashMap<>();
        plan.run(whole.parameters().with(inputs.model()), RandomKey.NONE)
                .forEach((name, tensor) -> results.put(
                        name, Expected.near(Array64.of(tensor).data(), tolerance.near() * Expected.ROUNDINGS)));
        return results;
    }

    private static float[] numbers(Map<String, OnnxArray> answers, String output) {
        OnnxArray answer = answers.get(output);
        return answer == null ? new float[0] : answer.toFloats();
    }

    /** One step of an output at every step. */
    private static Expected now(ProofSubject whole, String output, Expected all, int step, int steps) {
        Dims dims = Objects.requireNonNull(whole.graph().outputs().get(output)).shape();
        return ModelBoundary.isSequence(dims) ? all.step(step, steps) : all;
    }

    private static Map<String, OnnxArray> states(ProofSubject whole, Map<String, OnnxArray> file) {
        Map<String, OnnxArray> states = new LinkedHashMap<>();
        for (Input input : whole.graph().inputs()) {
            if (ProofSubject.isState(input)) {
                states.put(input.label(), Objects.requireNonNull(file.get(input.label())));
            }
        }
        return states;
    }

    private static Map<String, OnnxArray> next(ProofSubject whole, Map<String, OnnxArray> answers) {
        Map<String, OnnxArray> states = new LinkedHashMap<>();
        for (String output : whole.nextStates()) {
            String name = output.substring(Network.NEXT_STATE_PREFIX.length());
            states.put(InitialStates.PREFIX + name, Objects.requireNonNull(answers.get(output)));
        }
        return states;
    }

    private static ProofInputs upTo(ProofSubject whole, ProofInputs inputs, int steps) {
        Tensors.Builder model = inputs.model().toBuilder();
        for (Input input : whole.graph().inputs()) {
            if (input.kind() == Input.Kind.LENGTH) {
                Tensor lengths = Tensor.zeros(ROWS);
                Arrays.fill(lengths.array(), steps);
                model.put(input.label(), lengths);
            }
        }
        return new ProofInputs(model.build(), inputs.file());
    }

    /** One step of {@code [B, T, ..]} as {@code [B, ..]}. */
    private static OnnxArray at(OnnxArray sequence, int step) {
        OnnxArray one = Parts.steps(sequence, step, step + 1);
        List<Long> sizes = Arrays.stream(one.shape()).boxed().toList();
        long[] shape = new long[sizes.size() - 1];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = sizes.get(axis == 0 ? 0 : axis + 1);
        }
        return OnnxArray.ofBytes(one.type(), one.toBytes(), shape);
    }
}
