package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.util.function.Supplier;

/** A start that is that of a new run but for what it overrides. */
interface InNewFolder extends RunStart {
    /** The run to make. */
    NewRun own();

    @Override
    default RunFolder open() {
        return own().open();
    }

    @Override
    default boolean isNew() {
        return true;
    }

    @Override
    default void recipe(RunFolder folder, Provenance provenance) throws IOException {
        own().recipe(folder, provenance);
    }

    @Override
    default TrainingState state(RunFolder folder, TrainingState initial, Supplier<Checkpoint.Seal> seal) {
        return own().state(folder, initial, seal);
    }
}
