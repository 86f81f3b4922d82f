package dev.sluice.examples.celltasks;

import com.google.inject.Module;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.train.metric.Metric;

/** Contributes the data sources {@code adding-problem} and {@code copy-memory} and the metrics {@code within} and {@code recall}. */
public final class CellTasksPlugin implements SluicePlugin {
    /** For the service loader. */
    public CellTasksPlugin() {}

    @Override
    public String id() {
        return "cell-tasks";
    }

    @Override
    public String description() {
        return "Small tasks that tell recurrent cells apart";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(
                        DataSource.class,
                        "adding-problem",
                        "Series with two marked numbers and their sum (Hochreiter and Schmidhuber, 1997)",
                        AddingProblem.Options.class,
                        AddingProblem::new);
                add(
                        DataSource.class,
                        "copy-memory",
                        "Symbols to be recalled after many blanks (Arjovsky et al., 2016)",
                        CopyMemory.Options.class,
                        CopyMemory::new);
                add(
                        Metric.class,
                        "within",
                        "Share of numbers that are predicted within a tolerance",
                        Within.Options.class,
                        Within::new);
                add(
                        Metric.class,
                        "recall",
                        "Share of answers that are right, blank ones left out",
                        Recall.Options.class,
                        Recall::new);
            }
        };
    }
}
