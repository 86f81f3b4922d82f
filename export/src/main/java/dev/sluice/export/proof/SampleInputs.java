package dev.sluice.export.proof;

import dev.sluice.export.onnx.OnnxArray;
import java.util.Map;

/** Inputs of a file as somebody may ask it: one sequence of random numbers, from fresh states. */
public final class SampleInputs {
    private static final long SEED = 1;

    private SampleInputs() {}

    /** By name, as the file takes them. */
    public static Map<String, OnnxArray> of(ProofSubject subject, int steps) {
        ProofCase one = ProofCase.full(1, steps);
        return subject.padding().toFile(ProofInputs.random(subject, one, new DataRange(), SEED).file());
    }
}
