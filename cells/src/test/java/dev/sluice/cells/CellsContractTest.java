package dev.sluice.cells;

import dev.sluice.testkit.CellContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CellsContractTest {
    @TestFactory
    Stream<DynamicTest> rnn() {
        return Stream.of(Activation.values()).map(Rnn::new).flatMap(CellContract::tests);
    }

    @TestFactory
    Stream<DynamicTest> lstm() {
        return CellContract.tests(Lstm.defaults());
    }

    @TestFactory
    Stream<DynamicTest> gru() {
        return Stream.of(Gru.Reset.values())
                .filter(reset -> reset != Gru.Reset.NONE)
                .flatMap(reset -> Stream.of(Gru.Update.values())
                        .flatMap(update ->
                                Stream.of(Activation.values()).map(activation -> new Gru(reset, activation, update))))
                .flatMap(CellContract::tests);
    }
}
