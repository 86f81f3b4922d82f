package dev.sluice.cli;

import java.lang.reflect.Method;

/**
 * Starts {@link Sluice} with the Vector API loaded and without the warning that {@code --add-modules} prints.
 *
 * <p>That option makes the JVM write "Using incubator modules" to the standard error stream of every command, and switches
 * off the shared archive of the module graph, a fifth of a second. Loading the module a moment later, the way the JVM
 * loads its own management agent on demand, does neither; the compiled vector code is the same. The jar's manifest
 * exports the internal package that this needs.
 */
public final class Launch {
    /** Undocumented, for the launcher script: say by the exit code whether the vectors can be had in this quiet way. */
    static final String PROBE = "--probe-vectors";

    private static final String MODULE = "jdk.incubator.vector";

    private Launch() {}

    /** Loads the module and hands the arguments on. Without the module Sluice still runs, on the scalar kernels. */
    public static void main(String[] args) {
        boolean loaded = ModuleLayer.boot().findModule(MODULE).isPresent() || load();
        if (args.length == 1 && args[0].equals(PROBE)) {
            System.exit(loaded ? 0 : 1);
        }
        Sluice.main(args);
    }

    private static boolean load() {
        try {
            Method load = Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class);
            load.invoke(null, MODULE);
            Class.forName(MODULE + ".FloatVector");
            return true;
        } catch (ReflectiveOperationException e) {
            // The launcher asked beforehand and then passes --add-modules; a program started by hand hears it from
            // the kernels.
            return false;
        }
    }
}
