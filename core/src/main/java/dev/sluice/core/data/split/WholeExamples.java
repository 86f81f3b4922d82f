package dev.sluice.core.data.split;

import dev.sluice.core.data.Example;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Divides whole examples. Those that the source has put in a part are in it, whatever decides about the others; each part keeps the order of the data. */
record WholeExamples(SplitConfig config, List<Example> examples) {
    /** Divides by what decides about each example alone; {@code BY_HASH} leaves it out. */
    Division divide(Function<Example, Example.Part> decision) {
        Example.Part[] parts = given();
        Arrays.setAll(parts, i -> parts[i] == Example.Part.BY_HASH ? decision.apply(examples.get(i)) : parts[i]);
        return division(parts);
    }

    /** Divides by the places in the data. */
    Division inOrder() {
        int[] order = open();
        return divide(order, Borders.of(config, order.length));
    }

    /** The examples that the source has not put in a part. */
    int[] open() {
        Example.Part[] parts = given();
        return IntStream.range(0, parts.length)
                .filter(i -> parts[i] == Example.Part.BY_HASH)
                .toArray();
    }

    /**
     * Divides what is in an order: first those for training, then those for validation, then the test.
     *
     * @param order the open examples. Not modified.
     * @param borders places in that order
     */
    Division divide(int[] order, Borders borders) {
        Example.Part[] parts = given();
        long training = config.merge() ? borders.test() : borders.validation();
        fill(parts, order, borders.start(), training - config.gap(), Example.Part.TRAINING);
        fill(parts, order, training, borders.test() - config.gap(), Example.Part.VALIDATION);
        fill(parts, order, borders.test(), borders.end(), Example.Part.TEST);
        return division(parts);
    }

    private Example.Part[] given() {
        Example.Part[] parts = new Example.Part[examples.size()];
        Arrays.setAll(parts, i -> examples.get(i).part());
        return parts;
    }

    private static void fill(Example.Part[] parts, int[] order, long from, long to, Example.Part part) {
        for (long i = from; i < to; i++) {
            parts[order[(int) i]] = part;
        }
    }

    private Division division(Example.Part... parts) {
        if (config.merge()) {
            Arrays.setAll(parts, i -> parts[i] == Example.Part.VALIDATION ? Example.Part.TRAINING : parts[i]);
        }
        return new Division(
                portions(parts, Example.Part.TRAINING),
                portions(parts, Example.Part.VALIDATION),
                portions(parts, Example.Part.TEST));
    }

    private Portions portions(Example.Part[] parts, Example.Part part) {
        return Portions.whole(
                examples,
                IntStream.range(0, parts.length).filter(i -> parts[i] == part).toArray());
    }
}
