package dev.sluice.optimizers;

/** The rules that options of optimizers share. */
final class Checks {
    private Checks() {}

    static void positive(String name, double value) {
        require(value > 0, name + " must be over 0", value);
    }

    static void notNegative(String name, double value) {
        require(value >= 0, name + " must be at least 0", value);
    }

    static void share(String name, double value) {
        require(value >= 0 && value < 1, name + " must be at least 0 and below 1", value);
    }

    static void atLeastOne(String name, int value) {
        require(value >= 1, name + " must be at least 1", value);
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds || Double.isInfinite(value)) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
