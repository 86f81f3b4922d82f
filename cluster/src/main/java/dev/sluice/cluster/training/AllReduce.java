package dev.sluice.cluster.training;

/**
 * The sum over all ranks' arrays, on each rank, by recursive halving and doubling (Thakur et al., 2005): with neighbours
 * first, then with neighbours of these pairs, so the additions are those of the tree over shards on one machine, whatever the
 * number of ranks.
 *
 * <pre>
 *   rank      0      1      2      3
 *             ├──────┤      ├──────┤      each keeps the sum of one half,
 *             ├─────────────┤             then of a quarter; and back
 * </pre>
 *
 * <p>A rank whose shards the batch does not have adds nothing, rather than zeros.
 */
final class AllReduce {
    private final int rank;
    private final int ranks;
    private final Exchange exchange;

    /** What ranks send each other. */
    interface Exchange {
        /** Sends a part to a rank. */
        void send(int to, Part part);

        /** The next part from a rank, which must be of the step. */
        Part receive(int from, long step);
    }

    /** A range of an array. */
    record Range(int from, int to) {
        Range half(boolean left) {
            int middle = (from + to) >>> 1;
            return left ? new Range(from, middle) : new Range(middle, to);
        }
    }

    /**
     * Creates the exchange of one rank.
     *
     * @param ranks a power of two
     */
    AllReduce(int rank, int ranks, Exchange exchange) {
        if (Integer.bitCount(ranks) != 1) {
            throw new IllegalArgumentException("the number of ranks must be a power of two, but was " + ranks);
        }
        this.rank = rank;
        this.ranks = ranks;
        this.exchange = exchange;
    }

    /**
     * Sums up one range of the array, a different one on each rank.
     *
     * @param sums of this rank, summed up in place
     * @param filled number of ranks, the first ones, that have anything to add
     * @return the range that is complete afterwards
     */
    Range scatter(long step, float[] sums, int filled) {
        Range range = new Range(0, sums.length);
        for (int width = 1; width < ranks; width *= 2) {
            int partner = rank ^ width;
            Range kept = range.half(rank < partner);
            Range given = range.half(rank > partner);
            if (begin(rank, width) < filled) {
                exchange.send(partner, Part.of(step, sums, given.from(), given.to()));
            }
            if (begin(partner, width) < filled) {
                Part part = exchange.receive(partner, step);
                if (begin(rank, width) < filled) {
                    part.addTo(sums);
                } else {
                    part.placeIn(sums);
                }
            }
            range = kept;
        }
        return range;
    }

    /** The first rank of those whose sums a rank has by then. */
    private static int begin(int rank, int width) {
        return rank / width * width;
    }

    /** Completes the array with the ranges of the other ranks. */
    void gather(long step, float[] sums) {
        gather(step, sums, new Range(0, sums.length), 1);
    }

    /** Completes a range of which this rank and those at multiples of a distance have the parts. */
    private void gather(long step, float[] sums, Range range, int width) {
        if (width == ranks) {
            return;
        }
        int partner = rank ^ width;
        Range own = range.half(rank < partner);
        gather(step, sums, own, 2 * width);
        exchange.send(partner, Part.of(step, sums, own.from(), own.to()));
        exchange.receive(partner, step).placeIn(sums);
    }
}
