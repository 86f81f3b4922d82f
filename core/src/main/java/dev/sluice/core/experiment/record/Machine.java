package dev.sluice.core.experiment.record;

import dev.sluice.core.kernel.choice.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What an experiment runs on. None of it changes results; it explains times. */
public final class Machine {
    private Machine() {}

    /**
     * Facts by name, for records of a run.
     *
     * @param threads that were asked for
     */
    public static Map<String, Object> facts(int threads) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("cpu", cpu());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("threads", threads);
        facts.put("kernels", KernelChoice.current().kernels().name());
        facts.put("kernels_why", KernelChoice.current().explanation());
        return facts;
    }

    private static String cpu() {
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
