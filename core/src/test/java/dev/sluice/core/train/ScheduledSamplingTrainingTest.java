package dev.sluice.core.train;

import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.DecoderOptions;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.ScheduledSampling;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A decoder that reads its own symbols in training, now and then. */
class ScheduledSamplingTrainingTest {
    private static final EngineOptions ENGINE = EngineOptions.defaults().withThreads(1);
    private static final Cell CELL = cell -> cell.next("h", tanh(cell.linear("h", cell.input(), cell.state("h"))));

    private static PreparedData texts() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String text = "abcdefgh".substring(i % 5, i % 5 + 3);
            examples.add(new Example(
                    new Sequence.Text(text),
                    new Target.Text(new StringBuilder(text).reverse().toString())));
        }
        return PreparedData.of(
                new Split(examples.subList(0, 20), examples.subList(20, 24), List.of()),
                TextConfig.defaults(),
                ClassEncoding.Form.NUMBER);
    }

    private static TrainingTask task(PreparedData data, ScheduledSampling sampling) {
        DecoderOptions decoder = OptionRecords.with(
                OptionRecords.with(DecoderOptions.of(CELL, 8), "scheduledSampling", sampling),
                "embedding",
                new EmbeddingOptions(5));
        ModelConfig config =
                ModelConfig.of(EncoderOptions.of(CELL, 8)).withEmbedding(5).withDecoder(decoder);
        Network training = network(config, data, Network.Mode.TRAINING);
        return new TrainingTask(
                training,
                network(config, data, Network.Mode.INFERENCE),
                Parameters.initialize(training.parameters(), 3),
                data.training(),
                data.validation(),
                1,
                false,
                Optional.empty(),
                Optional.of(new TextTask(
                        TrainedModel.encoderDecoder(config, data.contract()),
                        data.contract(),
                        data.split().validation(),
                        sampling)));
    }

    private static Network network(ModelConfig config, PreparedData data, Network.Mode mode) {
        return TrainedModel.network(
                config,
                Optional.empty(),
                data.contract(),
                Map.of(Example.TARGET, OutputActivation.SOFTMAX),
                Map.of(),
                mode);
    }

    private static TrainingConfig config(PreparedData data) {
        Objective objective = Objective.of(new CrossEntropy(new CrossEntropy.Options(0)))
                .forTarget(data.contract().target());
        return TrainingConfig.of(objective.loss(), new PlainDescent(0.3))
                .withBatchSize(4)
                .withEpochs(3);
    }

    @Test
    void train_continuedOnOtherThreads_endsWithTheSameBits() {
        PreparedData data = texts();
        TrainingTask task = task(data, new ScheduledSampling(0.7, 10));
        List<TrainingState> states = new ArrayList<>();
        Tensors whole = new Trainer(config(data), ENGINE)
                .train(
                        task,
                        event -> {
                            if (event instanceof TrainingEvent.Resumable resumable) {
                                states.add(resumable.state().get().copy());
                            }
                        },
                        () -> false)
                .parameters();
        Trainer two = new Trainer(config(data), ENGINE.withThreads(2));
        // The first state is of the middle of the rise, where the coins depend on the number of the update.
        for (TrainingState from : List.of(TrainingState.initial(task.initial()), states.getFirst())) {
            Tensors again = two.train(task, from, TrainingListener.silent(), () -> false)
                    .parameters();
            whole.forEach((name, value) ->
                    assertThat(again.get(name).array()).as(name).containsExactly(value.array()));
        }
    }

    @Test
    void train_ownSymbols_changeWhatIsLearned() {
        PreparedData data = texts();
        Trainer trainer = new Trainer(config(data), ENGINE);
        String name = "decoder.scores.weight";
        float[] own = trainer.train(task(data, new ScheduledSampling(1, 0)), TrainingListener.silent(), () -> false)
                .parameters()
                .get(name)
                .array();
        float[] right = trainer.train(task(data, ScheduledSampling.never()), TrainingListener.silent(), () -> false)
                .parameters()
                .get(name)
                .array();
        assertThat(own).isNotEqualTo(right);
    }
}
