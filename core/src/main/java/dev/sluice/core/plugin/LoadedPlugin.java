package dev.sluice.core.plugin;

import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * A plugin in use.
 *
 * @param id kebab-case
 * @param version as the plugin says
 * @param description one sentence
 * @param source the jar or folder of classes that it came from
 * @param sha256 of the jar's bytes, or of the folder's files and their names, in hexadecimal
 * @param bundled whether it is on the class path, like Sluice's own plugins, and not in a jar of the user
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record LoadedPlugin(
        String id, String version, String description, Path source, String sha256, boolean bundled) {}
