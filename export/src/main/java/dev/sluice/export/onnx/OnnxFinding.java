package dev.sluice.export.onnx;

/**
 * A rule violation in a model.
 *
 * @param rule short id of the broken rule, for example {@code unsorted}
 * @param place the graph and the node or value
 * @param message the rule, the finding, and the remedy
 * @param subject the operator, for rules about the existence of operators; otherwise empty
 */
public record OnnxFinding(String rule, String place, String message, String subject) {
    /** The finding on one line. */
    @Override
    public String toString() {
        return "[onnx/" + rule + "] " + place + ": " + message;
    }
}
