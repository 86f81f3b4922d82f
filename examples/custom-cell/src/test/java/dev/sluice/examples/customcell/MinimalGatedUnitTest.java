package dev.sluice.examples.customcell;

import dev.sluice.testkit.CellContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MinimalGatedUnitTest {
    @TestFactory
    Stream<DynamicTest> contract() {
        return CellContract.tests(new MinimalGatedUnit(0));
    }
}
