package @package@;

import com.google.inject.Module;
import @kind@;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** The jar's entry into Sluice: says what it contributes. */
public final class @Class@Plugin implements SluicePlugin {
    @Override
    public String id() {
        return "@id@";
    }

    @Override
    public String description() {
        return "The @words@ @id@";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(@Kind@.class, "@id@", @component@);
            }
        };
    }
}
