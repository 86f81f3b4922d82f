package dev.sluice.export.proof;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.Validation;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Checks that a file with small weights matches a float32 file with the same rounded weights, and measures the effect of
 * rounding.
 */
public final class WeightsProof {
    private final ProofSubject subject;

    private WeightsProof(ProofSubject subject) {
        this.subject = subject;
    }

    /**
     * The result of the proof.
     *
     * @param difference largest difference from the float32 file with rounded weights, relative to the output's scale
     * @param cost largest difference from the trained file, relative to the output's scale
     * @param figures figures on the validation rows, of the trained and the small file
     * @param passed whether the difference is within the tolerance
     */
    public record Report(double difference, double cost, Figures figures, boolean passed) {
        /** A description of the result. */
        public String describe(long before, long after) {
            return String.format(
                    Locale.ROOT,
                    "%,d kB instead of %,d kB; outputs move by up to %.1e of their scale; %s",
                    (after + 999) / 1000,
                    (before + 999) / 1000,
                    cost,
                    figures.describe());
        }

        /** The content for {@code proof.json}. */
        public Map<String, Object> object(long before, long after) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("result", passed ? "passed" : "failed");
            object.put("bytes_before", before);
            object.put("bytes_after", after);
            object.put("largest_difference_from_rounded_weights", difference);
            object.put("largest_difference_from_trained_weights", cost);
            object.put("validation", figures.object());
            return object;
        }
    }

    /**
     * Compares the files over the grid and computes the figures on the validation rows.
     *
     * @param range of the real rows, which the random inputs are like
     * @param trained the proven float32 file
     * @param rounded the same file with rounded weights stored in float32
     * @param small the file to be shipped
     */
    public static Report run(
            ProvenFile.Terms terms,
            DataRange range,
            OnnxRuntimeSession trained,
            OnnxRuntimeSession rounded,
            OnnxRuntimeSession small) {
        ProofSubject subject = terms.subject();
        Reference reference = subject.reference(terms.tolerance());
        Map<String, Difference.Collector> exact = new LinkedHashMap<>();
        Map<String, Difference.Collector> cost = new LinkedHashMap<>();
        for (ProofCase proofCase : terms.grid().upTo(range.steps()).cases(subject.isRagged())) {
            ProofInputs inputs =
                    ProofInputs.random(subject, proofCase, range, terms.grid().seed());
            Map<String, OnnxArray> actual = subject.ask(small, inputs.file());
            Map<String, OnnxArray> wanted = subject.ask(rounded, inputs.file());
            String where = proofCase.describe();
            Map<String, Expected> meant = reference
                    .within(inputs.model(), proofCase.batch(), proofCase.time())
                    .map(meaning -> meaning.confirmed((name, few) -> !wanted.containsKey(name)
                            || terms.tolerance()
                                    .allows(subject.collector(name)
                                            .with(
                                                    given(subject, name, actual),
                                                    few.moved(numbers(subject, name, wanted)),
                                                    where))))
                    .orElse(Map.of());
            for (String name : wanted.keySet()) {
                double[] numbers = numbers(subject, name, wanted);
                Expected unrounded = meant.get(name);
                // The trained weights show the sensitivity of the same equations.
                Expected expected = unrounded == null
                        ? Expected.near(numbers, terms.tolerance().near() * Expected.ROUNDINGS)
                        : unrounded.moved(numbers);
                exact.computeIfAbsent(name, subject::collector).add(given(subject, name, actual), expected, where);
            }
            Map<String, OnnxArray> before = subject.ask(trained, inputs.file());
            before.keySet()
                    .forEach(name -> cost.computeIfAbsent(name, subject::collector)
                            .add(given(subject, name, actual), numbers(subject, name, before), where));
        }
        WeightsProof proof = new WeightsProof(subject);
        Figures figures = new Figures(
                terms.validation().size(),
                proof.judged(terms.validation(), trained),
                proof.judged(terms.validation(), small));
        boolean passed = exact.values().stream()
                .map(Difference.Collector::done)
                .allMatch(difference -> terms.tolerance().holds(difference, difference));
        return new Report(worst(exact), worst(cost), figures, passed);
    }

    private static Dims dims(ProofSubject subject, String output) {
        return Objects.requireNonNull(subject.graph().outputs().get(output), output)
                .shape();
    }

    private static float[] given(ProofSubject subject, String output, Map<String, OnnxArray> results) {
        return ModelBoundary.fromFile(dims(subject, output), Objects.requireNonNull(results.get(output)));
    }

    private static double[] numbers(ProofSubject subject, String output, Map<String, OnnxArray> results) {
        float[] floats = given(subject, output, results);
        double[] numbers = new double[floats.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = floats[i];
        }
        return numbers;
    }

    private static double worst(Map<String, Difference.Collector> collectors) {
        return collectors.values().stream()
                .mapToDouble(collector -> collector.done().relative())
                .max()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private Scores judged(Validation validation, OnnxRuntimeSession file) {
        return validation.judge(values -> {
            ProofCase shape = ProofCase.of(subject.lengths(values));
            Map<String, OnnxArray> answers =
                    subject.ask(file, ProofInputs.real(subject, values, shape).file());
            Tensors.Builder results = Tensors.builder();
            subject.graph().outputs().forEach((name, expr) -> {
                OnnxArray answer = answers.get(name);
                if (answer != null) {
                    int[] sizes = ProofInputs.sizes(expr.shape(), shape);
                    Tensor given =
                            Tensor.wrap(Tensor.zeros(sizes).shape(), ModelBoundary.fromFile(expr.shape(), answer));
                    results.put(name, given);
                }
            });
            return subject.judged(results.build());
        });
    }
}
