package dev.sluice.export.foreign;

/**
 * An unsupported node and the reason.
 *
 * @param operator the operator or layer type
 * @param node the node's label
 * @param why the reason
 * @param remedy suggested remedy; empty if none is known
 */
public record Refusal(String operator, String node, String why, String remedy) {
    /** The same refusal without advice. */
    public Refusal withoutRemedy() {
        return new Refusal(operator, node, why, "");
    }

    /** A one-line message. */
    public String describe() {
        return operator + " " + node + ": " + why + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
