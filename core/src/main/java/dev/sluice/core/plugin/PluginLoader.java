package dev.sluice.core.plugin;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of a plugin, which sees its own libraries rather than those of the program: Spark, for instance, brings others of the same names.
 * What program and plugin speak to each other with is the program's.
 */
final class PluginLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of(
            "java.", "javax.", "jdk.", "sun.", "dev.sluice.", "com.google.inject.", "jakarta.inject.", "org.slf4j.");

    PluginLoader(Path jar, URL place, ClassLoader program) {
        super("plugin " + jar, new URL[] {place}, program);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            return found != null ? found : own(name, resolve);
        }
    }

    private Class<?> own(String name, boolean resolve) throws ClassNotFoundException {
        if (findResource(name.replace('.', '/') + ".class") == null) {
            return super.loadClass(name, resolve);
        }
        return findClass(name);
    }
}
