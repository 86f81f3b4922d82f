package dev.sluice.core.train;

import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.NextSymbols;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.StreamConfig;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.core.train.metric.Likelihood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamTrainingTest {
    private static final EngineOptions ENGINE = EngineOptions.defaults().withThreads(1);
    private static final Cell CELL = cell -> cell.next("h", tanh(cell.linear("h", cell.input(), cell.state("h"))));

    private static PreparedData text(StreamConfig stream) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("abcd".charAt(i * i / 7 % 4));
        }
        List<Example> training = example(text.toString());
        return PreparedData.of(
                        new Split(training, example(text.substring(100, 141)), List.of()),
                        TextConfig.defaults().unlimited(),
                        ClassEncoding.Form.NUMBER)
                .asStream(stream);
    }

    private static List<Example> example(String text) {
        return NextSymbols.of(List.of(new Example(Map.of(Batch.TOKENS, new Sequence.Text(text)), Map.of())));
    }

    private static Network network(PreparedData data, Network.Mode mode) {
        int symbols = data.contract().target().size();
        ModelConfig config = ModelConfig.of(EncoderOptions.of(CELL, 6))
                .withEmbedding(3)
                .withHead(new HeadOptions(List.of(), 0.2).atEveryStep());
        return SequenceModel.build(config, new ModelInput.Tokens(symbols), symbols, mode);
    }

    private static TrainingTask task(PreparedData data, Network.Mode training, Network.Mode inference) {
        Network network = network(data, training);
        return new TrainingTask(
                network,
                network(data, inference),
                Parameters.initialize(network.parameters(), 7),
                data.training(),
                data.validation(),
                1);
    }

    private static TrainingTask streamed(StreamConfig stream) {
        return task(text(stream), Network.Mode.TRAINING_WITH_STATES, Network.Mode.WITH_STATES);
    }

    private static TrainingConfig config(PreparedData data) {
        Objective objective = Objective.of(new CrossEntropy(new CrossEntropy.Options(0)))
                .forTarget(data.contract().target());
        return TrainingConfig.of(objective.loss(), new PlainDescent(0.5))
                .withBatchSize(4)
                .withEpochs(3)
                .withMetric("perplexity", new Likelihood(Likelihood.Unit.PERPLEXITY));
    }

    @Test
    void evaluate_pieces_givesTheFiguresOfTheWholeText() {
        PreparedData whole = text(StreamConfig.none());
        PreparedData pieces = text(new StreamConfig(7, false));
        TrainingTask task = streamed(new StreamConfig(7, false));
        Scores expected = new Evaluator(network(whole, Network.Mode.INFERENCE), config(whole)::objective, ENGINE)
                .evaluate(task.initial(), whole.validation(), 8);
        Scores actual = new Evaluator(network(pieces, Network.Mode.WITH_STATES), config(pieces)::objective, ENGINE)
                .evaluate(task.initial(), pieces.validation(), 8);
        assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-6));
        assertThat(actual.figure("perplexity")).isCloseTo(expected.figure("perplexity"), within(1e-6));
        assertThat(actual.figure("perplexity")).isCloseTo(Math.exp(actual.loss()), within(1e-5));
    }

    /** As a file is judged by the figures of its training. */
    @Test
    void judge_pieces_givesTheFiguresOfTheWholeText() {
        PreparedData pieces = text(new StreamConfig(7, false));
        TrainingTask task = streamed(new StreamConfig(7, false));
        Network network = network(pieces, Network.Mode.WITH_STATES);
        Scores expected = new Evaluator(network, config(pieces)::objective, ENGINE)
                .evaluate(task.initial(), pieces.validation(), 8);
        Map<String, Expr> results = new LinkedHashMap<>(network.nextStates());
        network.heads().forEach((name, head) -> results.put(name, head.outputs()));
        Plan plan = Plan.compile(new Graph(results), ENGINE);

        Scores actual = Validation.of(pieces.validation(), network, config(pieces)::objective, task.initial())
                .judge(inputs -> plan.run(task.initial().with(inputs), RandomKey.NONE));

        assertThat(actual.figure("perplexity")).isCloseTo(expected.figure("perplexity"), within(1e-6));
    }

    @Test
    void evaluate_networkWithoutStates_isRefused() {
        PreparedData pieces = text(new StreamConfig(7, false));
        Evaluator evaluator = new Evaluator(network(pieces, Network.Mode.INFERENCE), config(pieces)::objective, ENGINE);
        assertThatThrownBy(() ->
                        evaluator.evaluate(streamed(new StreamConfig(7, false)).initial(), pieces.validation(), 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WITH_STATES");
    }

    @Test
    void check_streamInShards_isRefusedBeforeTraining() {
        TrainingTask task = streamed(new StreamConfig(10, false));
        TrainingConfig config = config(text(new StreamConfig(10, false)));
        Trainer.check(config, task);
        assertThatThrownBy(() -> Trainer.check(config.withShards(2), task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which shards do not; set train.parallel.shards: 1");
    }

    @Test
    void train_continuedFromAnyUpdate_endsWithTheSameBits() {
        StreamConfig stream = new StreamConfig(9, true);
        TrainingTask task = streamed(stream);
        TrainingConfig config = config(text(stream));
        List<TrainingState> states = new ArrayList<>();
        TrainingResult whole = new Trainer(config, ENGINE)
                .train(
                        task,
                        event -> {
                            if (event instanceof TrainingEvent.Resumable resumable) {
                                states.add(resumable.state().get().copy());
                            }
                        },
                        () -> false);
        assertThat(states).hasSizeGreaterThan(30);
        for (int i = 4; i < states.size(); i += 7) {
            TrainingResult resumed = new Trainer(config, ENGINE.withThreads(2))
                    .train(task, states.get(i), TrainingListener.silent(), () -> false);
            assertThat(resumed.history()).isEqualTo(whole.history());
            whole.parameters()
                    .forEach((name, value) -> assertThat(
                                    resumed.parameters().get(name).array())
                            .as(name)
                            .containsExactly(value.array()));
        }
    }

    @Test
    void train_carriedStates_matter() {
        // With pieces of one step and no carried state, only the symbol before would be known.
        StreamConfig stream = new StreamConfig(1, false);
        TrainingTask task = streamed(stream);
        List<TrainingState> states = new ArrayList<>();
        new Trainer(config(text(stream)).withEpochs(1), ENGINE)
                .train(
                        task,
                        event -> {
                            if (event instanceof TrainingEvent.Resumable resumable) {
                                states.add(resumable.state().get().copy());
                            }
                        },
                        () -> false);
        assertThat(states.get(3).carried().values())
                .allSatisfy(state -> assertThat(state.array()).doesNotContain(0f));
    }
}
