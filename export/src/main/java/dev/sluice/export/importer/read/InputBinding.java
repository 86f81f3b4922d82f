package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps the file's inputs to expressions: to themselves for comparison with the file, or to a network's inputs for training. */
public interface InputBinding {
    /** An input of the file. */
    Expr input(String name, Dims dims, InputRole role);

    /** A table with a different number of rows that replaces the file's, {@code [V, E]}; empty to keep the file's. */
    Optional<Expr> table(String name, int size, Expr indices);

    /** The number of valid steps of each row, {@code [B]}, for files without lengths. */
    Expr lengths();

    /** The number of valid steps of each row, {@code [B]}, if the data has them; empty for comparison with the file itself. */
    default Optional<Expr> rowLengths() {
        return Optional.empty();
    }

    /**
     * The initial value of a state.
     *
     * @param name full name, for example {@code encoder.l0.h}
     * @param dims {@code [B, H]}
     * @param inFile the file's initial value; null for zeros
     */
    Expr initial(String name, Dims dims, @Nullable Expr inFile);
}
