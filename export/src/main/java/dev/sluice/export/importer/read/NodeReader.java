package dev.sluice.export.importer.read;

import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.List;

/** Translates one kind of node. */
@FunctionalInterface
interface NodeReader {
    /**
     * The values of a node's outputs, in order.
     *
     * @throws UnsupportedPartException if the node is not supported
     */
    List<Value> read(Operands operands);
}
