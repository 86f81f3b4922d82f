package dev.sluice.export;

import dev.sluice.export.model.OnnxDraft;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.SampleInputs;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.onnx.OnnxArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures an exported model: its bytes, and the time of an answer. */
final class ModelNeeds {
    private static final int WARM_UP = 20;
    private static final int RUNS = 101;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private ModelNeeds() {}

    /**
     * Measures a file in ONNX Runtime.
     *
     * @param steps of the one sequence that it answers
     */
    static Map<String, Double> of(OnnxDraft draft, OnnxModel file, int steps) {
        Map<String, OnnxArray> inputs = SampleInputs.of(draft.subject(), steps);
        long[] nanos = new long[RUNS];
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(file)) {
            for (int i = -WARM_UP; i < RUNS; i++) {
                long began = System.nanoTime();
                session.run(inputs);
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - began;
                }
            }
        }
        Arrays.sort(nanos);
        Map<String, Double> needs = new LinkedHashMap<>();
        needs.put("latency", nanos[RUNS / 2] / NANOS_PER_MILLISECOND);
        needs.put("bytes", (double) file.toBytes().length);
        return needs;
    }
}
