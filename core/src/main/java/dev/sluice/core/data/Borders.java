package dev.sluice.core.data;

/**
 * The places where things that follow each other in time are cut: training goes from 0 to the first, and so on.
 *
 * @param validation first of the validation part
 * @param test first of the test part
 * @param end the one after the last of the test part
 */
record Borders(int validation, int test, int end) {
    /** The borders of {@code n} things. */
    static Borders of(SplitConfig config, int n) {
        int test = amount(config.test(), n);
        int validation = amount(config.validation(), n);
        int end = n;
        if (config.training() > 0) {
            end = Math.min(n, amount(config.training(), n) + validation + test);
        }
        return new Borders(Math.max(0, end - test - validation), Math.max(0, end - test), end);
    }

    /** A share of things below 1, a number of them from 1 on. */
    private static int amount(double wanted, int n) {
        return wanted < 1 ? (int) Math.round(wanted * n) : (int) Math.min(wanted, n);
    }
}
