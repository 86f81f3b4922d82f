package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.Profile;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An update of a {@link LanguageWork} in Sluice: what its trainer does for each batch. */
final class OurUpdates implements Side {
    private static final String LOSS = LanguageWork.LOSS;
    private static final String TABLE = "embedding.weight";

    private final Plan plan;
    private final Tensors batch;
    private final Tensors parameters;
    private final Updating updating;
    private Tensors first = Tensors.of();

    OurUpdates(LanguageWork work, int threads) {
        Network network = work.network();
        Objective objective = Objective.of(new CrossEntropy(CrossEntropy.Options.defaults())
                .ofClassNumbers()
                .orElseThrow());
        Graph forward = new Graph(Map.of(
                LOSS,
                objective.mean(
                        Network.OUTPUTS, Objects.requireNonNull(network.heads().get(Network.OUTPUTS)))));
        plan = Plan.compile(
                TrainingGraph.of(forward, LOSS, network.parameterNames()),
                EngineOptions.defaults().withThreads(threads));
        batch = work.batch();
        parameters = work.parameters();
        updating = new Updating(parameters);
    }

    @Override
    public void run() {
        update(null);
    }

    @Override
    public void run(Profile profile) {
        update(profile);
    }

    private void update(@Nullable Profile profile) {
        Tensors results = plan.run(parameters.with(batch), RandomKey.NONE, profile);
        if (first.isEmpty()) {
            first = Tensors.of(LOSS, results.get(LOSS), LanguageWork.TABLE_GRADIENT, Updating.gradient(results, TABLE))
                    .copy();
        }
        long begin = System.nanoTime();
        updating.step(results);
        if (profile != null) {
            profile.add("clipping and Adam", System.nanoTime() - begin);
        }
    }

    @Override
    public Tensors results() {
        return first;
    }
}
