package dev.sluice.export.recognition;

/**
 * One block of an operator's weights.
 *
 * @param linear W, R and, in its bias, Wb
 * @param inner what stands inside the brackets that a reset gate multiplies: R and Rb of the candidate; else zero
 */
record Gate(Linear linear, Linear inner) {
    /** A gate without brackets. */
    static Gate of(Linear linear) {
        return new Gate(linear, Linear.ZERO);
    }
}
