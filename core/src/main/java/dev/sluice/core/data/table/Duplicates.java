package dev.sluice.core.data.table;

import dev.sluice.core.option.Description;

/** What is done with several numbers where one is meant, such as two readings of one sensor at the same time. */
public enum Duplicates {
    /** They are refused. */
    @Description("They are rejected.")
    REFUSE,
    /** Each counts for itself. */
    @Description("Each row is kept as a separate step.")
    KEEP,
    /** The first one is taken. */
    @Description("The first one is kept.")
    FIRST,
    /** The last one is taken. */
    @Description("The last one is kept.")
    LAST,
    /** Their mean is taken. */
    @Description("They are merged into the mean of their numbers.")
    MEAN;

    /**
     * One number for several.
     *
     * @param numbers at least one, in the order of the file; NaN where one is missing. Those that are missing do not count unless all are.
     */
    public double of(double... numbers) {
        double sum = 0;
        double one = Double.NaN;
        int count = 0;
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                one = this == LAST || count == 0 ? number : one;
                sum += number;
                count++;
            }
        }
        return this == MEAN && count > 0 ? sum / count : one;
    }
}
