package dev.sluice.cells;

import dev.sluice.core.model.Cell;
import dev.sluice.testkit.CellContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The contract for the rest of the catalogue, with each option away from its default somewhere. */
@Tag("slow")
class CatalogueContractTest {
    private static Stream<DynamicTest> contract(Cell... cells) {
        return Stream.of(cells).flatMap(CellContract::tests);
    }

    @TestFactory
    Stream<DynamicTest> withoutGates() {
        return contract(Irnn.defaults(), IndRnn.defaults());
    }

    @TestFactory
    Stream<DynamicTest> lstmOptions() {
        return contract(
                Lstm.defaults().withPeephole(true).withProjection(3),
                Lstm.defaults().withCoupled(true).withForgetBias(0));
    }

    @TestFactory
    Stream<DynamicTest> gruVariants() {
        return contract(new Gru1(), new Gru2(), new Gru3(), Mgu.defaults(), Ugrnn.defaults());
    }

    @TestFactory
    Stream<DynamicTest> mutations() {
        return contract(new Mut1(), new Mut2(), new Mut3());
    }

    @TestFactory
    Stream<DynamicTest> additive() {
        return contract(new Atr(), Ran.defaults(), new Ran(Ran.Output.IDENTITY), Janet.defaults(), Sru.defaults());
    }

    @TestFactory
    Stream<DynamicTest> gatesOfTheInput() {
        return contract(
                new Qrnn(Qrnn.Pooling.F),
                new Qrnn(Qrnn.Pooling.IFO),
                MinGru.defaults(),
                new MinGru(MinimalCandidate.POSITIVE),
                MinLstm.defaults());
    }

    @TestFactory
    Stream<DynamicTest> factoredAndDeep() {
        return contract(FastGrnn.defaults(), new FastGrnn(2, 3), new RecurrentHighway(2, -1, false));
    }

    @TestFactory
    Stream<DynamicTest> normalized() {
        return contract(LayerNormGru.defaults(), LayerNormLstm.defaults());
    }

    @TestFactory
    Stream<DynamicTest> exponential() {
        return Stream.of(Slstm.Forget.values())
                .map(forget -> new Slstm(forget, 1))
                .flatMap(CellContract::tests);
    }

    @TestFactory
    Stream<DynamicTest> memory() {
        return contract(new Lmu(5, 3), Mlstm.defaults(), new Mlstm(2, 0));
    }

    @TestFactory
    Stream<DynamicTest> extraInputs() {
        return contract(new GruD(), TimeLstm.defaults(), new PhasedLstm(1, 4, 0.5, 0.01), new Ggnn(3, 2, 2));
    }
}
