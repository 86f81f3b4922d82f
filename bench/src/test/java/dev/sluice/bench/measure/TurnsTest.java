package dev.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private final List<String> order = new ArrayList<>();
    private long now;

    /** Takes a given time on a clock that nothing else moves. */
    private class Fake implements Side {
        private final String name;
        private final long nanos;

        Fake(String name, double millis) {
            this.name = name;
            nanos = (long) (millis * 1e6);
        }

        @Override
        public void run() {
            order.add(name);
            now += nanos;
        }

        @Override
        public Tensors results() {
            return Tensors.of();
        }
    }

    @Test
    void time_twoSides_givesTheMillisecondsOfOneRunForEachRound() {
        List<Timing> timings =
                new Turns(3, 20, 0, 0).time(List.of(new Fake("a", 2), new Fake("b", 50)), false, () -> now);

        assertThat(timings)
                .extracting(Timing::rounds)
                .containsExactly(List.of(2.0, 2.0, 2.0), List.of(50.0, 50.0, 50.0));
    }

    @Test
    void time_twoSides_runsThemInTurnsUntilATurnIsFull() {
        new Turns(2, 20, 0, 0).time(List.of(new Fake("a", 10), new Fake("b", 50)), false, () -> now);

        // One run to warm up and one to see how long it takes, of each; then the rounds.
        assertThat(order).containsExactly("a", "a", "b", "b", "a", "a", "b", "a", "a", "b");
    }

    @Test
    void time_eachRunByItself_givesMediansAndTheSlowestOfAHundred() {
        Fake uneven = new Fake("a", 1) {
            @Override
            public void run() {
                super.run();
                now += order.size() % 50 == 0 ? 9_000_000 : 0;
            }
        };
        Timing timing =
                new Turns(2, 100, 0, 0).time(List.of(uneven), true, () -> now).getFirst();

        assertThat(timing.rounds()).containsExactly(1.0, 1.0);
        assertThat(timing.tail()).hasValue(10.0);
    }

    @Test
    void time_warmUp_lastsAtLeastAsLongAsAsked() {
        new Turns(1, 1, 100, 0).time(List.of(new Fake("a", 7)), false, () -> now);

        // 15 runs of 7 ms are the first to exceed 100 ms; one to see how long it takes; one round.
        assertThat(order).hasSize(15 + 1 + 1);
    }
}
