package dev.sluice.parquet;

import com.google.inject.Module;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Contributes the source {@code parquet}. */
public final class ParquetPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "parquet";
    }

    @Override
    public String description() {
        return "The source parquet";
    }

    @Override
    public Module module() {
        return new Sources();
    }

    private static final class Sources extends ComponentModule {
        @Override
        protected void components() {
            add(
                    DataSource.class,
                    "parquet",
                    "Parquet files, or folders of them",
                    ParquetOptions.class,
                    ParquetSource::new);
        }
    }
}
