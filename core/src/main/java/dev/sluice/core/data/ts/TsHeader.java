package dev.sluice.core.data.ts;

import java.util.List;

/**
 * The lines of a file that begin with {@code @}.
 *
 * @param timeStamps whether each value has a time, {@code (time,value)}
 * @param dimensions of a case, {@code F}; 0 until a case has told
 * @param length of all series; 0 if it is not said
 * @param classes names of the classes; empty if there are none
 * @param numbers whether the target is a number
 */
record TsHeader(boolean timeStamps, int dimensions, int length, List<String> classes, boolean numbers) {
    static final TsHeader EMPTY = new TsHeader(false, 0, 0, List.of(), false);

    boolean hasTargets() {
        return numbers || !classes.isEmpty();
    }

    TsHeader withTimeStamps(boolean changed) {
        return new TsHeader(changed, dimensions, length, classes, numbers);
    }

    TsHeader withDimensions(int changed) {
        return new TsHeader(timeStamps, changed, length, classes, numbers);
    }

    TsHeader withLength(int changed) {
        return new TsHeader(timeStamps, dimensions, changed, classes, numbers);
    }

    TsHeader withClasses(List<String> changed) {
        return new TsHeader(timeStamps, dimensions, length, List.copyOf(changed), numbers);
    }

    TsHeader withNumbers(boolean changed) {
        return new TsHeader(timeStamps, dimensions, length, classes, changed);
    }
}
