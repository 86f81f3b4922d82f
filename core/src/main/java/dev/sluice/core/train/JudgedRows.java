package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Judges the outputs of any model by the losses and metrics of a training. */
final class JudgedRows implements Validation {
    /** Odd, to expose a model that only takes even batches. */
    private static final int BATCH = 63;

    private final Dataset rows;
    private final Network network;
    private final Function<String, Objective> objectives;
    private final HeadLosses losses;

    JudgedRows(Dataset rows, Network network, Function<String, Objective> objectives, Tensors parameters) {
        this.rows = rows;
        this.network = network;
        this.objectives = objectives;
        losses = new HeadLosses(network, objectives, EngineOptions.defaults());
        losses.hold(parameters);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Scores judge(UnaryOperator<Tensors> model) {
        List<HeadScores> scores = HeadScores.of(network, objectives);
        Batches batches = Batches.inOrder(rows, BATCH);
        Optional<CarriedStates> stream =
                batches.carryStates() ? Optional.of(new CarriedStates(network, 1)) : Optional.empty();
        for (int i = 0; i < batches.size(); i++) {
            Batch batch = batches.get(i);
            List<Integer> examples = batches.indices(i);
            Tensors inputs = batch.inputs();
            Tensors outputs =
                    model.apply(stream.map(states -> states.with(inputs)).orElse(inputs));
            stream.ifPresent(states -> states.take(outputs));
            Tensors results = losses.with(outputs, batch);
            scores.forEach(score -> score.add(results, batch, rows, examples, OutputListener.none()));
        }
        return HeadScores.together(scores);
    }
}
