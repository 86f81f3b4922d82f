package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static Dataset data(int n) {
        List<EncodedExample> examples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Tensor input = Tensor.zeros(1 + (i * 7) % 13);
            input.fillInPlace(i + 2);
            examples.add(new EncodedExample(input, Tensor.copyOf(Shape.of(2), i % 2, 1 - i % 2)));
        }
        return new Dataset(examples);
    }

    private static List<Integer> all(Batches batches) {
        return IntStream.range(0, batches.size())
                .boxed()
                .flatMap(batch -> batches.indices(batch).stream())
                .toList();
    }

    @Test
    void shuffled_anEpoch_seesEveryExampleOnce() {
        Batches batches = Batches.shuffled(data(103), 8, 1, 1);
        assertThat(batches.size()).isEqualTo(13);
        assertThat(all(batches)).hasSize(103).doesNotHaveDuplicates();
    }

    @Test
    void shuffled_seedAndEpoch_decideTheOrder() {
        assertThat(all(Batches.shuffled(data(50), 4, 1, 1))).isEqualTo(all(Batches.shuffled(data(50), 4, 1, 1)));
        assertThat(all(Batches.shuffled(data(50), 4, 1, 1))).isNotEqualTo(all(Batches.shuffled(data(50), 4, 1, 2)));
        assertThat(all(Batches.shuffled(data(50), 4, 1, 1))).isNotEqualTo(all(Batches.shuffled(data(50), 4, 2, 1)));
    }

    @Test
    void shuffled_lengthsMixed_putsLikeLengthsTogether() {
        Dataset data = data(2000);
        long padded = 0;
        long valid = 0;
        for (Batch batch : Batches.shuffled(data, 16, 3, 1)) {
            padded += (long) batch.steps() * batch.size();
            for (float length : batch.input("lengths").array()) {
                valid += (long) length;
            }
        }
        assertThat((double) padded / valid).isLessThan(1.1);
    }

    @Test
    void shuffled_batches_doNotComeInOrderOfLength() {
        Batches batches = Batches.shuffled(data(400), 8, 1, 1);
        List<Integer> steps = IntStream.range(0, batches.size())
                .map(i -> batches.get(i).steps())
                .boxed()
                .toList();
        assertThat(steps).isNotEqualTo(steps.stream().sorted().toList());
    }

    @Test
    void bothOrders_largestBatchSize_makeOneBatchOfAll() {
        for (Batches batches : List.of(
                Batches.shuffled(data(10), Integer.MAX_VALUE, 1, 1), Batches.inOrder(data(10), Integer.MAX_VALUE))) {
            assertThat(batches.size()).isEqualTo(1);
            assertThat(batches.indices(0)).hasSize(10).doesNotHaveDuplicates();
        }
    }

    @Test
    void inOrder_always_isTheSameAndStable() {
        Batches batches = Batches.inOrder(data(30), 7);
        assertThat(all(batches)).startsWith(0, 13, 26);
        assertThat(all(batches)).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void inOrder_noExamples_hasNoBatches() {
        assertThat(Batches.inOrder(new Dataset(List.of()), 4)).isEmpty();
    }

    @Test
    void shuffled_batchSizeZero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Batches.shuffled(data(3), 0, 1, 1))
                .withMessageContaining("at least 1, but was 0");
    }

    @Test
    void of_tokensOfDifferentLengths_arePaddedTimeMajor() {
        Batch batch = Batch.of(List.of(
                new EncodedExample(Tensor.copyOf(Shape.of(3), 7, 2, 9), Tensor.copyOf(Shape.of(2), 1, 0)),
                new EncodedExample(Tensor.copyOf(Shape.of(1), 5), Tensor.copyOf(Shape.of(2), 0, 1))));
        assertThat(batch.input("tokens").shape()).isEqualTo(Shape.of(3, 2));
        assertThat(batch.input("tokens").array()).containsExactly(7, 5, 2, 0, 9, 0);
        assertThat(batch.input("lengths").array()).containsExactly(3, 1);
        assertThat(batch.target("outputs").array()).containsExactly(1, 0, 0, 1);
        assertThat(batch.values().names()).containsExactly("tokens", "lengths", "targets");
    }

    @Test
    void of_features_arePaddedWithZeros() {
        Batch batch = Batch.of(List.of(
                new EncodedExample(Tensor.copyOf(Shape.of(1, 2), 1, 2), Tensor.copyOf(Shape.of(1), 0.5f)),
                new EncodedExample(Tensor.copyOf(Shape.of(2, 2), 3, 4, 5, 6), Tensor.copyOf(Shape.of(1), 1.5f))));
        assertThat(batch.input("features").shape()).isEqualTo(Shape.of(2, 2, 2));
        assertThat(batch.input("features").array()).containsExactly(1, 2, 3, 4, 0, 0, 5, 6);
        assertThat(batch.values().names()).containsExactly("features", "lengths", "targets");
    }

    @Test
    void of_tooManyNumbersForOneTensor_saysWhatToDo() {
        EncodedExample longOne = new EncodedExample(Tensor.zeros(1 << 20), Tensor.zeros(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Batch.of(Collections.nCopies(1 << 11, longOne)))
                .withMessageContaining("[1048576, 2048]")
                .withMessageContaining("smaller batch or shorter sequences");
    }
}
