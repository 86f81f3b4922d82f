package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Input;

/** What a model reads, which the data decide. */
public sealed interface ModelInput {
    /** The name of the input. */
    String name();

    /** The input as an expression. */
    Expr expression();

    /**
     * Numbers of tokens, {@code tokens [T, B]}.
     *
     * @param vocabulary different tokens, with padding (0) and unknown (1)
     */
    record Tokens(int vocabulary) implements ModelInput {
        /** Checks the size. */
        public Tokens {
            if (vocabulary < 2) {
                throw new IllegalArgumentException(
                        "a vocabulary has at least 2 entries (padding and unknown), but has " + vocabulary);
            }
        }

        @Override
        public String name() {
            return "tokens";
        }

        @Override
        public Expr expression() {
            return Expr.of(new Input(name(), Dims.of(Dim.TIME, Dim.BATCH), Input.Kind.INDEX));
        }
    }

    /**
     * Numbers, {@code features [T, B, size]}.
     *
     * @param size features of each step
     */
    record Features(int size) implements ModelInput {
        /** Checks the size. */
        public Features {
            if (size < 1) {
                throw new IllegalArgumentException("a step has at least 1 feature, but has " + size);
            }
        }

        @Override
        public String name() {
            return "features";
        }

        @Override
        public Expr expression() {
            return Expr.of(new Input(name(), Dims.of(Dim.TIME, Dim.BATCH, size), Input.Kind.NUMBER));
        }
    }
}
