package dev.sluice.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

/** Executors in processes of their own, which Spark starts for a test from {@code SPARK_HOME}. */
public final class Processes {
    private Processes() {}

    /** Sets the properties that Spark reads; skips the test if executors cannot be started. */
    public static void prepare() {
        assumeTrue(System.getenv("SPARK_HOME") != null, "executors are started from SPARK_HOME");
        System.setProperty("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        // They live for seconds.
        System.setProperty("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        System.setProperty("spark.sluice.patience", "300s");
    }

    /** Removes all properties of Spark. */
    public static void clear() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("spark."))
                .forEach(System::clearProperty);
    }

    /** The processes of executors that this one has started. */
    public static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .or(() -> process.info().arguments().map(words -> String.join(" ", words)))
                        .filter(words -> words.contains("CoarseGrainedExecutorBackend"))
                        .isPresent())
                .filter(ProcessHandle::isAlive)
                .toList();
    }
}
