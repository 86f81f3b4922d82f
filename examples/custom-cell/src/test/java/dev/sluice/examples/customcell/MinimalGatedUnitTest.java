package dev.sluice.examples.customcell;

import dev.sluice.core.model.Cell;
import dev.sluice.testkit.CellContract;

final class MinimalGatedUnitTest extends CellContract {
    @Override
    protected Cell cell() {
        return new MinimalGatedUnit(0);
    }
}
