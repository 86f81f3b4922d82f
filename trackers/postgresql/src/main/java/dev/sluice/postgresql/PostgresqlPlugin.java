package dev.sluice.postgresql;

import com.google.inject.Module;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Contributes the tracker {@code postgresql}. */
public final class PostgresqlPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "postgresql";
    }

    @Override
    public String description() {
        return "The tracker postgresql";
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
                    "postgresql",
                    "Runs, their figures and the hashes of their files in a PostgreSQL database",
                    PostgresqlTracker.Options.class,
                    PostgresqlTracker::new);
        }
    }
}
