package dev.sluice.core.experiment.record;

import dev.sluice.core.plugin.LoadedPlugin;
import org.apiguardian.api.API;

/**
 * A plugin that was available to a run.
 *
 * @param id unique among plugins
 * @param version reported by the plugin
 * @param file name of the jar, or of the folder of classes
 * @param sha256 of the jar, or of the folder's files, in hexadecimal
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record PluginRecord(String id, String version, String file, String sha256) {
    /** The record of a loaded plugin. */
    public static PluginRecord of(LoadedPlugin plugin) {
        return new PluginRecord(
                plugin.id(), plugin.version(), String.valueOf(plugin.source().getFileName()), plugin.sha256());
    }

    /** Returns whether two records are of the same code, independent of its location. */
    public boolean sameCode(PluginRecord other) {
        return id.equals(other.id) && version.equals(other.version) && sha256.equals(other.sha256);
    }
}
