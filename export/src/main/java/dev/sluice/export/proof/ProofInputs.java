package dev.sluice.export.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.onnx.OnnxArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The same values for both sides: as tensors for the model, as arrays for the file.
 *
 * <p>Past a row's length the model gets zeros and the file gets garbage: if it mattered, it would show.
 *
 * @param model by name, time first; what the model sees after standardization
 * @param file by name, batch first
 */
record ProofInputs(Map<String, Tensor> model, Map<String, OnnxArray> file) {
    private static final float GARBAGE = 50;

    /** Random values for a case. */
    static ProofInputs random(ProofSubject subject, ProofCase proofCase, long seed) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        Map<String, Tensor> garbage = new LinkedHashMap<>();
        for (Input input : subject.graph().inputs()) {
            String purpose = "proof." + input.label() + "." + proofCase.describe();
            CounterRandom random = CounterRandom.of(seed, purpose, 0);
            Tensor value = Tensor.zeros(sizes(input.dims(), proofCase));
            Tensor dirty = Tensor.zeros(sizes(input.dims(), proofCase));
            fill(subject, input, proofCase, random, value, dirty);
            values.put(input.label(), value);
            garbage.put(input.label(), dirty);
        }
        return of(subject, values, garbage);
    }

    /** Real rows as the model sees them, the file as they are measured; states begin as zeros. */
    static ProofInputs real(ProofSubject subject, Map<String, Tensor> values, ProofCase proofCase) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (Input input : subject.graph().inputs()) {
            Tensor value = values.get(input.label());
            Tensor known = value != null ? value : Tensor.zeros(sizes(input.dims(), proofCase));
            boolean measured = isFeatures(input) && subject.standardization().isPresent();
            all.put(
                    input.label(),
                    measured ? measured(known, subject.standardization().get()) : known);
        }
        return of(subject, all, all);
    }

    private static Tensor measured(Tensor value, Standardization by) {
        Tensor out = Tensor.zeros(value.shape().toArray());
        for (int i = 0; i < value.array().length; i++) {
            out.array()[i] = by.measured(value.array()[i], i % by.features());
        }
        return out;
    }

    private static ProofInputs of(ProofSubject subject, Map<String, Tensor> values, Map<String, Tensor> garbage) {
        Map<String, Tensor> model = new LinkedHashMap<>();
        Map<String, OnnxArray> file = new LinkedHashMap<>();
        for (Input input : subject.graph().inputs()) {
            Tensor value = Objects.requireNonNull(values.get(input.label()));
            boolean measured = isFeatures(input) && subject.standardization().isPresent();
            model.put(
                    input.label(),
                    measured ? standardized(value, subject.standardization().get()) : value);
            file.put(input.label(), Border.toFile(input, Objects.requireNonNull(garbage.get(input.label()))));
        }
        return new ProofInputs(model, file);
    }

    private static void fill(
            ProofSubject subject, Input input, ProofCase proofCase, CounterRandom random, Tensor value, Tensor dirty) {
        int rows = proofCase.batch();
        boolean sequence = Border.isSequence(input.dims());
        int width = sequence ? value.array().length / (proofCase.time() * rows) : 1;
        for (int i = 0; i < value.array().length; i++) {
            float drawn = switch (input.kind()) {
                case INDEX -> random.below(i, subject.indices(input));
                case LENGTH -> proofCase.lengths().get(i);
                case NUMBER ->
                    ProofSubject.isState(input)
                            ? (proofCase.randomStates() ? random.normal(i) * 0.5f : 0)
                            : measured(subject, input, random.normal(i), i);
            };
            boolean valid = !sequence || i / width / rows < proofCase.lengths().get(i / width % rows);
            value.array()[i] = valid ? drawn : 0;
            dirty.array()[i] = valid || input.kind() == Input.Kind.INDEX ? drawn : drawn * GARBAGE;
        }
    }

    /** Around the means that the model knows: only there its standardization means anything. */
    private static float measured(ProofSubject subject, Input input, float normal, int position) {
        if (!isFeatures(input) || subject.standardization().isEmpty()) {
            return normal;
        }
        Standardization by = subject.standardization().get();
        int feature = position % by.features();
        return (float) (by.mean().get(feature) + by.deviation().get(feature) * normal);
    }

    private static boolean isFeatures(Input input) {
        return input.kind() == Input.Kind.NUMBER
                && Border.isSequence(input.dims())
                && input.dims().rank() == 3;
    }

    private static Tensor standardized(Tensor value, Standardization by) {
        Tensor out = Tensor.zeros(value.shape().toArray());
        for (int i = 0; i < value.array().length; i++) {
            out.array()[i] = by.apply(value.array()[i], i % by.features());
        }
        return out;
    }

    static int[] sizes(Dims dims, ProofCase proofCase) {
        return dims.sizes(Map.of(Dim.TIME.toString(), proofCase.time(), Dim.BATCH.toString(), proofCase.batch()));
    }
}
