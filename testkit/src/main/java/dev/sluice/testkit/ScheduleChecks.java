package dev.sluice.testkit;

import dev.sluice.core.train.schedule.Schedule;
import java.util.Arrays;
import java.util.List;

/** All checks of a schedule: what {@link ScheduleContract} and {@code sluice plugin check} run. */
public final class ScheduleChecks {
    private static final long STEPS = 60;
    private static final long EPOCH = 10;

    private final Schedule schedule;

    private ScheduleChecks(Schedule schedule) {
        this.schedule = schedule;
    }

    /** The checks. */
    public static List<Check> of(Schedule schedule) {
        ScheduleChecks checks = new ScheduleChecks(schedule);
        return List.of(
                new Check("scales are finite and not negative", "", checks::scalesAreFinite),
                new Check("one recipe serves many trainings", "", checks::trainingsShareNothing),
                new Check("asked twice it says the same", "", checks::askingChangesNothing),
                new Check("told the losses of past epochs again it goes on the same", "", checks::pastLossesAreEnough),
                new Check("the shortest training works", "", checks::shortestTrainingWorks),
                new Check("a loss that is not a number does no harm", "", checks::nanLossIsHarmless));
    }

    private double[] training(double firstLoss) {
        Schedule.Run run = schedule.start(STEPS, EPOCH);
        double[] scales = new double[(int) STEPS];
        for (int step = 1; step <= STEPS; step++) {
            scales[step - 1] = run.scale(step);
            if (step % EPOCH == 0) {
                run.epochEnded(firstLoss / step);
            }
        }
        return scales;
    }

    private void scalesAreFinite() {
        requireScales("", training(1));
        Schedule.Run run = schedule.start(STEPS, EPOCH);
        requireScales("past the last planned step, ", run.scale(STEPS + 1));
    }

    private static void requireScales(String situation, double... scales) {
        for (int i = 0; i < scales.length; i++) {
            if (!(scales[i] >= 0) || Double.isInfinite(scales[i])) {
                throw new ContractViolation(situation + "the scale of step " + (i + 1)
                        + " must be a finite number of at least 0, but is " + scales[i]
                        + ". Steps count from 1: is something divided by 0, or is the last step passed?");
            }
        }
    }

    private void trainingsShareNothing() {
        requireSame(
                "in a second training by the same object",
                training(1),
                training(1),
                "State of a training is kept in the schedule itself: keep it in what start() makes.");
        Schedule.Run other = schedule.start(STEPS, EPOCH);
        double[] alone = training(1);
        other.epochEnded(Double.MAX_VALUE);
        requireSame("while another training hears of losses", training(1), alone, "Trainings share state.");
    }

    private void askingChangesNothing() {
        Schedule.Run run = schedule.start(STEPS, EPOCH);
        double first = run.scale(7);
        run.scale(8);
        requireSame(
                "asked again",
                7,
                new double[] {run.scale(7)},
                new double[] {first},
                "The scale must follow from the step that is asked for, not from how often it is asked.");
    }

    private void pastLossesAreEnough() {
        double[] whole = training(1);
        for (long cut = EPOCH; cut < STEPS; cut += EPOCH) {
            Schedule.Run run = schedule.start(STEPS, EPOCH);
            double[] resumed = Arrays.copyOf(whole, (int) STEPS);
            for (long step = 1; step <= STEPS; step++) {
                if (step > cut) {
                    resumed[(int) step - 1] = run.scale(step);
                }
                if (step % EPOCH == 0) {
                    run.epochEnded(1.0 / step);
                }
            }
            requireSame(
                    "in a training that goes on after step " + cut,
                    resumed,
                    whole,
                    "A resumed training tells the losses of past epochs again and asks for no scale of past steps: what"
                            + " the schedule keeps must follow from these losses alone.");
        }
    }

    private void shortestTrainingWorks() {
        requireScales("in a training of one step, ", schedule.start(1, 1).scale(1));
    }

    private void nanLossIsHarmless() {
        requireScales("after a validation loss of NaN, ", training(Double.NaN));
    }

    private static void requireSame(String situation, double[] actual, double[] expected, String cause) {
        requireSame(situation, 1, actual, expected, cause);
    }

    /** The same of scales from some step on. */
    private static void requireSame(String situation, int from, double[] actual, double[] expected, String cause) {
        int differing = Arrays.mismatch(actual, expected);
        if (differing >= 0) {
            throw new ContractViolation(
                    situation + ", the scale of step " + (from + differing) + " is " + Words.number(actual[differing])
                            + ", but must be " + Words.number(expected[differing]) + ". " + cause);
        }
    }
}
