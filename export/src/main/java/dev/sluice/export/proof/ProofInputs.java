package dev.sluice.export.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.onnx.OnnxArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The same values for both sides: tensors for the model, arrays for the file.
 *
 * <p>Past a row's length the model gets zeros and the file gets garbage, which reveals any dependence on it.
 *
 * @param model inputs by name, time first, after standardization
 * @param file inputs by name, batch first
 */
record ProofInputs(Tensors model, Map<String, OnnxArray> file) {
    private static final float GARBAGE = 50;
    /** One in this many random numbers is missing. */
    private static final int MISSING = 7;

    /** Random values for a proof case. */
    static ProofInputs random(ProofSubject subject, ProofCase proofCase, DataRange range, long seed) {
        Tensors.Builder values = Tensors.builder();
        Tensors.Builder garbage = Tensors.builder();
        int encoders = subject.lengths().size();
        int[] longest = IntStream.range(0, proofCase.batch())
                .map(row -> longest(encoders, proofCase, row))
                .toArray();
        for (Input input : subject.graph().inputs()) {
            String purpose = "proof." + input.label() + "." + proofCase.describe();
            CounterRandom random = CounterRandom.of(seed, purpose, 0);
            Tensor value = Tensor.zeros(sizes(input.dims(), proofCase));
            Tensor dirty = Tensor.zeros(sizes(input.dims(), proofCase));
            fill(subject, input, proofCase, range, random, longest, value, dirty);
            values.put(input.label(), value);
            garbage.put(input.label(), dirty);
        }
        return of(subject, values.build(), garbage.build());
    }

    /** Real rows: standardized for the model, unscaled for the file; initial states are zeros. */
    static ProofInputs real(ProofSubject subject, Tensors values, ProofCase proofCase) {
        Tensors.Builder builder = Tensors.builder();
        for (Input input : subject.graph().inputs()) {
            Tensor known = values.find(input.label()).orElseGet(() -> Tensor.zeros(sizes(input.dims(), proofCase)));
            Standardization by = subject.standardizations().get(input.label());
            builder.put(input.label(), by != null ? by.measured(known) : known);
        }
        Tensors all = builder.build();
        return of(subject, all, all);
    }

    private static ProofInputs of(ProofSubject subject, Tensors values, Tensors garbage) {
        Tensors.Builder model = Tensors.builder();
        Map<String, OnnxArray> file = new LinkedHashMap<>();
        for (Input input : subject.graph().inputs()) {
            Tensor value = values.get(input.label());
            Standardization by = subject.standardizations().get(input.label());
            model.put(input.label(), by != null ? by.standardized(value) : value);
            file.put(input.label(), ModelBoundary.toFile(input, garbage.get(input.label())));
        }
        return new ProofInputs(model.build(), file);
    }

    private static void fill(
            ProofSubject subject,
            Input input,
            ProofCase proofCase,
            DataRange range,
            CounterRandom random,
            int[] longest,
            Tensor value,
            Tensor dirty) {
        int rows = proofCase.batch();
        boolean sequence = ModelBoundary.isSequence(input.dims());
        int width = sequence ? value.array().length / (proofCase.time() * rows) : 1;
        // Asked once: each walks over the whole graph.
        int encoder = subject.lengths().indexOf(input);
        int indices = subject.indices(input);
        for (int i = 0; i < value.array().length; i++) {
            float drawn = switch (input.kind()) {
                case INDEX -> proofCase.index(i, random, indices);
                case LENGTH -> length(encoder, proofCase, i);
                case NUMBER ->
                    ProofSubject.isState(input)
                            ? (proofCase.randomStates() ? random.normal(i) * 0.5f : 0)
                            : measured(subject, input, range.draw(input, i, random.normal(i)), i);
            };
            boolean valid = !sequence || i / width / rows < longest[i / width % rows];
            value.array()[i] = valid ? drawn : 0;
            dirty.array()[i] = valid || input.kind() == Input.Kind.INDEX ? drawn : drawn * GARBAGE;
        }
    }

    /** The length of a row; further encoders have the same lengths in a different row order. */
    private static int length(int encoder, ProofCase proofCase, int row) {
        return proofCase.lengths().get((row + encoder) % proofCase.batch());
    }

    /** The longest length of a row of all encoders; without lengths every row has the batch's. */
    private static int longest(int encoders, ProofCase proofCase, int row) {
        return IntStream.range(0, Math.max(1, encoders))
                .map(encoder -> length(encoder, proofCase, row))
                .max()
                .orElseThrow();
    }

    /** A random number around the standardization's mean, where float32 is accurate; some are missing where allowed. */
    private static float measured(ProofSubject subject, Input input, float drawn, int position) {
        Standardization by = subject.standardizations().get(input.label());
        if (by == null) {
            // A mask is 0 or 1: other numbers would make remembered values grow without bound.
            return isMask(input) ? (drawn > 0 ? 1 : 0) : drawn;
        }
        boolean missing = by.missing() && position % MISSING == MISSING - 1;
        return missing ? Float.NaN : (float) (by.mean(position) + by.deviation(position) * drawn);
    }

    private static boolean isMask(Input input) {
        String mask = DerivedInput.MASK.word();
        return input.label().equals(mask) || input.label().endsWith("." + mask);
    }

    static int[] sizes(Dims dims, ProofCase proofCase) {
        return dims.sizes(Map.of(Dim.TIME.toString(), proofCase.time(), Dim.BATCH.toString(), proofCase.batch()));
    }
}
