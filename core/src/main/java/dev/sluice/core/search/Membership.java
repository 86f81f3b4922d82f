package dev.sluice.core.search;

/** Checks that a value or an index is in a domain. */
final class Membership {
    private Membership() {}

    static void require(Domain domain, Object value) {
        if (!domain.contains(value)) {
            throw new IllegalArgumentException("the value must be one of the domain (" + domain.inWords() + "), but is "
                    + value + " (" + value.getClass().getSimpleName() + ")");
        }
    }

    static long place(Domain domain, long place) {
        long size = domain.size().orElse(0);
        if (place < 0 || place >= size) {
            throw new IndexOutOfBoundsException("the place must be at least 0 and below the number of values, but is "
                    + place + " of " + (size == 0 ? "infinitely many" : size) + " (" + domain.inWords() + ")");
        }
        return place;
    }
}
