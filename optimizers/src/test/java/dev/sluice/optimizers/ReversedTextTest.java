package dev.sluice.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.decode.BeamSearch;
import dev.sluice.core.decode.EngineSteps;
import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.DecoderOptions;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingTask;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A text is to be written backwards: attention solves it in seconds, one state for the whole text does not. */
class ReversedTextTest {
    private static final Cell GRU = cell -> {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr r = Exprs.sigmoid(cell.linear("r", x, h));
        Expr z = Exprs.sigmoid(cell.linear("z", x, h));
        Expr n = Exprs.tanh(cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))));
        cell.next("h", n.add(z.mul(h.sub(n))));
    };

    private static PreparedData texts() {
        SplittableRandom random = new SplittableRandom(5);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 3 + random.nextInt(5); length > 0; length--) {
                text.append((char) ('a' + random.nextInt(6)));
            }
            examples.add(new Example(
                    new Sequence.Text(text.toString()),
                    new Target.Text(text.reverse().toString())));
        }
        return PreparedData.of(
                new SplitConfig(0.05, 0.05, 0).divide(examples), TextConfig.defaults(), ClassEncoding.Form.NUMBER);
    }

    private static TrainedModel trained(PreparedData data, DecoderOptions.Attention attention, boolean feeding) {
        DecoderOptions decoder = OptionRecords.with(
                OptionRecords.with(DecoderOptions.of(GRU, 48), "attention", attention), "inputFeeding", feeding);
        ModelConfig config = ModelConfig.of(EncoderOptions.of(GRU, 24).withBidirectional(true))
                .withEmbedding(12)
                .withInitialization(smallRows())
                .withDecoder(OptionRecords.with(decoder, "embedding", new EmbeddingOptions(16)));
        Map<String, OutputActivation> activations = Map.of(Example.TARGET, OutputActivation.SOFTMAX);
        Objective objective = Objective.of(new CrossEntropy(new CrossEntropy.Options(0)))
                .forTarget(data.contract().target());
        Network training = network(config, data, activations, Network.Mode.TRAINING);
        TrainingTask task = new TrainingTask(
                training,
                network(config, data, activations, Network.Mode.INFERENCE),
                Parameters.initialize(training.parameters(), 3),
                data.training(),
                data.validation(),
                1);
        TrainingConfig recipe = TrainingConfig.of(
                        objective.loss(), new Adam(new Adam.Options(0.01, 0.9, 0.999, 1e-8, 0, false)))
                .withBatchSize(32)
                .withEpochs(8);
        Tensors best = new Trainer(recipe, EngineOptions.defaults())
                .train(task, TrainingListener.silent(), () -> false)
                .parameters();
        return new TrainedModel(
                config, TrainedModel.inputs(data.contract()), data.contract(), activations, best, Map.of());
    }

    /** Where to look depends on places alone here, which states tell more easily if letters do not fill them. */
    private static Initialization smallRows() {
        Initialization usual = Initialization.defaults();
        return new Initialization(
                usual.input(), usual.recurrent(), usual.bias(), List.of(new Initializers.Normal(0.1)));
    }

    private static Network network(
            ModelConfig config, PreparedData data, Map<String, OutputActivation> activations, Network.Mode mode) {
        return TrainedModel.network(config, Optional.empty(), data.contract(), activations, Map.of(), mode);
    }

    private static List<String> written(
            TrainedModel model, List<Example> examples, SearchOptions options, int threads) {
        List<EncodedInputs> inputs = examples.stream()
                .map(example -> model.contract().encode(example.inputs()))
                .toList();
        EngineSteps steps = new EngineSteps(
                        model.encoderDecoder(), EngineOptions.defaults().withThreads(threads))
                .with(model.parameters());
        WrittenEncoding text = (WrittenEncoding) model.contract().target();
        return new BeamSearch(options.within(text.config().maxLength()))
                .search(steps, Batch.inputs(inputs)).stream()
                        .map(found -> text.text(found.getFirst().tokens()) + " "
                                + found.getFirst().score())
                        .toList();
    }

    private static double right(List<String> written, List<Example> examples) {
        int right = 0;
        for (int i = 0; i < written.size(); i++) {
            Sequence wanted = ((Target.Text) examples.get(i).target()).text();
            right += written.get(i).startsWith(((Sequence.Text) wanted).text() + " ") ? 1 : 0;
        }
        return (double) right / written.size();
    }

    @ParameterizedTest
    @EnumSource(names = {"DOT", "GENERAL", "ADDITIVE"})
    void reversed_withAttention_isLearned(DecoderOptions.Attention attention) {
        PreparedData data = texts();
        TrainedModel model = trained(data, attention, attention == DecoderOptions.Attention.DOT);
        List<Example> tests = data.split().test();
        List<String> greedy = written(model, tests, SearchOptions.greedy(), 1);
        assertThat(right(greedy, tests)).isGreaterThan(0.9);
        List<String> beam = written(model, tests, new SearchOptions(3, 0.6, 0), 1);
        assertThat(right(beam, tests)).isGreaterThan(0.9);
        assertThat(written(model, tests, new SearchOptions(3, 0.6, 0), 2)).isEqualTo(beam);
    }
}
