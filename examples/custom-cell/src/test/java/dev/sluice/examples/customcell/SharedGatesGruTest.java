package dev.sluice.examples.customcell;

import dev.sluice.core.model.Cell;
import dev.sluice.testkit.CellContract;

final class SharedGatesGruTest extends CellContract {
    @Override
    protected Cell cell() {
        return new SharedGatesGru();
    }
}
