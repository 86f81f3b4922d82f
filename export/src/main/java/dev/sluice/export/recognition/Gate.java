package dev.sluice.export.recognition;

import java.util.Optional;

/**
 * One block of an operator's weights.
 *
 * @param linear W, R and, in its bias, Wb
 * @param inner the sum that a GRU's reset gate multiplies: R and Rb of the candidate; otherwise zero
 * @param peephole the peephole; LSTM gates only
 */
record Gate(Linear linear, Linear inner, Peephole peephole) {
    /** The zero gate. */
    static final Gate ZERO = of(Linear.ZERO);

    /** A gate without an inner sum. */
    static Gate of(Linear linear) {
        return new Gate(linear, Linear.ZERO, Peephole.NONE);
    }

    /** A gate of an LSTM with a peephole; empty if its argument has parts for which the operator has no weights. */
    static Optional<Gate> looking(Polynomial argument, Polynomial memory, int state) {
        Peephole.Taken taken = Peephole.take(argument, memory);
        return Linear.of(taken.rest(), state).map(linear -> new Gate(linear, Linear.ZERO, taken.peephole()));
    }
}
