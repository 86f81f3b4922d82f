package dev.sluice.core.data.split;

/**
 * The places where things that follow each other in time are cut: each part goes from one to the next.
 *
 * @param start first of the training part
 * @param validation first of the validation part
 * @param test first of the test part
 * @param end the one after the last of the test part
 */
record Borders(int start, int validation, int test, int end) {
    /** The borders of {@code n} things. */
    static Borders of(SplitConfig config, int n) {
        Rounds rounds = config.rounds();
        int test = amount(config.test(), n);
        int validation = amount(config.validation(), n);
        int last = config.training() > 0 ? Math.min(n, amount(config.training(), n) + validation + test) : n;
        int later = Math.max(1, rounds.origins()) - 1 - rounds.origin();
        int end = Math.max(0, last - later * test);
        int start = rounds.window() == Rounds.Window.SLIDING ? Math.min(rounds.origin() * test, end) : 0;
        return new Borders(start, Math.max(start, end - test - validation), Math.max(start, end - test), end);
    }

    /** A share of things below 1, a number of them from 1 on. */
    private static int amount(double wanted, int n) {
        return wanted < 1 ? (int) Math.round(wanted * n) : (int) Math.min(wanted, n);
    }
}
