package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.cells.Gru;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingTask;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.optimizers.Adam;
import java.util.List;
import java.util.stream.IntStream;

/** A {@link TableWork} in Sluice: one epoch of the trainer. */
final class OurTable implements Side {
    private static final int EMBEDDING = 128;
    private static final int CLASSES = 2;

    private final Trainer trainer;
    private final TrainingTask task;
    private float loss;

    OurTable(TableWork work, int threads) {
        TrainingConfig config = TrainingConfig.of(
                        new CrossEntropy(CrossEntropy.Options.defaults()),
                        new Adam(new Adam.Options(LayerWork.LEARNING_RATE, 0.9, 0.999, 1e-8, 0, false)))
                .withBatchSize(TableWork.ROWS)
                .withEpochs(1);
        trainer = new Trainer(
                OptionRecords.with(config, "sparseEmbeddings", work.sparse()),
                EngineOptions.defaults().withThreads(threads));
        Network network = network(work, Network.Mode.TRAINING);
        task = new TrainingTask(
                network,
                network(work, Network.Mode.INFERENCE),
                Parameters.initialize(network.parameters(), 1),
                new Dataset(examples(work)),
                new Dataset(List.of()),
                1);
    }

    private static Network network(TableWork work, Network.Mode mode) {
        ModelConfig model =
                ModelConfig.of(EncoderOptions.of(Gru.defaults(), 64)).withEmbedding(EMBEDDING);
        return SequenceModel.build(model, new ModelInput.Tokens(work.words()), CLASSES, mode);
    }

    private static List<EncodedExample> examples(TableWork work) {
        CounterRandom random = CounterRandom.of(1, "table", 0);
        return IntStream.range(0, TableWork.BATCHES * TableWork.ROWS)
                .mapToObj(number -> {
                    Tensor tokens = Tensor.zeros(TableWork.STEPS);
                    for (int t = 0; t < TableWork.STEPS; t++) {
                        tokens.array()[t] = 2 + random.below((long) number * TableWork.STEPS + t, work.words() - 2);
                    }
                    Tensor target = Tensor.zeros(CLASSES);
                    target.array()[number % CLASSES] = 1;
                    return new EncodedExample(tokens, target);
                })
                .toList();
    }

    @Override
    public void run() {
        loss = (float) trainer.train(task, TrainingListener.silent(), () -> false)
                .history()
                .getLast()
                .trainingLoss();
    }

    @Override
    public Tensors results() {
        return Tensors.of("loss", Tensor.scalar(loss));
    }
}
