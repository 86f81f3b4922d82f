package dev.sluice.core.experiment.record;

import dev.sluice.core.kernel.choice.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The machine that an experiment runs on. It affects times, but no results.
 *
 * @param java virtual machine and its version
 * @param os operating system and its version
 * @param cpu model of the processor
 * @param cores that the virtual machine may use
 * @param threads number requested
 * @param kernels name of the kernels in use
 * @param kernelsWhy reason for their choice
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Machine(String java, String os, String cpu, int cores, int threads, String kernels, String kernelsWhy) {
    /**
     * This machine.
     *
     * @param threads that were requested
     */
    public static Machine current(int threads) {
        return new Machine(
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                model(),
                Runtime.getRuntime().availableProcessors(),
                threads,
                KernelChoice.current().kernels().name(),
                KernelChoice.current().explanation());
    }

    /** The components by name, for tables. */
    public Map<String, Object> facts() {
        return Json.parse(Json.line(this));
    }

    private static String model() {
        String architecture = System.getProperty("os.arch");
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .map(model -> model + " (" + architecture + ")")
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
