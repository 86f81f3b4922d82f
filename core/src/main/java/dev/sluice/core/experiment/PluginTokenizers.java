package dev.sluice.core.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.option.Recipe;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/** Makes tokenizers of plugins, which are loaded when the first is needed. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PluginTokenizers implements Tokenizers {
    private final Supplier<Registry> registry;

    /**
     * Those of plugins that are loaded when the first is needed.
     *
     * @param registry loads them
     */
    PluginTokenizers(Supplier<Registry> registry) {
        this.registry = registry;
    }

    /** Those of the class path and of the folder {@code plugins} in the current one. */
    public static Tokenizers usual() {
        return new PluginTokenizers(Plugins::load);
    }

    /** Those of loaded plugins. */
    public static Tokenizers of(Registry registry) {
        return new PluginTokenizers(() -> registry);
    }

    /** Those of loaded plugins, and others where these have none of a name. */
    public static Tokenizers of(Registry registry, Tokenizers others) {
        return recipe -> (registry.has(Tokenizer.class, recipe.id()) ? of(registry) : others).make(recipe);
    }

    @Override
    public Tokenizer make(Recipe recipe) {
        Registry components = registry.get();
        if (!components.has(Tokenizer.class, recipe.id())) {
            throw Tokenizers.missing(recipe);
        }
        try {
            return Components.make(components.lookup(Tokenizer.class, recipe.id()), recipe.options(), components);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new DataException(
                    "the tokenizer '" + recipe.id() + "' that is loaded does not take the options of this"
                            + " model: " + e.getMessage() + "; take the version that it was trained with: "
                            + recipe.plugin());
        }
    }
}
