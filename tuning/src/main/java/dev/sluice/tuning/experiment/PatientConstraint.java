package dev.sluice.tuning.experiment;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Constraint;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A constraint that tells, every few seconds without anything that satisfies it, that a search goes on. */
final class PatientConstraint implements Constraint {
    private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

    private final Constraint constraint;
    private final LongSupplier nanos;
    private final Consumer<String> note;
    private long told;
    private int drawn;

    /**
     * A constraint that tells.
     *
     * @param nanos the time
     * @param note takes a line
     */
    PatientConstraint(Constraint constraint, LongSupplier nanos, Consumer<String> note) {
        this.constraint = constraint;
        this.nanos = nanos;
        this.note = note;
    }

    @Override
    public synchronized Optional<String> violation(Assignment assignment) {
        if (drawn == 0) {
            told = nanos.getAsLong();
        }
        Optional<String> violation = constraint.violation(assignment);
        drawn = violation.isPresent() ? drawn + 1 : 0;
        if (violation.isPresent() && nanos.getAsLong() - told >= PATIENCE) {
            told = nanos.getAsLong();
            note.accept("Looking for values that satisfy the constraints: " + drawn + " drawn so far; of the last, "
                    + violation.get());
        }
        return violation;
    }
}
