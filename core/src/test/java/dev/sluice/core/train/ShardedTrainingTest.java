package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        return updates.gradient(batch.values(), 1);
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
    void config_shardsAndPieces_isRefused() {
        TrainingConfig shards = config(2);

        assertThatThrownBy(() -> shards.withTruncatedBpttSteps(4)).hasMessageContaining("truncated_bptt_steps is 4");
    }
}
