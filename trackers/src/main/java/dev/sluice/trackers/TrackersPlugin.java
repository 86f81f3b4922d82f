package dev.sluice.trackers;

import com.google.inject.Module;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.trackers.mlflow.MlflowTracker;
import dev.sluice.trackers.tensorboard.TensorBoardTracker;

/** Contributes the built-in trackers. */
public final class TrackersPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "trackers";
    }

    @Override
    public String description() {
        return "Trackers for TensorBoard and MLflow";
    }

    @Override
    public Module module() {
        return new Trackers();
    }

    private static final class Trackers extends ComponentModule {
        @Override
        protected void components() {
            add(
                    Tracker.class,
                    "tensorboard",
                    "Event files for TensorBoard",
                    TensorBoardTracker.Options.class,
                    TensorBoardTracker::new);
            add(
                    Tracker.class,
                    "mlflow",
                    "A run on an MLflow server, by its REST interface",
                    MlflowTracker.Options.class,
                    MlflowTracker::new);
        }
    }
}
