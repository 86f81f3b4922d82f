package dev.sluice.core.experiment.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that all of them can be reported at once. */
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();

    /** Adds a problem. Returns null, the result of callers that then have no value. */
    public @Nullable BoundValue<?> note(SourceLocation place, String path, String finding, String id) {
        problems.add(new Problem(place, path, finding, id));
        return null;
    }

    /** Adds a problem with the type of a node. */
    public @Nullable BoundValue<?> wrongType(YamlNode node, String path, String wanted) {
        return note(node.place(), path, "must be " + wanted + ", but was " + node.words(), "WrongType");
    }

    /** Adds a problem, unless the same was noted before. */
    public void add(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** The problems noted so far, in order. */
    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** Returns whether nothing was noted. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /**
     * Throws if there are problems.
     *
     * @throws ConfigException with all problems
     */
    public void failIfAny(String source) {
        if (!problems.isEmpty()) {
            throw ConfigException.of(source, problems);
        }
    }
}
