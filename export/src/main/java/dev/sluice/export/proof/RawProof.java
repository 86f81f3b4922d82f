package dev.sluice.export.proof;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a file that prepares data itself, and compares it with the trained model on the same data, prepared in Java. */
public final class RawProof {
    private RawProof() {}

    /**
     * Data in both forms.
     *
     * @param where a description
     * @param model inputs of the model, prepared and encoded, time first
     * @param file inputs that only the file has
     */
    public record Case(String where, Tensors model, Map<String, OnnxArray> file) {
        /** Copies the map, keeping its order. */
        public Case {
            file = new LinkedHashMap<>(file);
        }
    }

    /**
     * Runs the proof.
     *
     * @param subject the trained model
     * @param session the opened file
     * @return differences by output
     */
    public static Differences run(
            ProofSubject subject, OnnxRuntimeSession session, List<Case> cases, Tolerance tolerance) {
        Comparison comparison = new Comparison(subject, tolerance);
        for (Case each : cases) {
            ProofCase shape = ProofCase.of(subject.lengths(each.model()));
            ProofInputs inputs = ProofInputs.real(subject, each.model(), shape);
            Map<String, OnnxArray> given = new LinkedHashMap<>(inputs.file());
            given.putAll(each.file());
            given.keySet().retainAll(session.inputs().keySet());
            Map<String, OnnxArray> results = subject.ask(session, given);
            Map<String, float[]> numbers = new LinkedHashMap<>();
            subject.graph()
                    .outputs()
                    .forEach((name, expr) -> numbers.put(name, numbers(expr.shape(), results.get(name))));
            comparison.add(new Comparison.Run(inputs.model(), numbers, shape.batch(), shape.time(), each.where()));
        }
        return comparison.differences();
    }

    private static float[] numbers(Dims dims, @Nullable OnnxArray value) {
        return ModelBoundary.fromFile(dims, Objects.requireNonNull(value, "an output of the file"));
    }
}
