package dev.sluice.core.train;

import static dev.sluice.core.graph.Exprs.tanh;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.core.train.metric.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Small problems to train on. */
final class TrainingFixture {
    private static final Cell CELL = cell -> cell.next("h", tanh(cell.linear("h", cell.input(), cell.state("h"))));

    /** One thread. */
    static final EngineOptions ENGINE = EngineOptions.defaults().withThreads(1);

    private TrainingFixture() {}

    /** Batches of 8, 8 epochs of plain descent, cross-entropy and accuracy. */
    static TrainingConfig classification() {
        return TrainingConfig.of(new CrossEntropy(CrossEntropy.Options.defaults()), new PlainDescent(0.5))
                .withBatchSize(8)
                .withEpochs(8)
                .withMetric("accuracy", new Accuracy());
    }

    /** Trains in silence. */
    static TrainingResult train(TrainingConfig config, TrainingTask task) {
        return new Trainer(config, ENGINE).train(task, TrainingListener.silent(), () -> false);
    }

    /** Words over "ab", said to be of the class of their first letter: easy for the reverse direction alone. */
    static PreparedData letters(int examples, double validation) {
        List<Example> list = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            String word =
                    Integer.toBinaryString(i + 2).substring(1).replace('0', 'a').replace('1', 'b');
            list.add(new Example(
                    new Sequence.Text(word), new Target.Labels(new TreeSet<>(List.of("class " + word.charAt(0))))));
        }
        return PreparedData.of(
                new SplitConfig(validation, 0, 0).divide(list), TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION);
    }

    /** Series whose mean is to be told. */
    static PreparedData means(int examples) {
        List<Example> list = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            float[] values = new float[2 + i % 4];
            double sum = 0;
            for (int t = 0; t < values.length; t++) {
                values[t] = ((i * 31 + t * 17) % 11) / 5f - 1;
                sum += values[t];
            }
            list.add(new Example(
                    new Sequence.Series(Tensor.wrap(Shape.of(values.length, 1), values)),
                    new Target.Numbers(List.of(sum / values.length))));
        }
        return PreparedData.of(
                new SplitConfig(0.2, 0, 0).divide(list), TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION);
    }

    static TrainingTask task(PreparedData data, double dropout) {
        ModelInput input = switch (data.contract().input()) {
            case InputEncoding.Text text ->
                new ModelInput.Tokens(text.vocabulary().size());
            case InputEncoding.Series series ->
                new ModelInput.Features(series.scaler().features());
            case InputEncoding.Category category -> new ModelInput.Category("category", category.categories());
            case InputEncoding.Static fixed ->
                new ModelInput.Static("static", fixed.scaler().features());
        };
        ModelConfig config = ModelConfig.of(EncoderOptions.of(CELL, 8).withBidirectional(true))
                .withEmbedding(4)
                .withHead(new HeadOptions(List.of(), dropout));
        int outputs = data.contract().target().size();
        Network training = SequenceModel.build(config, input, outputs, Network.Mode.TRAINING);
        Network inference = SequenceModel.build(config, input, outputs, Network.Mode.INFERENCE);
        return new TrainingTask(
                training,
                inference,
                Parameters.initialize(training.parameters(), 7),
                data.training(),
                data.validation(),
                1);
    }
}
