package dev.sluice.core.experiment.yaml;

import dev.sluice.core.error.SluiceException;
import java.util.Comparator;
import java.util.List;
import org.apiguardian.api.API;

/** An experiment that cannot be run as it is written. The message holds all problems, each with its place, path and remedy. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ConfigException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** An error about something that is not in a file, such as a file that is missing. */
    public ConfigException(String message) {
        super(message);
    }

    static ConfigException of(String source, List<Problem> problems) {
        StringBuilder text = new StringBuilder(source)
                .append(problems.size() == 1 ? " has a problem:" : " has " + problems.size() + " problems:");
        List<Problem> sorted = problems.stream()
                .sorted(Comparator.comparingInt(ConfigException::line)
                        .thenComparingInt(problem -> problem.place().column()))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            text.append("\n\n").append(i + 1).append(". ").append(sorted.get(i).text());
        }
        return new ConfigException(text.toString());
    }

    /** Problems without a line come last. */
    private static int line(Problem problem) {
        return problem.place().line() == 0 ? Integer.MAX_VALUE : problem.place().line();
    }
}
