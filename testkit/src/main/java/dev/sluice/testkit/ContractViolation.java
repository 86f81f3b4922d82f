package dev.sluice.testkit;

/** A promise that a component does not keep; the message says what was found, where, and what usually causes it. */
public final class ContractViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** A violation in words. */
    public ContractViolation(String message) {
        super(message);
    }
}
