package dev.sluice.export.proof;

import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.Arrays;
import java.util.Map;

/** Measures the time ONNX Runtime takes for one sequence on one thread. */
public final class Latency {
    private static final int WARM_UP = 10;
    private static final int LEAST_RUNS = 30;
    private static final int MOST_RUNS = 1000;
    private static final long LEAST_NANOS = 200_000_000L;
    private static final double MILLISECONDS = 1e-6;

    private Latency() {}

    /**
     * The median latency over many runs, in milliseconds.
     *
     * @param subject the model that the file computes
     * @param steps number of steps of the sequence
     */
    public static double millis(OnnxModel file, ProofSubject subject, int steps) {
        Map<String, OnnxArray> inputs = ProofInputs.random(subject, ProofCase.full(1, steps), new DataRange(), 1)
                .file();
        double[] nanos = new double[MOST_RUNS];
        int runs = 0;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(file)) {
            for (int i = 0; i < WARM_UP; i++) {
                session.run(inputs);
            }
            long began = System.nanoTime();
            long end = began;
            while (runs < MOST_RUNS && (runs < LEAST_RUNS || end - began < LEAST_NANOS)) {
                long before = System.nanoTime();
                session.run(inputs);
                end = System.nanoTime();
                nanos[runs] = end - before;
                runs++;
            }
        }
        Arrays.sort(nanos, 0, runs);
        return nanos[runs / 2] * MILLISECONDS;
    }
}
