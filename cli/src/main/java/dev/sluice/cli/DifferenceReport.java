package dev.sluice.cli;

import dev.sluice.core.experiment.comparison.Divergence;
import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunDifference;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;

/**
 * The difference of two runs in words.
 *
 * @param difference to print
 * @param out where to
 */
record DifferenceReport(RunDifference difference, PrintWriter out) {
    /** Prints all that differs. */
    void print(String first, String second) {
        out.println("< " + first);
        out.println("> " + second);
        if (difference.changes().isEmpty()) {
            out.println();
            out.println("Nothing differs.");
        }
        difference.changes().forEach(this::group);
        difference.divergence().ifPresent(this::divergence);
    }

    /** Prints whether a repetition is equal, and what differs. */
    void verdict(String before) {
        out.println();
        if (difference.hasSameOutcome()) {
            out.println("Equal to " + before + ": the data, the figures of all epochs, the weights and the results.");
        } else {
            out.println("Different from " + before
                    + (difference.divergence().isEmpty() ? ", though the figures of all epochs are equal." : "."));
        }
        difference.changes().forEach(this::group);
        difference.divergence().ifPresent(this::divergence);
    }

    private void group(FactGroup group, List<RunDifference.Change> changes) {
        out.println();
        out.println(group.title());
        new TextTable(changes.stream()
                        .map(change -> List.of(
                                "  " + change.name(),
                                Objects.requireNonNullElse(change.first(), "(none)"),
                                Objects.requireNonNullElse(change.second(), "(none)")))
                        .toList())
                .print(out);
    }

    private void divergence(Divergence divergence) {
        out.println();
        out.println("The trainings first differ in epoch " + divergence.epoch() + ": " + divergence.figure() + " is "
                + divergence.first() + " and " + divergence.second() + ".");
    }
}
