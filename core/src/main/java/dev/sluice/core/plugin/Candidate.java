package dev.sluice.core.plugin;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * A plugin that was found but not yet checked.
 *
 * @param id as the plugin says; empty before it was asked
 */
record Candidate(SluicePlugin plugin, Path source, String id) {
    Candidate(SluicePlugin plugin, Path source) {
        this(plugin, source, "");
    }

    /** A copy with the plugin's id. */
    Candidate named() {
        return new Candidate(plugin, source, ask("id", SluicePlugin::id));
    }

    /** Asks the plugin about itself. */
    <T> T ask(String what, Function<SluicePlugin, T> question) {
        String who =
                "the plugin " + (id.isEmpty() ? plugin.getClass().getName() : "'" + id + "'") + " (" + source + ")";
        return new PluginCall(who, plugin.getClass().getClassLoader()).value(what, () -> question.apply(plugin));
    }
}
