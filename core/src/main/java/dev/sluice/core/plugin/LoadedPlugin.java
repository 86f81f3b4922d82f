package dev.sluice.core.plugin;

import java.nio.file.Path;

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
public record LoadedPlugin(
        String id, String version, String description, Path source, String sha256, boolean bundled) {}
