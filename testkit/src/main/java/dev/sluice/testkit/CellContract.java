package dev.sluice.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.Cell;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every cell promises, built in or plugged in. The author of a cell adds a test class:
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
public abstract class CellContract {
    /** The cell to be checked. */
    protected abstract Cell cell();

    /** All checks of {@link #cell}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return tests(cell());
    }

    /** All checks of a cell, for classes that test several. */
    public static Stream<DynamicTest> tests(Cell cell) {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (boolean reverse : new boolean[] {false, true}) {
            String where = cell + (reverse ? ", in reverse: " : ": ");
            CellChecks reference = new CellChecks(cell, reverse, Runner.INTERPRETER);
            tests.add(dynamicTest(where + "the definition is pure", reference::definitionIsPure));
            tests.add(dynamicTest(where + "gradients", () -> reference.gradientsAgreeWithDifferences(CellChecks.FULL)));
            tests.add(dynamicTest(
                    where + "ragged gradients", () -> reference.gradientsAgreeWithDifferences(CellChecks.RAGGED)));
            tests.add(dynamicTest(where + "the engine agrees", reference::engineAgrees));
            promises(where + "reference: ", reference, tests);
            Runner engine = Runner.engine(EngineOptions.defaults().withThreads(1));
            promises(where + "engine: ", new CellChecks(cell, reverse, engine), tests);
        }
        for (CellWrapper wrapper : CellWrapper.of(cell)) {
            tests.add(dynamicTest(cell + ": in " + wrapper.name(), wrapper::check));
        }
        return tests.build();
    }

    private static void promises(String where, CellChecks checks, Stream.Builder<DynamicTest> tests) {
        tests.add(dynamicTest(where + "shapes are as declared", checks::shapesAreAsDeclared));
        tests.add(dynamicTest(where + "padding has no influence", checks::paddingHasNoInfluence));
        tests.add(dynamicTest(where + "rows do not see each other", checks::rowsDoNotSeeEachOther));
        tests.add(dynamicTest(where + "a row alone is the same", checks::rowAloneIsTheSame));
        tests.add(dynamicTest(where + "an empty row keeps its states", checks::emptyRowKeepsItsStates));
        tests.add(dynamicTest(where + "chunks make the whole", checks::chunksMakeTheWhole));
    }
}
