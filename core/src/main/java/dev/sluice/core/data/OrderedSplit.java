package dev.sluice.core.data;

import java.util.Arrays;
import java.util.List;

/** Divides whole examples that are in an order: first those for training, then those for validation, then the test. */
record OrderedSplit(SplitConfig config, List<Example> examples) {
    /**
     * The parts, each in the order of the data.
     *
     * @param order the examples that no source has put in a part
     * @param borders places in that order
     */
    Division divide(List<Integer> order, Borders borders) {
        Example.Part[] parts = new Example.Part[examples.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = examples.get(i).part();
        }
        int training = config.merge() ? borders.test() : borders.validation();
        fill(parts, order, 0, training - config.gap(), Example.Part.TRAINING);
        fill(parts, order, training, borders.test() - config.gap(), Example.Part.VALIDATION);
        fill(parts, order, borders.test(), borders.end(), Example.Part.TEST);
        return divide(parts);
    }

    /** The parts that are given for each example; {@code BY_HASH} for none. */
    Division divide(Example.Part... parts) {
        if (config.merge()) {
            Arrays.setAll(parts, i -> parts[i] == Example.Part.VALIDATION ? Example.Part.TRAINING : parts[i]);
        }
        return new Division(
                portions(parts, Example.Part.TRAINING),
                portions(parts, Example.Part.VALIDATION),
                portions(parts, Example.Part.TEST));
    }

    private static void fill(Example.Part[] parts, List<Integer> order, int from, int to, Example.Part part) {
        for (int i = from; i < to; i++) {
            parts[order.get(i)] = part;
        }
    }

    private Portions portions(Example.Part[] parts, Example.Part part) {
        int[] index = new int[parts.length];
        int size = 0;
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == part) {
                index[size++] = i;
            }
        }
        return Portions.whole(examples, Arrays.copyOf(index, size));
    }
}
