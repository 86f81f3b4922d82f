package dev.sluice.bench.work;

import dev.sluice.bench.measure.Difference;
import dev.sluice.bench.measure.Side;
import java.util.List;
import java.util.Map;

/** A piece of work that can be timed: what it is, how much arithmetic it needs, and Sluice's way to do it. */
public sealed interface Work
        permits LayerWork,
                ReadingWork,
                WindowsWork,
                ProductWork,
                KernelWork,
                ForwardWork,
                EpochWork,
                LanguageWork,
                TableWork,
                ShippedWork,
                ClientsWork,
                SuggestionWork,
                ListingWork {
    /** The table that it belongs to. */
    Group group();

    /** The values that identify it in its table, by the names of {@link Group#columns}. */
    List<String> labels();

    /** Operations of its matrix products, a multiply-add counting as two; 0 if not counted. */
    double operations();

    /** Bytes that must come from memory or go there where no cache helps; 0 if not counted. */
    default double bytes() {
        return 0;
    }

    /** Bytes that its data take in memory, relative to their numbers as float32; 0 if not counted. */
    default double memory() {
        return 0;
    }

    /** Steps of all sequences together; 0 if not counted. */
    default long sequenceSteps() {
        return 0;
    }

    /** Returns whether more threads would change nothing. */
    default boolean singleThreaded() {
        return group().singleThreaded();
    }

    /** Other ways to the same results that this module has itself, by the heads of their columns. */
    default Map<String, Side> beside(int threads) {
        return Map.of();
    }

    /** The largest relative difference between the results of two sides; see {@link Difference}. */
    default double tolerance() {
        return Difference.TOLERANCE;
    }

    /** Sluice, ready to run. */
    Side ours(int threads);

    /** One line: the table and the labels. */
    default String describe() {
        return group().title() + ": " + String.join(" ", labels());
    }
}
