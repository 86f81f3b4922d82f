package dev.sluice.core.plugin;

import dev.sluice.core.error.SluiceException;
import java.util.List;
import org.apiguardian.api.API;

/** Thrown for plugins that cannot be loaded together, a component that no plugin offers, or a failure inside a plugin. Holds all problems
 * at once. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class PluginException extends SluiceException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** An error with at least one problem, each a sentence with finding, place and remedy. */
    public PluginException(List<String> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * The error about a failure in a plugin's code.
     *
     * @param who the plugin or component, as the beginning of a sentence
     * @param what the method that was called
     * @param type a class of the plugin
     */
    public static PluginException failed(String who, String what, Throwable failure, Class<?> type) {
        return new PluginCall(who, type.getClassLoader()).failed(what, failure);
    }

    /** The problems, one by one. */
    public List<String> problems() {
        return problems;
    }

    private static String text(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        StringBuilder text = new StringBuilder(problems.size() + " problems with plugins:");
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n\n").append(i + 1).append(". ").append(problems.get(i));
        }
        return text.toString();
    }
}
