package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import java.util.List;

/**
 * Updates of a small classifier with a large table of words, by the trainer itself: what the rows cost that a batch does not read.
 *
 * @param words rows of the table
 * @param sparse whether only rows that a batch reads are updated
 */
public record TableWork(int words, boolean sparse) implements Work {
    static final int BATCHES = 10;
    static final int ROWS = 32;
    static final int STEPS = 20;

    @Override
    public Group group() {
        return Group.LANGUAGE;
    }

    @Override
    public List<String> labels() {
        return List.of(
                "GRU 64, " + BATCHES + " updates, " + (sparse ? "rows that are read" : "whole table"),
                Integer.toString(ROWS),
                Integer.toString(STEPS),
                Integer.toString(words));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public long sequenceSteps() {
        return (long) BATCHES * ROWS * STEPS;
    }

    @Override
    public Side ours(int threads) {
        return new OurTable(this, threads);
    }
}
