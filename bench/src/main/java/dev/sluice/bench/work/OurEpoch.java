package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.data.Batch;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An {@link EpochWork} in Sluice: what its trainer does for each batch. */
final class OurEpoch implements Side {
    private static final String LOSS = "loss";

    private final EpochWork work;
    private final Plan plan;
    private final Tensors parameters;
    private final Updating updating;
    private final List<Float> losses = new ArrayList<>();

    OurEpoch(EpochWork work, int threads) {
        this.work = work;
        Network network = work.network();
        Expr targets = Exprs.input(Batch.TARGETS, network.outputs().shape());
        Expr loss = new CrossEntropy(CrossEntropy.Options.defaults()).loss(network.outputs(), targets);
        Graph forward = new Graph(Map.of(LOSS, loss));
        plan = Plan.compile(
                TrainingGraph.of(forward, LOSS, network.parameterNames()),
                EngineOptions.defaults().withThreads(threads));
        parameters = work.parameters();
        updating = new Updating(parameters);
    }

    @Override
    public void run() {
        for (Batch batch : work.epoch()) {
            Tensors results = plan.run(parameters.with(batch.values()), RandomKey.NONE);
            updating.step(results);
            losses.add(results.get(LOSS).get());
        }
    }

    @Override
    public Tensors results() {
        return EpochWork.firstLosses(losses);
    }
}
