package dev.sluice.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
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
        // Busy machines let them wait.
        System.setProperty("spark.sluice.patience", "300s");
        System.setProperty("spark.network.timeout", "600s");
        System.setProperty("spark.worker.timeout", "600");
    }

    /** Starts a {@link Driver} in a process of its own, with the class path of this one. */
    public static Process driver(Path folder, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-") || option.startsWith("--sun-misc"))
                .toList());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dguice_custom_class_loading=CHILD",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.cluster.Driver"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sluice.log").toFile())
                .start();
    }

    /** Removes all properties of Spark. */
    public static void clear() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("spark."))
                .forEach(System::clearProperty);
    }

    /** Kills an executor, so many milliseconds after the first one has started; which one, a number says. Ends early if it is interrupted. */
    public static Thread killer(int millis, int victim) {
        return Thread.ofPlatform().daemon().name("killer").start(() -> {
            try {
                while (executors().isEmpty()) {
                    Thread.sleep(10);
                }
                Thread.sleep(millis);
                List<ProcessHandle> found = executors();
                if (!found.isEmpty()) {
                    found.get(victim % found.size()).destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The processes of executors that this one has started. */
    public static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info()
                        .command()
                        .filter(name -> name.endsWith("java"))
                        .isPresent())
                .filter(ProcessHandle::isAlive)
                .toList();
    }
}
