package dev.sluice.core.data;

import dev.sluice.core.option.Recipe;
import org.apiguardian.api.API;

/** Recreates the tokenizers of saved models. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface Tokenizers {
    /**
     * A tokenizer before it has been given its files.
     *
     * @throws DataException if no available plugin has it; the message names the one that did
     */
    Tokenizer make(Recipe recipe);

    /** None but Sluice's own. */
    static Tokenizers none() {
        return recipe -> {
            throw missing(recipe);
        };
    }

    /** The error about a tokenizer that no available plugin has. */
    static DataException missing(Recipe recipe) {
        String jar = recipe.plugin().getOrDefault("jar", "");
        return new DataException(
                "the texts of this model are cut by the tokenizer '" + recipe.id() + "' of the plugin '"
                        + recipe.plugin().getOrDefault("id", "unknown") + "' "
                        + recipe.plugin().getOrDefault("version", "") + (jar.isEmpty() ? "" : " (" + jar + ")")
                        + ", which is not loaded; name its jar with --plugin, put it into the folder ./plugins or on the class"
                        + " path (docs/language.md says where those of Sluice come from)");
    }
}
