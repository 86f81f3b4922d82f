package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The mean losses of outputs that have been computed already, by a network or by anything else. */
final class HeadLosses {
    private final Network network;
    private final Plan plan;

    HeadLosses(Network network, Function<String, Objective> objectives, EngineOptions engine) {
        this.network = network;
        Map<String, Expr> results = new LinkedHashMap<>();
        network.heads().forEach((name, head) -> {
            Expr outputs = Exprs.input(name, head.outputs().shape());
            Network.Head given = head.saying(outputs);
            Objective objective = objectives.apply(name);
            results.put(HeadScores.loss(name), objective.mean(name, given));
            results.put(HeadScores.point(name), objective.point(given));
        });
        plan = Plan.compile(new Graph(results), engine);
    }

    /** Keeps the values of the parameters that forms of heads have. */
    void hold(Tensors parameters) {
        plan.hold(parameters);
    }

    /**
     * The outputs of a batch together with its targets and losses, as {@link HeadScores} reads them.
     *
     * @param outputs the outputs of all heads for the whole batch, by head. Not modified.
     */
    Tensors with(Tensors outputs, Batch batch) {
        Tensors known = batch.values().with(Tensors.of(network.heads().keySet(), outputs::get));
        return known.with(plan.run(known, RandomKey.NONE));
    }
}
