package dev.sluice.core.train;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.PreparedData;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.engine.RandomMasks;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.graph.gradient.Recompute;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.InferenceGraph;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.Regularization;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients with what they need computed again are those with it kept, bit for bit. */
class RecomputedTrainingTest {
    /** A gate after the recurrent product, one before it, and a second state. */
    private static final Cell CELL = cell -> {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr c = cell.state("c");
        Expr z = sigmoid(cell.linear("z", x, h));
        Expr r = sigmoid(cell.linear("r", x, h));
        Expr n = tanh(cell.linear("n", x, r.mul(h)).add(z.mul(h)));
        Expr next = c.mul(z).add(n.mul(z.oneMinus()));
        cell.next("c", next);
        cell.next("h", tanh(next));
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 23, 50})
    void gradients_ofTwoLayersInBothDirections_areTheSameBits(int steps) {
        for (Pooling pooling : List.of(Pooling.LAST, Pooling.MEAN)) {
            assertSameBits(gradients(pooling), steps);
        }
    }

    @ParameterizedTest
    @MethodSource("inSteps")
    void gradients_withMasksInsideTheSteps_areTheSameBits(Regularization regularization) {
        assertSameBits(gradients(Pooling.LAST, regularization), 23);
    }

    private static List<Regularization> inSteps() {
        Regularization none = Regularization.none();
        return List.of(
                none.withRecurrentDropout(0.4),
                none.withRecurrentDropout(0.4).withVariational(true),
                none.withZoneout(0.3, 0.2),
                none.withWeightDrop(0.4).withInputDropout(0.2));
    }

    private static void assertSameBits(Graph kept, int steps) {
        Graph computed = Recompute.apply(InferenceGraph.of(kept));
        assertThat(loops(computed))
                .as("forward and backward of 2 layers in 2 directions")
                .isEqualTo(8);
        Tensors values = values(kept, steps, 7);
        RandomKey key = new RandomKey(4, 9);
        for (int threads : new int[] {1, 2}) {
            EngineOptions engine = new EngineOptions(threads, KernelChoice.best());
            Tensors expected = Plan.compile(kept, engine).run(values, key);
            Plan plan = Plan.compile(computed, engine);
            for (int run = 0; run < 2; run++) {
                Tensors actual = plan.run(values, key);
                expected.forEach((name, tensor) -> assertThat(actual.get(name).array())
                        .as("%s, %d steps", name, steps)
                        .isEqualTo(tensor.array()));
            }
        }
    }

    @Test
    void gradients_inTheInterpreter_areTheSameNumbers() {
        Graph kept = gradients(Pooling.MEAN);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(values(kept, 11, 3)));
        RandomKey key = new RandomKey(4, 9);
        Map<String, Array64> expected = Interpreter.run(kept, values, RandomMasks.of(key));
        Map<String, Array64> actual =
                Interpreter.run(Recompute.apply(InferenceGraph.of(kept)), values, RandomMasks.of(key));
        expected.forEach(
                (name, array) -> assertThat(actual.get(name).data()).as(name).isEqualTo(array.data()));
    }

    @Test
    void training_withRecompute_endsWithTheSameWeights() {
        PreparedData data = TrainingFixture.letters(60, 0.2);
        TrainingTask task = TrainingFixture.task(data, 0.2);
        TrainingConfig config = TrainingConfig.of(
                        new CrossEntropy(CrossEntropy.Options.defaults()), new PlainDescent(0.1))
                .withEpochs(2)
                .withBatchSize(13);
        TrainingResult kept = train(config, task);
        TrainingResult computed = train(config.withRecompute(true), task);
        kept.parameters()
                .forEach((name, tensor) -> assertThat(
                                computed.parameters().get(name).array())
                        .as(name)
                        .isEqualTo(tensor.array()));
    }

    private static TrainingResult train(TrainingConfig config, TrainingTask task) {
        return new Trainer(config, EngineOptions.defaults()).train(task, TrainingListener.silent(), () -> false);
    }

    private static long loops(Graph graph) {
        return graph.expressions().stream()
                .filter(expr -> expr.op() instanceof Segments)
                .count();
    }

    private static Graph gradients(Pooling pooling) {
        return gradients(pooling, Regularization.none());
    }

    private static Graph gradients(Pooling pooling, Regularization regularization) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(CELL, 9)
                        .withLayers(2)
                        .withBidirectional(true)
                        .withDropout(0.3)
                        .withRegularization(regularization))
                .withEmbedding(5)
                .withPooling(pooling);
        Network network = SequenceModel.build(config, new ModelInput.Tokens(6), 3, Network.Mode.TRAINING);
        Objective objective = Objective.of(new CrossEntropy(CrossEntropy.Options.defaults()));
        Graph forward = new Graph(Objective.losses(network, head -> objective));
        return TrainingGraph.of(forward, Scores.LOSS, network.trainedNames());
    }

    /** Random weights, tokens and lengths; one row is empty and one is as long as the batch. */
    private static Tensors values(Graph graph, int steps, int rows) {
        Tensors.Builder values = Tensors.builder();
        List<Expr> leaves = new ArrayList<>();
        graph.expressions().stream().filter(e -> e.op() instanceof Op.Leaf).forEach(leaves::add);
        for (Expr expr : leaves) {
            if (expr.op() instanceof Input || expr.op() instanceof Parameter) {
                String label = ((Op.Leaf) expr.op()).label();
                int[] sizes = expr.shape().sizes(Map.of("T", steps, "B", rows));
                CounterRandom random = CounterRandom.of(2, label, steps);
                Tensor tensor = Tensor.zeros(Shape.of(sizes));
                for (int i = 0; i < tensor.array().length; i++) {
                    tensor.array()[i] = switch (label) {
                        case "tokens" -> random.below(i, 6);
                        case "lengths" -> i == 0 ? steps : i == 1 ? 0 : 1 + random.below(i, steps);
                        case "targets" -> i % 3 == i / 3 % 3 ? 1 : 0;
                        default -> random.uniform(i) - 0.5f;
                    };
                }
                values.put(label, tensor);
            }
        }
        return values.build();
    }
}
