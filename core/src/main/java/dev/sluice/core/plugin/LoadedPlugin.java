package dev.sluice.core.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A loaded plugin.
 *
 * @param id kebab-case
 * @param version as reported by the plugin
 * @param description one sentence
 * @param source the jar or folder of classes that it came from
 * @param sha256 of the jar's bytes, or of the folder's files and their names, in hexadecimal
 * @param bundled whether it is on the class path, like Sluice's own plugins, and not in a jar of the user
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record LoadedPlugin(String id, String version, String description, Path source, String sha256, boolean bundled) {
    /**
     * The jar, and the libraries named in its manifest.
     *
     * @throws IOException if it cannot be read
     */
    @API(status = API.Status.INTERNAL)
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(source));
        files.addAll(PluginLibraries.of(source));
        return files;
    }
}
