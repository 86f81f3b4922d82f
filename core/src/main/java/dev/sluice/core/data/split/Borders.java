package dev.sluice.core.data.split;

/**
 * The places where things that follow each other in time are cut: each part goes from one to the next.
 *
 * @param start first of the training part
 * @param validation first of the validation part
 * @param test first of the test part
 * @param end the one after the last of the test part
 */
record Borders(long start, long validation, long test, long end) {
    /** The borders of {@code n} things. */
    static Borders of(SplitConfig config, long n) {
        Rounds rounds = config.rounds();
        long test = amount(config.test(), n);
        long validation = amount(config.validation(), n);
        long last = config.training() > 0 ? Math.min(n, amount(config.training(), n) + validation + test) : n;
        long later = Math.max(1, rounds.origins()) - 1 - rounds.origin();
        long end = Math.max(0, last - later * test);
        long start = rounds.window() == Rounds.Window.SLIDING ? Math.min(rounds.origin() * test, end) : 0;
        return new Borders(start, Math.max(start, end - test - validation), Math.max(start, end - test), end);
    }

    /** A share of things below 1, a number of them from 1 on. */
    private static long amount(double wanted, long n) {
        return wanted < 1 ? Math.round(wanted * n) : (long) Math.min(wanted, (double) n);
    }
}
