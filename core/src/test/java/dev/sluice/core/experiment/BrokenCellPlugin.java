package dev.sluice.core.experiment;

import com.google.inject.Module;
import dev.sluice.core.model.Cell;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** A cell whose author forgot to give its next state. */
public final class BrokenCellPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "broken-cell";
    }

    @Override
    public String description() {
        return "A mistake of a plugin's author";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(
                        Cell.class,
                        "forgetful",
                        "Never gives its next state",
                        NoOptions.class,
                        options -> cell -> cell.output(cell.linear("c", cell.input(), cell.state("h"))));
            }
        };
    }
}
