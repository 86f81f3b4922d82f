package dev.sluice.export.importer;

/** A node cannot be taken; caught by the tracer, which says so of all of them at once. */
final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * With the reason.
     *
     * @param remedy what a user can do about it; empty if nothing is known
     */
    NotTaken(String why, String remedy) {
        super(why, null, false, false);
        this.remedy = remedy;
    }

    String why() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
