package dev.sluice.core.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The assignments of a space in lexicographic order, the first dimension slowest, with continuous ranges cut down to evenly
 * spaced positions. Inactive dimensions are not enumerated, so each assignment occurs once.
 */
public final class Lattice {
    /** Marks a size that exceeds a {@code long}. */
    private static final long TOO_MANY = Long.MAX_VALUE;

    private final SearchSpace space;
    private final int resolution;
    /** Dimensions by the option of a choice that activates them; those of {@link #ROOT} are always active. */
    private final Map<Branch, List<Dimension>> branches = new HashMap<>();

    private final long size;

    private record Branch(String dimension, String option) {}

    private static final Branch ROOT = new Branch("", "");

    private Lattice(SearchSpace space, int resolution) {
        this.space = space;
        this.resolution = resolution;
        for (Dimension dimension : space.dimensions()) {
            switch (dimension.condition()) {
                case Condition.Always always -> add(ROOT, dimension);
                case Condition.Chosen chosen ->
                    chosen.options().stream()
                            .distinct()
                            .forEach(option -> add(new Branch(chosen.dimension(), option), dimension));
            }
        }
        size = sizeOf(ROOT);
    }

    /**
     * The lattice of a space.
     *
     * @param resolution positions on a continuous range, at least 1: evenly spaced including both ends, or only the middle
     */
    public static Lattice of(SearchSpace space, int resolution) {
        if (resolution < 1) {
            throw new IllegalArgumentException(
                    "a range needs at least 1 position, but the resolution is " + resolution);
        }
        return new Lattice(space, resolution);
    }

    static OptionalLong sizeOf(SearchSpace space) {
        if (space.dimensions().stream().anyMatch(each -> each.domain().size().isEmpty())) {
            return OptionalLong.empty();
        }
        return of(space, 1).size();
    }

    /** The number of assignments; empty if it exceeds a {@code long}. */
    public OptionalLong size() {
        return size == TOO_MANY ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** The assignment at an index, from 0. */
    public Assignment get(long place) {
        if (place < 0 || place >= size) {
            throw new IndexOutOfBoundsException("the place must be at least 0 and below " + size + ", but is " + place);
        }
        Map<String, Object> values = new HashMap<>();
        fill(ROOT, place, values);
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String name : space.names()) {
            Object value = values.get(name);
            if (value != null) {
                ordered.put(name, value);
            }
        }
        return Assignment.of(ordered);
    }

    private void add(Branch branch, Dimension dimension) {
        branches.computeIfAbsent(branch, any -> new ArrayList<>()).add(dimension);
    }

    private List<Dimension> below(Branch branch) {
        return branches.getOrDefault(branch, List.of());
    }

    private long sizeOf(Branch branch) {
        long product = 1;
        for (Dimension dimension : below(branch)) {
            long factor = sizeOf(dimension);
            product = Math.multiplyHigh(product, factor) != 0 || product * factor < 0 ? TOO_MANY : product * factor;
        }
        return product;
    }

    private long sizeOf(Dimension dimension) {
        if (!(dimension.domain() instanceof ChoiceDomain choice)) {
            return dimension.domain().size().orElse(resolution);
        }
        long sum = 0;
        for (String option : choice.options()) {
            long more = sizeOf(new Branch(dimension.name(), option));
            sum = sum > TOO_MANY - more ? TOO_MANY : sum + more;
        }
        return sum;
    }

    private void fill(Branch branch, long place, Map<String, Object> values) {
        List<Dimension> dimensions = below(branch);
        long rest = place;
        for (int i = dimensions.size() - 1; i >= 0; i--) {
            long own = sizeOf(dimensions.get(i));
            fill(dimensions.get(i), rest % own, values);
            rest /= own;
        }
    }

    private void fill(Dimension dimension, long place, Map<String, Object> values) {
        if (!(dimension.domain() instanceof ChoiceDomain choice)) {
            values.put(dimension.name(), value(dimension.domain(), place));
            return;
        }
        long rest = place;
        for (String option : choice.options()) {
            Branch branch = new Branch(dimension.name(), option);
            long own = sizeOf(branch);
            if (rest < own) {
                values.put(dimension.name(), option);
                fill(branch, rest, values);
                return;
            }
            rest -= own;
        }
    }

    private Object value(Domain domain, long place) {
        if (domain.size().isPresent()) {
            return domain.at(place);
        }
        return domain.fromUnit(resolution == 1 ? 0.5 : place / (resolution - 1.0));
    }
}
