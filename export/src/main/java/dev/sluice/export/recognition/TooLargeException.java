package dev.sluice.export.recognition;

/** A step whose expanded form is too long to be one of the known functions. */
final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_KEY = 50_000;
    private static final int MOST_TERMS = 256;

    private TooLargeException() {
        super("the step's expanded form is too long");
    }

    /** The key, unless it is too long. */
    static String check(String key) {
        if (key.length() > LONGEST_KEY) {
            throw new TooLargeException();
        }
        return key;
    }

    /** Refuses sums with too many terms. */
    static void checkTerms(long terms) {
        if (terms > MOST_TERMS) {
            throw new TooLargeException();
        }
    }
}
