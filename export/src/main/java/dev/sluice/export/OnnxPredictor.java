package dev.sluice.export;

import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.ExportException;
import dev.sluice.core.experiment.Prediction;
import dev.sluice.core.experiment.Predictor;
import dev.sluice.core.experiment.RunException;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.runtime.ModelValue;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers from {@code model.onnx} in ONNX Runtime, with nothing but what the file holds. */
public final class OnnxPredictor implements Predictor {
    /** A predictor; files are opened for each question. */
    public OnnxPredictor() {}

    @Override
    public List<Prediction> predict(Path folder, String text, int top) throws IOException {
        Path file = folder.resolve(OnnxExporter.MODEL);
        if (!Files.exists(file)) {
            throw new RunException("there is no " + OnnxExporter.MODEL + " in " + folder
                    + "; the run must have ended with an export that passed its proof");
        }
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(file)) {
            ModelMetadata metadata = ModelMetadata.of(session.metadata());
            Tensor ids = metadata.text().encode(new Sequence.Text(text));
            List<String> labels = metadata.labels();
            OnnxArray probabilities = session.run(inputs(session, ids)).get(Lowering.PROBABILITIES);
            if (probabilities == null || probabilities.elements() != labels.size()) {
                throw new ExportException("the model must give one probability for each of its " + labels.size()
                        + " labels, but " + file + " gives " + session.outputs().values() + "; export it again");
            }
            return likeliest(labels, probabilities.toFloats(), top);
        }
    }

    private static Map<String, OnnxArray> inputs(OnnxRuntimeSession session, Tensor ids) {
        int steps = ids.array().length;
        long[] tokens = new long[steps];
        for (int t = 0; t < steps; t++) {
            tokens[t] = (long) ids.array()[t];
        }
        Map<String, OnnxArray> inputs = new LinkedHashMap<>();
        for (ModelValue input : session.inputs().values()) {
            inputs.put(
                    input.name(),
                    switch (input.name()) {
                        case "tokens" -> OnnxArray.longs(tokens, 1, steps);
                        case "lengths" -> OnnxArray.ints(new int[] {steps}, 1);
                        default -> fresh(input);
                    });
        }
        return inputs;
    }

    /** The state in which a sequence begins: zeros, one row. */
    private static OnnxArray fresh(ModelValue state) {
        if (state.type() == ElementType.FLOAT
                && state.shape().rank() == 2
                && state.shape().dim(1) instanceof OnnxDim.Fixed(long size)) {
            return OnnxArray.floats(new float[Math.toIntExact(size)], 1, size);
        }
        throw new ExportException("the input " + state + " is none that Sluice writes; export the model again");
    }

    private static List<Prediction> likeliest(List<String> labels, float[] probabilities, int top) {
        List<Prediction> all = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            all.add(new Prediction(labels.get(i), probabilities[i]));
        }
        // The sort is stable: equal ones stay in the order of the labels.
        all.sort(Comparator.comparingDouble(Prediction::probability).reversed());
        return List.copyOf(all.subList(0, Math.min(top, all.size())));
    }
}
