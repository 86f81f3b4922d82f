package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import java.util.Optional;
import org.apiguardian.api.API;

/** An input of a model, determined by the data. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface ModelInput {
    /** Name of a model's only token input. */
    String TOKENS = "tokens";

    /** Name of a model's only feature input. */
    String FEATURES = "features";

    /** The name of the input. */
    String name();

    /** The input as an expression. */
    Expr expression();

    /**
     * Numbers of tokens, {@code [T, B]}.
     *
     * @param vocabulary different tokens, with padding (0) and unknown (1)
     * @param characters of the tokens, where they are known
     */
    record Tokens(String name, int vocabulary, Optional<Characters> characters) implements ModelInput {
        /** Checks the size. */
        public Tokens {
            if (vocabulary < 2) {
                throw new IllegalArgumentException(
                        "a vocabulary has at least 2 entries (padding and unknown), but has " + vocabulary);
            }
        }

        /** Tokens whose characters are not known. */
        public Tokens(String name, int vocabulary) {
            this(name, vocabulary, Optional.empty());
        }

        /** The only tokens of a model: {@code tokens}. */
        public Tokens(int vocabulary) {
            this(TOKENS, vocabulary);
        }

        @Override
        public Expr expression() {
            return Expr.of(new Input(name, Dims.of(Dim.TIME, Dim.BATCH), Input.Kind.INDEX));
        }
    }

    /**
     * Numbers of the characters of each token, {@code [T, B, length]}, padded behind with 0.
     *
     * @param vocabulary different characters, with padding (0) and unknown (1)
     * @param length characters of a token, at most
     */
    record Characters(String name, int vocabulary, int length) implements ModelInput {
        /** Name suffix: the characters of {@code tokens} are {@code tokens.characters}. */
        public static final String SUFFIX = ".characters";

        /** Checks the sizes. */
        public Characters {
            if (vocabulary < 2 || length < 1) {
                throw new IllegalArgumentException(
                        "characters have at least 2 numbers (padding and unknown) and 1 place," + " but have "
                                + vocabulary + " and " + length);
            }
        }

        @Override
        public Expr expression() {
            return Expr.of(new Input(name, Dims.of(Dim.TIME, Dim.BATCH, length), Input.Kind.INDEX));
        }
    }

    /**
     * Numbers, {@code [T, B, size]}.
     *
     * @param size features of each step
     */
    record Features(String name, int size) implements ModelInput {
        /** Checks the size. */
        public Features {
            checkSize(size);
        }

        /** The only numbers of a model: {@code features}. */
        public Features(int size) {
            this(FEATURES, size);
        }

        @Override
        public Expr expression() {
            return Exprs.input(name, Dims.of(Dim.TIME, Dim.BATCH, size));
        }
    }

    /**
     * Numbers that hold for the whole sequence, {@code [B, size]}.
     *
     * @param size features
     */
    record Static(String name, int size) implements ModelInput {
        /** Checks the size. */
        public Static {
            checkSize(size);
        }

        @Override
        public Expr expression() {
            return Exprs.input(name, Dims.of(Dim.BATCH, size));
        }
    }

    /**
     * A whole number that holds for the whole sequence, {@code [B, 1]}: the row of a table.
     *
     * @param categories rows of the table; the number is below
     */
    record Category(String name, int categories) implements ModelInput {
        /** Checks the size. */
        public Category {
            if (categories < 1) {
                throw new IllegalArgumentException("there must be at least 1 category, but there are " + categories);
            }
        }

        @Override
        public Expr expression() {
            return Expr.of(new Input(name, Dims.of(Dim.BATCH, 1), Input.Kind.INDEX));
        }
    }

    private static void checkSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a step has at least 1 feature, but has " + size);
        }
    }
}
