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

    /** Each value of each option, one away from the default at a time. */
    @TestFactory
    Stream<DynamicTest> gru() {
        return Stream.of(
                        Gru.defaults(),
                        Gru.defaults().withReset(Gru.Reset.BEFORE),
                        Gru.defaults().withReset(Gru.Reset.COMPLEMENT),
                        Gru.defaults().withReset(Gru.Reset.RESULT).withUpdate(Gru.Update.TAKE),
                        Gru.defaults().withActivation(Activation.RELU))
                .flatMap(CellContract::tests);
    }
}
