package dev.sluice.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllReduceTest {
    /** Queues between threads in place of a network. */
    private static final class Threads {
        private final List<BlockingQueue<Part>> queues = new ArrayList<>();
        private final int ranks;

        Threads(int ranks) {
            this.ranks = ranks;
            for (int i = 0; i < ranks * ranks; i++) {
                queues.add(new LinkedBlockingQueue<>());
            }
        }

        AllReduce.Exchange of(int rank) {
            return new AllReduce.Exchange() {
                @Override
                public void send(int to, Part part) {
                    queues.get(rank * ranks + to).add(part);
                }

                @Override
                public Part receive(int from, long step) {
                    try {
                        return queues.get(from * ranks + rank).take();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }
    }

    private static float value(int shard, int place) {
        return (float) (Math.exp(shard * 1.3 + place * 0.7) * (place % 2 == 0 ? 1 : -1) / 3);
    }

    /** The tree over shards, as a padded one of 2^k: neighbours first. */
    private static float[] tree(int from, int width, int shards, int length) {
        if (width == 1) {
            float[] leaf = new float[length];
            for (int i = 0; i < length; i++) {
                leaf[i] = value(from, i);
            }
            return leaf;
        }
        float[] left = tree(from, width / 2, shards, length);
        if (from + width / 2 < shards) {
            float[] right = tree(from + width / 2, width / 2, shards, length);
            for (int i = 0; i < length; i++) {
                left[i] += right[i];
            }
        }
        return left;
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 8", "2, 8, 8", "4, 8, 8", "8, 8, 8", "4, 8, 5", "4, 8, 2", "8, 8, 3", "4, 5, 5", "8, 5, 1"})
    void sum_anyNumberOfRanks_hasTheBitsOfTheTreeOverShards(int ranks, int shards, int there) throws Exception {
        int length = 7;
        float[] expected = tree(0, 8, there, length);
        Threads threads = new Threads(ranks);
        int block = Ranks.block(shards, ranks);
        List<float[]> sums = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            boolean some = rank * block < there;
            float[] own = some ? tree(rank * block, block, there, length) : new float[length];
            sums.add(own);
            AllReduce reduction = new AllReduce(rank, ranks, threads.of(rank));
            running.add(Thread.ofVirtual().start(() -> {
                reduction.scatter(1, own, Math.ceilDiv(there, block));
                reduction.gather(1, own);
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(sums).allSatisfy(sum -> assertThat(sum).isEqualTo(expected));
    }

    @Test
    void ranks_ofShardsAndSlots_arePowersOfTwo() {
        assertThat(Ranks.of(8, 3)).isEqualTo(2);
        assertThat(Ranks.of(5, 100)).isEqualTo(8);
        assertThat(Ranks.block(12, 4)).isEqualTo(4);
        assertThat(Ranks.block(8, 8)).isEqualTo(1);
        assertThatThrownBy(() -> new AllReduce(0, 3, new Threads(3).of(0)))
                .hasMessageContaining("power of two, but was 3");
    }
}
