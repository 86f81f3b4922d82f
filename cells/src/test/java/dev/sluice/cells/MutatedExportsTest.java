package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cells.Mutants.Mutant;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.metadata.Standardizations;
import dev.sluice.export.model.OnnxDraft;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.ModelValue;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.weights.WeightFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Small mistakes at every place of real exports: none may pass the proof, and the right file must. A mistake counts if ONNX Runtime
 * takes the file and an answer moves by more than {@value #EFFECT} of its scale on inputs that the proof does not use.
 * More of them: {@code -Dsluice.mutants=1000 -Dsluice.mutants.from=50}.
 */
@Tag("slow")
class MutatedExportsTest {
    /** Enough rows that hardly a unit is silent in all of them. */
    private static final ProofGrid GRID = Boolean.getBoolean("sluice.mutants.standard")
            ? ProofGrid.standard()
            : new ProofGrid(List.of(1, 32), List.of(1, 2, 9), 5);

    private static final long FROM = Long.getLong("sluice.mutants.from", 0);
    private static final int COUNT = Integer.getInteger("sluice.mutants", 30);
    private static final int EACH = 8;
    private static final double EFFECT = 1e-4;

    @Test
    void proof_smallMistakesInRealExports_areAllFoundOut() {
        List<String> passed = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int caught = 0;
        for (long seed = FROM; caught < COUNT; seed++) {
            RandomArchitecture architecture = RandomArchitecture.of(seed);
            TrainedModel model = architecture.model();
            OnnxDraft draft = OnnxDraft.of(model, architecture.export().withWeights(WeightFormat.FLOAT32));
            SplittableRandom random = new SplittableRandom(seed);
            try (OnnxRuntimeSession right = OnnxRuntimeSession.of(draft.file())) {
                ProofReport report = proof(draft, right);
                if (!report.passed()) {
                    refused.add(seed + " " + architecture.cells() + ": " + report.describe());
                }
                List<Map<String, OnnxArray>> inputs = inputs(model, right, random);
                for (Mutant mutant : Mutants.of(draft.file(), random, EACH)) {
                    String what = seed + " " + architecture.cells() + ": " + mutant.mistake();
                    try (OnnxRuntimeSession wrong = OnnxRuntimeSession.of(mutant.file())) {
                        double effect = effect(model, right, wrong, inputs);
                        if (!(effect <= EFFECT)) {
                            boolean survived = proof(draft, wrong).passed();
                            caught += survived ? 0 : 1;
                            if (survived) {
                                passed.add(what + ", effect " + effect);
                            }
                        }
                    } catch (OnnxRuntimeException refusedByRuntime) {
                        // Whoever uses the file would know at once.
                    }
                }
            }
        }
        assertThat(passed)
                .as("wrong files that passed, of " + (caught + passed.size()))
                .isEmpty();
        assertThat(refused).as("right files that were refused").isEmpty();
    }

    private static ProofReport proof(OnnxDraft draft, OnnxRuntimeSession session) {
        return Proof.run(draft.subject(), session, GRID, Validation.none(), Tolerance.ofRounding());
    }

    /** The largest change of an answer over all inputs, in its scale. */
    private static double effect(
            TrainedModel model,
            OnnxRuntimeSession right,
            OnnxRuntimeSession wrong,
            List<Map<String, OnnxArray>> inputs) {
        Map<String, Standardization> units = Standardizations.ofAnswers(model);
        double effect = 0;
        for (Map<String, OnnxArray> input : inputs) {
            Map<String, OnnxArray> expected = right.run(input);
            Map<String, OnnxArray> actual = wrong.run(input);
            for (Map.Entry<String, OnnxArray> output : expected.entrySet()) {
                float[] are =
                        Objects.requireNonNull(actual.get(output.getKey())).toFloats();
                float[] were = output.getValue().toFloats();
                if (are.length != were.length) {
                    return Double.POSITIVE_INFINITY;
                }
                Standardization by = units.get(output.getKey());
                double scale = 1e-30;
                for (float value : were) {
                    scale = Math.max(scale, Math.abs(value));
                }
                for (int i = 0; i < are.length; i++) {
                    double moved = Math.abs((double) are[i] - were[i]);
                    if (moved > 4 * Math.ulp(were[i]) || Double.isNaN(moved)) {
                        effect = Math.max(effect, moved / (by == null ? scale : by.deviation(i)));
                    }
                }
            }
        }
        return effect;
    }

    /** Inputs of a few shapes, drawn apart from the proof's. */
    private static List<Map<String, OnnxArray>> inputs(
            TrainedModel model, OnnxRuntimeSession session, SplittableRandom random) {
        Map<String, Standardization> standardizations = Standardizations.of(model.contract());
        List<Map<String, OnnxArray>> all = new ArrayList<>();
        for (int[] shape : new int[][] {{1, 1}, {4, 3}, {5, 8}}) {
            Map<String, OnnxArray> inputs = new LinkedHashMap<>();
            for (ModelValue input : session.inputs().values()) {
                inputs.put(input.name(), array(model, input, standardizations.get(input.name()), shape, random));
            }
            all.add(inputs);
        }
        return all;
    }

    private static OnnxArray array(
            TrainedModel model,
            ModelValue input,
            @Nullable Standardization by,
            int[] batchAndTime,
            SplittableRandom random) {
        long[] shape = new long[input.shape().rank()];
        int elements = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = input.shape().dim(axis) instanceof OnnxDim.Fixed(long size)
                    ? size
                    : batchAndTime[Math.min(axis, 1)];
            elements *= (int) shape[axis];
        }
        return switch (input.type()) {
            case INT64 -> {
                int rows = RandomArchitecture.vocabulary(model, input.name());
                yield OnnxArray.longs(random.longs(elements, 0, rows).toArray(), shape);
            }
            case INT32 ->
                OnnxArray.ints(random.ints(elements, 1, batchAndTime[1] + 1).toArray(), shape);
            default -> {
                float[] values = new float[elements];
                for (int i = 0; i < elements; i++) {
                    double normal = input.name().endsWith("mask") ? random.nextInt(2) : random.nextGaussian();
                    values[i] = (float) (by == null ? normal : by.mean(i) + by.deviation(i) * normal);
                }
                yield OnnxArray.floats(values, shape);
            }
        };
    }
}
