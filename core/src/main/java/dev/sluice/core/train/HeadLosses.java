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

/** The mean losses of answers that are there already, whoever gave them. */
final class HeadLosses {
    private final Network network;
    private final Plan plan;

    HeadLosses(Network network, Function<String, Objective> objectives, EngineOptions engine) {
        this.network = network;
        Map<String, Expr> results = new LinkedHashMap<>();
        network.heads().forEach((name, head) -> {
            Expr outputs = Exprs.input(name, head.outputs().shape());
            Network.Head given = new Network.Head(outputs, head.lengths());
            results.put(HeadScores.loss(name), objectives.apply(name).mean(name, given));
        });
        plan = Plan.compile(new Graph(results), engine);
    }

    /**
     * Answers and what {@link HeadScores} wants to know beside them.
     *
     * @param answers the outputs of all heads for the whole batch, by their names. Not modified.
     */
    Tensors with(Tensors answers, Batch batch) {
        Tensors known = batch.values().with(Tensors.of(network.heads().keySet(), answers::get));
        return known.with(plan.run(known, RandomKey.NONE));
    }
}
