package dev.sluice.core.train.metric;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.TargetEncoding;
import java.util.List;

/**
 * The columns of a target.
 *
 * @param names of the classes; empty if they are not known or there are none
 * @param independent whether each column is a class that holds or not, whatever the others do
 */
record Columns(List<String> names, boolean independent) {
    static final Columns UNKNOWN = new Columns(List.of(), false);

    /**
     * The columns of classes.
     *
     * @throws IllegalArgumentException if they are numbers
     */
    static Columns ofClasses(TargetEncoding target, String metric) {
        if (!(target instanceof ClassEncoding)) {
            throw new IllegalArgumentException(metric + " judges classes, but the targets are numbers; take mae");
        }
        return of(target);
    }

    /**
     * Refuses targets that are no numbers.
     *
     * @throws IllegalArgumentException if they are classes
     */
    static void requireNumbers(TargetEncoding target, String metric) {
        if (target instanceof ClassEncoding) {
            throw new IllegalArgumentException(metric + " judges numbers, but the targets are classes; take accuracy");
        }
    }

    static Columns of(TargetEncoding target) {
        return target instanceof ClassEncoding classes
                ? new Columns(classes.labels().names(), classes.severalMayHold())
                : UNKNOWN;
    }
}
