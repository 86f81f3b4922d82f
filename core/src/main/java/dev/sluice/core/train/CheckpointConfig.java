package dev.sluice.core.train;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/** When a training is saved; each of the three intervals applies on its own. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record CheckpointConfig(
        @Description("Epochs between two checkpoints, if they take at least a second; 0 for none at the end of epochs")
        @Default("1")
        @Range(min = 0)
        int everyEpochs,

        @Description("Updates between two checkpoints, also within an epoch; 0 for none by number of updates")
        @Default("0")
        @Range(min = 0)
        int everySteps,

        @Description("Minutes after which a checkpoint is made within an epoch; 0 for none by time")
        @Default("5")
        @Range(min = 0)
        double everyMinutes,

        @Description("Number of checkpoints to keep, the newest ones; more than one, in case the newest is damaged")
        @Default("2")
        @Range(min = 1)
        int keep,

        @Description("Whether the last checkpoint is kept when the run is finished, so that 'sluice run --from' can"
                + " continue it")
        @Default("true")
        boolean atEnd) {
    /** After each epoch and every five minutes; the newest two are kept. */
    public static CheckpointConfig defaults() {
        return new CheckpointConfig(1, 0, 5, 2, true);
    }

    /** Saves nothing until training is interrupted or ends. */
    public static CheckpointConfig onlyInterrupted() {
        return new CheckpointConfig(Integer.MAX_VALUE, 0, 0, 1, true);
    }

    /** Returns whether there are checkpoints at all. */
    public boolean active() {
        return everyEpochs > 0 || everySteps > 0 || everyMinutes > 0;
    }
}
