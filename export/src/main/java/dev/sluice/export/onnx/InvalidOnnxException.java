package dev.sluice.export.onnx;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a model that breaks rules of ONNX. */
public final class InvalidOnnxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<OnnxFinding> findings;

    /** Creates the exception with all findings. */
    public InvalidOnnxException(List<OnnxFinding> findings) {
        super("the model breaks " + findings.size() + (findings.size() == 1 ? " rule" : " rules") + " of ONNX:\n"
                + findings.stream().map(finding -> "  " + finding).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** Returns the broken rules. */
    public List<OnnxFinding> findings() {
        return findings;
    }
}
