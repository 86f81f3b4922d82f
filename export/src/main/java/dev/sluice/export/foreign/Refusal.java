package dev.sluice.export.foreign;

/**
 * A node that cannot be taken.
 *
 * @param operator what it is
 * @param node which one
 * @param why the reason
 * @param remedy what can be done about it; empty if nothing is known
 */
public record Refusal(String operator, String node, String why, String remedy) {
    /** One line for people. */
    public String describe() {
        return operator + " " + node + ": " + why + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
