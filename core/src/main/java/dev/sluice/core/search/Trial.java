package dev.sluice.core.search;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A trial of an assignment, as visible to a job.
 *
 * @param number in the study, from 0
 * @param assignment that is tried
 * @param rejected candidates that were rejected before this trial, in order
 * @param granted steps of its last job; the steps it reached are in {@code measurements}
 * @param measurements in order of their steps, each step at most once
 * @param outcome its state
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Trial(
        int number,
        Assignment assignment,
        List<Rejection> rejected,
        int granted,
        List<Measurement> measurements,
        Outcome outcome) {
    /** Copies the lists and checks the order of the measurements. */
    public Trial {
        rejected = List.copyOf(rejected);
        measurements = List.copyOf(measurements);
        for (int i = 1; i < measurements.size(); i++) {
            if (measurements.get(i).step() <= measurements.get(i - 1).step()) {
                throw new IllegalArgumentException("measurements must be in order of their steps, but step "
                        + measurements.get(i).step() + " follows step "
                        + measurements.get(i - 1).step() + " in trial " + number);
            }
        }
    }

    /** A trial without results. */
    public static Trial pending(int number, Assignment assignment, int granted) {
        return new Trial(number, assignment, List.of(), granted, List.of(), new Outcome.Pending());
    }

    /** This trial with another outcome. */
    public Trial with(Outcome changed) {
        return new Trial(number, assignment, rejected, granted, measurements, changed);
    }

    /** This trial with other measurements. */
    public Trial withMeasurements(List<Measurement> changed) {
        return new Trial(number, assignment, rejected, granted, changed, outcome);
    }

    /** Returns whether the result of its last job is not visible. */
    public boolean isPending() {
        return outcome instanceof Outcome.Pending;
    }

    /** The measurement after a step, if there is one. */
    public Optional<Measurement> at(int step) {
        return measurements.stream().filter(each -> each.step() == step).findFirst();
    }

    /** The last measurement up to and including a step, if there is one. */
    public Optional<Measurement> upTo(int step) {
        return measurements.stream().filter(each -> each.step() <= step).reduce((first, second) -> second);
    }

    /** The step of the last measurement; 0 without one. */
    public int lastStep() {
        return measurements.isEmpty() ? 0 : measurements.getLast().step();
    }
}
