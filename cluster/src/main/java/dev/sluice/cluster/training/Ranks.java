package dev.sluice.cluster.training;

/** The division of shards among executors: blocks of 2^k shards, so that each is a node of the tree over shards. */
final class Ranks {
    private Ranks() {}

    /** The number of executors that work together, a power of two, where so many tasks can run at once. */
    static int of(int shards, int slots) {
        return Math.min(Integer.highestOneBit(slots), powerOfTwo(shards));
    }

    /** Shards of each, a power of two; the last ones may have fewer or none. */
    static int block(int shards, int ranks) {
        return powerOfTwo(Math.ceilDiv(shards, ranks));
    }

    /** The smallest power of two that is not less. */
    private static int powerOfTwo(int least) {
        return least <= 1 ? 1 : Integer.highestOneBit(least - 1) * 2;
    }
}
