package dev.sluice.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.measure.Difference;
import dev.sluice.bench.measure.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is timed side by side computes the same, outputs and states. */
final class ShippedWorkTest {
    @ParameterizedTest
    @EnumSource(
            value = CellKind.class,
            names = {"GRU", "LSTM", "MGU", "LAYER_NORM_GRU"})
    void results_ofOurFileAnothersAndOurEngine_areTheSame(CellKind cell) {
        for (ShippedWork work : List.of(new ShippedWork(cell, 3, 7), new ShippedWork(cell, 2, 1))) {
            try (Side ours = work.ours(1)) {
                ours.run();
                Map<String, Side> others = work.beside(1);
                assertThat(others).containsOnlyKeys(ShippedWork.OTHER_FILE, ShippedWork.SLUICE);
                others.forEach((name, other) -> {
                    other.run();
                    assertThat(other.results()).containsKeys("outputs", "state.0");
                    assertThat(Difference.check(work.describe() + name, ours.results(), other.results()))
                            .isLessThan(1e-5);
                    other.close();
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CellKind.class,
            names = {"LSTM", "MGU"})
    void results_ofClients_areTheSameInAnyDivision(CellKind cell) {
        ClientsWork alone = new ClientsWork(cell, 6, false, 3);
        try (Side one = alone.ours(1);
                Side two = alone.ours(2);
                Side joined = new ClientsWork(cell, 6, true, 3).ours(1)) {
            List.of(one, two, joined).forEach(Side::run);
            assertThat(Difference.check("joined", joined.results(), one.results()))
                    .isLessThan(1e-6);
            // The last thread's last client is its third, with the third row of numbers.
            assertThat(two.results()).containsOnlyKeys("outputs");
        }
    }
}
