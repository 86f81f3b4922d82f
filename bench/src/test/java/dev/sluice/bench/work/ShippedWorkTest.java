package dev.sluice.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.measure.Difference;
import dev.sluice.bench.measure.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sides that are timed together compute the same outputs and states. */
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
                    assertThat(other.results().names()).contains("outputs", "state.0");
                    assertThat(Difference.check(
                                    work.describe() + name, work.tolerance(), ours.results(), other.results()))
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
    void results_ofTheLastClient_areTheSameAloneJoinedAndDivided(CellKind cell) {
        try (Side alone = new ClientsWork(cell, 3, false, 4).ours(1);
                Side joined = new ClientsWork(cell, 3, true, 4).ours(1);
                Side divided = new ClientsWork(cell, 6, false, 4).ours(2)) {
            List.of(alone, joined, divided).forEach(Side::run);
            assertThat(Difference.check("joined", 1e-3, joined.results(), alone.results()))
                    .isLessThan(1e-6);
            // Each of two threads serves three clients, with the same numbers as here.
            assertThat(Difference.check("divided", 1e-3, divided.results(), alone.results()))
                    .isLessThan(1e-6);
        }
    }
}
