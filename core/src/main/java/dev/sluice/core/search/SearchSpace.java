package dev.sluice.core.search;

import dev.sluice.core.kernel.CounterRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * The settings that a study searches over. A dimension may be active only for some choices of earlier ones.
 *
 * @param dimensions at least one, names distinct, each after the one that its condition names
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record SearchSpace(List<Dimension> dimensions) {
    /** Checks names and conditions and reports all problems at once. */
    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        List<String> problems = SpaceProblems.of(dimensions);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** The space of some dimensions. */
    public static SearchSpace of(Dimension... dimensions) {
        return new SearchSpace(List.of(dimensions));
    }

    /** Returns whether a dimension is active, given the values of the active earlier ones. */
    public static boolean takesPart(Dimension dimension, Map<String, ?> earlier) {
        return switch (dimension.condition()) {
            case Condition.Always always -> true;
            case Condition.Chosen chosen -> {
                Object option = earlier.get(chosen.dimension());
                yield option instanceof String && chosen.options().contains(option);
            }
        };
    }

    /**
     * The assignment at a point of the unit cube.
     *
     * @param point one position for each dimension; those of inactive dimensions are ignored. Not modified.
     */
    public Assignment fromUnit(double[] point) {
        if (point.length != dimensions.size()) {
            throw new IllegalArgumentException("a point needs a position for each of " + dimensions.size()
                    + " dimensions, but has " + point.length);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < point.length; i++) {
            Dimension dimension = dimensions.get(i);
            if (takesPart(dimension, values)) {
                values.put(dimension.name(), dimension.domain().fromUnit(point[i]));
            }
        }
        return Assignment.of(values);
    }

    /** The point of the unit cube at an assignment, NaN for inactive dimensions. */
    public double[] toUnit(Assignment assignment) {
        double[] point = new double[dimensions.size()];
        for (int i = 0; i < point.length; i++) {
            Dimension dimension = dimensions.get(i);
            point[i] = assignment.has(dimension.name())
                    ? dimension.domain().toUnit(assignment.get(dimension.name()))
                    : Double.NaN;
        }
        return point;
    }

    /**
     * An assignment drawn from the uniform distribution over the unit cube.
     *
     * @param draw index of the draw in the stream, from 0
     */
    public Assignment sample(CounterRandom random, long draw) {
        double[] point = new double[dimensions.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = random.real(draw * point.length + i);
        }
        return fromUnit(point);
    }

    /** The number of assignments; empty if it is infinite or exceeds a {@code long}. */
    public OptionalLong size() {
        return Lattice.sizeOf(this);
    }

    /**
     * The checked assignment of values by name. Numbers may come in any type that keeps their value: {@code 32} or
     * {@code 32.0} for a whole number.
     *
     * @throws IllegalArgumentException with all that {@link #problems} finds
     */
    public Assignment assignment(Map<String, ?> values) {
        List<String> problems = problems(values);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            Object value = values.get(dimension.name());
            if (value != null) {
                ordered.put(dimension.name(), SpaceProblems.normalized(dimension.domain(), value));
            }
        }
        return Assignment.of(ordered);
    }

    /** The problems of values by name as an assignment of this space; empty if they are one. */
    public List<String> problems(Map<String, ?> values) {
        return SpaceProblems.of(this, values);
    }

    /** Returns whether an assignment is of this space: a value in its domain for exactly the active dimensions. */
    public boolean contains(Assignment assignment) {
        Map<String, Object> values = assignment.values();
        int found = 0;
        for (Dimension dimension : dimensions) {
            Object value = values.get(dimension.name());
            if (takesPart(dimension, values) != (value != null)
                    || (value != null && !dimension.domain().contains(value))) {
                return false;
            }
            found += value == null ? 0 : 1;
        }
        return found == values.size();
    }

    /** Names of the dimensions in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        dimensions.forEach(dimension -> names.add(dimension.name()));
        return names;
    }
}
