package dev.sluice.core.graph;

import java.util.Arrays;
import java.util.Map;

/** Finds the sizes of symbolic axes from the values of a run. */
public final class SymbolicSizes {
    private static final String TIME = Dim.TIME.toString();

    private SymbolicSizes() {}

    /**
     * Checks a value's sizes against a shape and records the sizes of its symbolic axes.
     *
     * @param what the leaf, for the message
     * @param named sizes known so far. Modified; with the number of steps come those of
     *     {@link Segments#COUNT} and {@link Dim#MEMORY}.
     * @throws IllegalArgumentException if rank, a fixed axis or an already known symbolic axis differs
     */
    public static void bind(String what, Dims dims, int[] sizes, Map<String, Integer> named) {
        boolean fits = dims.rank() == sizes.length;
        for (int i = 0; fits && i < sizes.length; i++) {
            switch (dims.axis(i)) {
                case Dim.Fixed fixed -> fits = fixed.size() == sizes[i];
                case Dim.Named axis -> {
                    Integer known = named.putIfAbsent(axis.name(), sizes[i]);
                    fits = known == null || known == sizes[i];
                }
            }
        }
        Integer steps = named.get(TIME);
        if (steps != null) {
            named.put(Dim.MEMORY.toString(), steps);
            named.put(Segments.COUNT.toString(), Segments.count(steps));
        }
        if (!fits) {
            throw new IllegalArgumentException("the value for " + what + " does not fit: its shape is "
                    + Arrays.toString(sizes) + (named.isEmpty() ? "" : ", and this run has " + named));
        }
    }
}
