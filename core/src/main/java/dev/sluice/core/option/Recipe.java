package dev.sluice.core.option;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Everything needed to recreate a component, for those that are kept with a model.
 *
 * @param id of the component
 * @param options all of them, including defaults, as in a file: texts, numbers, booleans, lists and maps
 * @param plugin id, version and jar of the plugin that it comes from; empty if unknown
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Recipe(String id, Map<String, Object> options, Map<String, String> plugin) {
    /** Copies the maps, keeping their order. */
    public Recipe {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        plugin = Collections.unmodifiableMap(new LinkedHashMap<>(plugin));
    }

    /** The recipe of a component without options. */
    public static Recipe of(String id) {
        return new Recipe(id, Map.of(), Map.of());
    }
}
