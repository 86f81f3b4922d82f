package dev.sluice.core.plugin;

import com.google.inject.Module;
import org.apiguardian.api.API;

/**
 * The entry point of a plugin. It is found by {@link java.util.ServiceLoader} on the class path and in {@code plugins/*.jar}:
 * name the class in {@code META-INF/services/dev.sluice.core.plugin.SluicePlugin}.
 *
 * <p>Called once at start, on one thread, in this order: {@link #id}, {@link #version}, {@link #module}. Needs a public
 * constructor without parameters.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface SluicePlugin {
    /** Kebab-case and unique among all loaded plugins. */
    String id();

    /** One sentence for listings. */
    String description();

    /** Version recorded with every run: that of the jar's manifest unless overridden, {@code development} if it has none. */
    default String version() {
        String version = getClass().getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The plugin's contributions: extend {@link ComponentModule}. */
    Module module();
}
