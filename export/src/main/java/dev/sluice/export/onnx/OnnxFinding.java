package dev.sluice.export.onnx;

/**
 * One thing that is wrong with a model.
 *
 * @param rule a short id of the broken rule, for example {@code unsorted}
 * @param place the graph and the node or value
 * @param message the rule, the finding, and the remedy
 * @param subject the operator, where the rule is about which there are; else empty
 */
public record OnnxFinding(String rule, String place, String message, String subject) {
    /** One line. */
    @Override
    public String toString() {
        return "[onnx/" + rule + "] " + place + ": " + message;
    }
}
