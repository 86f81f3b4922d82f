package dev.sluice.export.recognition;

/** Thrown for a step whose expanded form is too large to be a known function. */
final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_KEY = 50_000;
    private static final int MOST_TERMS = 256;

    private TooLargeException() {
        super("the step's expanded form is too long");
    }

    /** Returns the key; throws if it is too long. */
    static String check(String key) {
        if (key.length() > LONGEST_KEY) {
            throw new TooLargeException();
        }
        return key;
    }

    /** Throws if a sum has too many terms. */
    static void checkTerms(long terms) {
        if (terms > MOST_TERMS) {
            throw new TooLargeException();
        }
    }
}
