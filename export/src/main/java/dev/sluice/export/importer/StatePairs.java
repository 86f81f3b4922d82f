package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.importer.read.Tracer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pairs the state inputs of a single-step file with the outputs that hold their next values. */
final class StatePairs {
    private StatePairs() {}

    /**
     * Output names by input name.
     *
     * @throws ImportException if a state has no next value
     */
    static Map<String, String> of(OnnxImport file) {
        Map<String, String> pairs = new LinkedHashMap<>();
        file.inputs().forEach((name, flow) -> {
            if (file.role(name) == InputRole.STATE) {
                pairs.put(name, next(file, name, flow));
            }
        });
        if (new HashSet<>(pairs.values()).size() != pairs.size()) {
            throw new ImportException(
                    "each state of a step needs a next value of its own, but the file pairs " + pairs);
        }
        return pairs;
    }

    private static String next(OnnxImport file, String name, Flow state) {
        String byName = name.startsWith(InitialStates.PREFIX)
                ? Network.NEXT_STATE_PREFIX + name.substring(InitialStates.PREFIX.length())
                : "";
        if (file.outputs().containsKey(byName)) {
            return byName;
        }
        Set<Expr> ends = ends(file.asFile(), state.expr());
        List<String> found = new ArrayList<>();
        file.outputs().forEach((output, flow) -> {
            if (flow.axes().equals(state.axes()) && ends.contains(origin(flow.expr()))) {
                found.add(output);
            }
        });
        if (found.size() != 1) {
            throw new ImportException(
                    "a file of one step must give the next value of each state that it takes, of the same"
                            + " shape, but for '" + Printable.of(name) + "' " + state.describe() + " it gives "
                            + (found.isEmpty() ? "none" : String.join(" and ", found))
                            + "; export the model with the state as an output");
        }
        return found.getFirst();
    }

    /** The final states of layers whose initial state of that kind is the input. */
    private static Set<Expr> ends(Tracer tracer, Expr input) {
        Set<Expr> ends = new HashSet<>();
        for (Tracer.Layer layer : tracer.layers()) {
            layer.encoded().finalStates().forEach((name, end) -> {
                Expr start = tracer.start(name);
                if (start != null && Graph.topological(List.of(start)).contains(input)) {
                    ends.add(end);
                }
            });
        }
        return ends;
    }

    /** The first state that a value is assembled from. */
    private static Expr origin(Expr value) {
        Expr at = value;
        while (at.op() instanceof dev.sluice.core.graph.Reshape || at.op() instanceof dev.sluice.core.graph.Concat) {
            at = at.operand(0);
        }
        return at;
    }
}
