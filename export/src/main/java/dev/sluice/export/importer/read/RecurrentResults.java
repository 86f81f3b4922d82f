package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentLayer;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.export.importer.layers.RecurrentSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The outputs of a recurrent node, assembled from those of its directions. */
final class RecurrentResults {
    /** Name prefix of recurrent layers. */
    static final String ENCODER = "encoder";

    private RecurrentResults() {}

    /** Builds one direction, over time or for a single step. */
    interface Direction {
        RecurrentLayer.Result build(RecurrentLayer layer, ParameterScope scope, InitialStates initialStates);
    }

    /**
     * Builds the layer.
     *
     * @param cells one for each direction
     * @param width number of output features of one direction
     */
    static List<Value> of(
            Operands operands, RecurrentSpec spec, Flow x, List<? extends Cell> cells, int width, Direction direction) {
        Tracer tracer = operands.tracer();
        String name = "l" + tracer.layers().size();
        List<RecurrentLayer.Result> results = new ArrayList<>();
        int before = tracer.scope().declared().size();
        for (int i = 0; i < cells.size(); i++) {
            boolean backward = spec.directions().get(i);
            ParameterScope scope = tracer.scope().child(ENCODER).child(backward ? name + "_reverse" : name);
            boolean reverse = backward != x.reversed();
            results.add(direction.build(
                    new RecurrentLayer(cells.get(i), spec.hidden(), reverse),
                    scope,
                    RecurrentReader.initialStates(operands, spec, scope, i)));
        }
        boolean overTime = x.has(Dim.TIME);
        Expr joined = Exprs.concat(
                -1, results.stream().map(RecurrentLayer.Result::sequence).toList());
        if (results.size() == 1 && overTime) {
            RecurrentLayer.Result only = results.getFirst();
            if (!spec.directions().getFirst() && !x.reversed()) {
                tracer.last(only.sequence(), only.last());
            }
        }
        Map<String, Expr> states = new LinkedHashMap<>();
        List<CellSignature> signatures = new ArrayList<>();
        results.forEach(result -> {
            states.putAll(result.finalStates());
            signatures.add(result.signature());
        });
        Expr last = Exprs.concat(
                -1, results.stream().map(RecurrentLayer.Result::last).toList());
        String shared = tracer.scope().declared().size() == before ? ", with weights of a layer before it" : "";
        tracer.add(new Tracer.Layer(
                ENCODER + "." + name,
                operands.node().label(),
                spec.describe() + (width == spec.hidden() ? "" : " projected to " + width + " features") + shared,
                x.expr(),
                new RecurrentStack.Result(joined, last, states, signatures)));
        List<Value> values =
                new ArrayList<>(List.of(over(x, spec, width, joined, true), state(x, spec, width, results, "h")));
        if (spec.kind().gates() == 4) {
            values.add(state(x, spec, spec.hidden(), results, "c"));
        }
        return values;
    }

    private static Flow state(Flow x, RecurrentSpec spec, int width, List<RecurrentLayer.Result> results, String name) {
        List<Expr> ends = results.stream()
                .map(result -> Objects.requireNonNull(
                        result.finalStates().get(result.signature().name() + "." + name)))
                .toList();
        return over(x, spec, width, Exprs.concat(-1, ends), false);
    }

    /** The file's view of {@code [(T,) B, D·H]}; for a single step the time axis has size 1. */
    private static Flow over(Flow x, RecurrentSpec spec, int width, Expr joined, boolean sequence) {
        List<List<Dim>> axes = new ArrayList<>();
        List<Dim> d = Flow.axis(spec.directions().size());
        List<Dim> time = x.axes().get(spec.batchFirst() ? 1 : 0);
        // A file for one sequence has no batch axis, but its states have one here.
        List<Dim> batch = sequence ? x.axes().get(spec.batchFirst() ? 0 : 1) : List.of(Dim.BATCH);
        if (spec.batchFirst()) {
            axes.add(batch);
            if (sequence) {
                axes.add(time);
            }
            axes.add(d);
        } else {
            if (sequence) {
                axes.add(time);
            }
            axes.add(d);
            axes.add(batch);
        }
        axes.add(Flow.axis(width));
        Expr shaped = Flow.reshaped(joined, Flow.canonical(axes));
        return new Flow(shaped, axes, sequence && x.reversed(), false);
    }
}
