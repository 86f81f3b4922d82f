package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;

/** Questions about the columns of a target. */
final class Columns {
    private Columns() {}

    /** Whether each column is a class that holds or not, whatever the others do. */
    static boolean areIndependent(TargetEncoding target) {
        return target instanceof TargetEncoding.Classes classes && classes.severalMayHold();
    }
}
