package dev.sluice.core.plugin;

import dev.sluice.core.error.SluiceException;
import java.util.List;

/** Plugins that cannot be loaded together, or a component that no plugin offers. All problems at once. */
public final class PluginException extends SluiceException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** An error with at least one problem, each a sentence with finding, place and remedy. */
    public PluginException(List<String> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Code of a plugin that failed where it must not.
     *
     * @param who in words, the beginning of a sentence
     * @param what it was asked for
     * @param type a class of the plugin
     */
    public static PluginException failed(String who, String what, Throwable failure, Class<?> type) {
        return new PluginCall(who, type.getClassLoader()).failed(what, failure);
    }

    /** The problems, each on its own. */
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
