package dev.sluice.export.importer.read;

import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.List;

/** Gives a kind of node its meaning. */
@FunctionalInterface
interface NodeReader {
    /**
     * The values of a node's outputs, in order.
     *
     * @throws UnsupportedPartException if this node is more than can be taken
     */
    List<Value> read(Operands operands);
}
