package dev.sluice.core.experiment.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that all of it can be said at once. */
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();

    /** Adds a problem; gives null, for callers that have no value then. */
    public @Nullable Bound<?> note(Place place, String path, String finding, String id) {
        problems.add(new Problem(place, path, finding, id));
        return null;
    }

    /** Adds that a node should be something else. */
    public @Nullable Bound<?> wrongType(YamlNode node, String path, String wanted) {
        return note(node.place(), path, "must be " + wanted + ", but was " + node.words(), "WrongType");
    }

    /** Adds a problem, unless the same was noted before. */
    public void add(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** What was noted, in order. */
    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** Whether nothing was noted. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /**
     * Ends here if anything was noted.
     *
     * @throws ConfigException with all problems
     */
    public void failIfAny(String source) {
        if (!problems.isEmpty()) {
            throw ConfigException.of(source, problems);
        }
    }
}
