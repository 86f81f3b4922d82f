package dev.sluice.export.recognition;

import java.util.Optional;

/**
 * One block of an operator's weights.
 *
 * @param linear W, R and, in its bias, Wb
 * @param inner what stands inside the brackets that a reset gate multiplies: R and Rb of the candidate; else zero
 * @param peephole how it looks at the memory; an LSTM's gates only
 */
record Gate(Linear linear, Linear inner, Peephole peephole) {
    /** Nothing: zero. */
    static final Gate ZERO = of(Linear.ZERO);

    /** A gate without brackets. */
    static Gate of(Linear linear) {
        return new Gate(linear, Linear.ZERO, Peephole.NONE);
    }

    /** A gate of an LSTM; empty if its argument has anything in it that the operator has no weights for. */
    static Optional<Gate> looking(Polynomial argument, Polynomial memory, int state) {
        Peephole.Taken taken = Peephole.take(argument, memory);
        return Linear.of(taken.rest(), state).map(linear -> new Gate(linear, Linear.ZERO, taken.peephole()));
    }
}
