package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardedTrainingTest {
    private static TrainingConfig config(int shards) {
        return TrainingConfig.of(new CrossEntropy(CrossEntropy.Options.defaults()), new PlainDescent(0.5))
                .withEpochs(3)
                .withBatchSize(13)
                .withShards(shards);
    }

    private static TrainingResult train(int shards, int threads, double dropout) {
        return new Trainer(config(shards), EngineOptions.defaults().withThreads(threads))
                .train(TrainingFixture.task(TrainingFixture.letters(40, 0.2), dropout), event -> {}, () -> false);
    }

    private static String bits(TrainingResult result) {
        StringBuilder bits = new StringBuilder();
        result.parameters().forEach((name, value) -> bits.append(name).append(Arrays.toString(value.array())));
        return bits.toString();
    }

    private static Updates.Gradient gradient(int shards) {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.2), 0);
        Updates updates =
                new Updates(config(shards), task, EngineOptions.defaults(), 10, TrainingState.initial(task.initial()));
        Batch batch = Batches.shuffled(task.trainingData(), 13, 1, 1).get(0);
        return updates.gradient(batch, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 13, 50})
    void gradient_ofShardsOfUnequalSize_isThatOfTheBatch(int shards) {
        Updates.Gradient whole = gradient(1);
        Updates.Gradient sum = gradient(shards);

        assertThat(sum.loss()).isCloseTo(whole.loss(), within(1e-6));
        for (int i = 0; i < whole.gradients().size(); i++) {
            float[] expected = whole.gradients().get(i).array();
            assertThat(sum.gradients().get(i).array())
                    .hasSize(expected.length)
                    .containsExactly(expected, within(1e-6f));
        }
    }

    @Test
    void train_inShards_hasTheSameBitsOnAnyNumberOfThreads() {
        String one = bits(train(4, 1, 0.3));

        assertThat(bits(train(4, 2, 0.3))).isEqualTo(one);
        assertThat(bits(train(3, 1, 0.3))).as("masks are drawn for each shard").isNotEqualTo(one);
    }

    /** Replicas in this process, which are lost now and then and begin again from the state of the training. */
    private static final class Local implements Replicas {
        private final int machines;
        private final int lostEvery;
        private final TrainingTask task;
        private final List<Replica> replicas = new ArrayList<>();

        Local(int machines, int lostEvery, TrainingTask task) {
            this.machines = machines;
            this.lostEvery = lostEvery;
            this.task = task;
        }

        @Override
        public Optional<float[]> sum(ReplicaUpdate update, Supplier<TrainingState> state, BooleanSupplier interrupted) {
            if (update.step() % lostEvery == 0) {
                replicas.clear();
            }
            while (replicas.size() < machines) {
                replicas.add(new Replica(config(8), task, EngineOptions.defaults(), state.get()));
            }
            GradientTree tree = new GradientTree();
            int each = 8 / machines;
            for (int i = 0; i < machines; i++) {
                replicas.get(i)
                        .sum(update, i * each, (i + 1) * each)
                        .ifPresent(sum -> tree.add(Tensors.of("sum", Tensor.wrap(Shape.of(sum.length), sum))));
            }
            float[] total = tree.total().get("sum").array();
            replicas.forEach(replica -> replica.apply(update, total));
            return Optional.of(total.clone());
        }

        @Override
        public void close() {
            replicas.clear();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 100", "4, 3", "8, 5"})
    void train_withReplicas_hasTheBitsOfOneMachine(int machines, int lostEvery) {
        String one = bits(train(8, 1, 0.3));
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.2), 0.3);

        TrainingResult result = new Trainer(config(8), EngineOptions.defaults())
                .with(new Local(machines, lostEvery, task))
                .train(task, event -> {}, () -> false);

        assertThat(bits(result)).isEqualTo(one);
    }

    @Test
    void with_oneShard_isRefused() {
        Trainer trainer = new Trainer(config(1), EngineOptions.defaults());
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.2), 0);

        assertThatThrownBy(() -> trainer.with(new Local(1, 1, task)))
                .hasMessageContaining("train.parallel.shards is 1");
    }

    @Test
    void tree_ofBlocks_isTheTreeOfTheirSums() {
        // What two machines with four shards each send is what one machine with eight has.
        List<Tensors> shards = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            shards.add(Tensors.of("w", Tensor.scalar((float) Math.exp(i * 1.7) / 3)));
        }
        GradientTree all = new GradientTree();
        shards.forEach(all::add);
        GradientTree first = new GradientTree();
        shards.subList(0, 4).forEach(first::add);
        GradientTree second = new GradientTree();
        shards.subList(4, 8).forEach(second::add);
        GradientTree together = new GradientTree();
        together.add(first.total());
        together.add(second.total());

        assertThat(together.total().get("w").get())
                .isEqualTo(all.total().get("w").get());
    }

    @Test
    void config_shardsAndSparseEmbeddings_isRefused() {
        TrainingConfig shards = config(2);

        assertThatThrownBy(() -> shards.withSparseEmbeddings(true)).hasMessageContaining("2 shards");
    }

    @Test
    void config_shardsAndPieces_isRefused() {
        TrainingConfig shards = config(2);

        assertThatThrownBy(() -> shards.withTruncatedBpttSteps(4)).hasMessageContaining("truncated_bptt_steps is 4");
    }
}
