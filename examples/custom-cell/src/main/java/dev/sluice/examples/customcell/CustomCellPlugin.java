package dev.sluice.examples.customcell;

import com.google.inject.Module;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Makes the cells known as {@code minimal-gated-unit} and {@code shared-gates-gru}. Named in {@code META-INF/services}. */
public final class CustomCellPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "custom-cell-example";
    }

    @Override
    public String description() {
        return "The minimal gated unit, and a GRU whose gates share their weights.";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(Cell.class, "minimal-gated-unit", MinimalGatedUnit.class, unit -> unit);
                add(Cell.class, "shared-gates-gru", SharedGatesGru.class, unit -> unit);
            }
        };
    }
}
