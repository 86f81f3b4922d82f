package dev.sluice.testkit;

import dev.sluice.core.model.Cell;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of cells, built in or plugged in. The author of a cell adds a test class:
 *
 * <pre>{@code
 * final class MinimalGatedUnitTest extends CellContract {
 *     @Override
 *     protected Cell cell() {
 *         return new MinimalGatedUnit(0);
 *     }
 * }
 * }</pre>
 *
 * <p>All of it holds in both directions and for batches whose rows differ in length, for the float64 reference and for the
 * engine. Gradients are held against central differences, so a cell with a corner (relu, min, max) must not stand on it.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class CellContract {
    /** The cell to be checked, made anew at each call. */
    protected abstract Cell cell();

    /** All checks of {@link #cell}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(CellChecks.of(this::cell));
    }

    /** All checks of a cell, for classes that test several. */
    public static Stream<DynamicTest> tests(Cell cell) {
        return Tests.of(cell.toString(), CellChecks.of(() -> cell));
    }
}
