package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the inputs of a file become: themselves, to compare with the file, or those of a network to train. */
public interface InputBinding {
    /** An input of the file. */
    Expr input(String name, Dims dims, InputRole role);

    /** A table of another number of rows in place of the file's, {@code [V, E]}; empty to keep the file's. */
    Optional<Expr> table(String name, int size, Expr indices);

    /** The valid steps of each row, {@code [B]}, where the file does not say. */
    Expr lengths();

    /** The valid steps of each row, {@code [B]}, if data bring them; empty where a file is compared with itself. */
    default Optional<Expr> rowLengths() {
        return Optional.empty();
    }

    /**
     * Where a state begins.
     *
     * @param name in full, for example {@code encoder.l0.h}
     * @param dims {@code [B, H]}
     * @param inFile what the file gives it; null for zeros
     */
    Expr initial(String name, Dims dims, @Nullable Expr inFile);
}
