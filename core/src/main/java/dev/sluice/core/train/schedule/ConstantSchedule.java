package dev.sluice.core.train.schedule;

/** The learning rate stays as it is. */
public final class ConstantSchedule implements Schedule {
    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        return step -> 1;
    }
}
