package dev.sluice.export.importer.read;

import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileGraph;
import java.util.List;
import java.util.Map;

/** {@code If} with a condition known at import, from constants or fixed sizes: reads the taken branch. */
final class IfReader implements NodeReader {
    @Override
    public List<Value> read(Operands operands) {
        if (!(operands.value(0) instanceof Value.Known condition) || !condition.isSingle()) {
            throw new UnsupportedPartException(
                    "its condition must follow from the file itself, but depends on the inputs",
                    "export the branch that is wanted alone");
        }
        boolean then = condition.single() != 0;
        FileGraph branch = operands.tracer().graph(operands.node(), then ? "then_branch" : "else_branch");
        operands.tracer().decided(operands.node(), then);
        return operands.tracer().body(branch, Map.of());
    }
}
