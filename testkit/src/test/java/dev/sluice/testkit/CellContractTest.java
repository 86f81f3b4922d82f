package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import org.junit.jupiter.api.Test;

class CellContractTest {
    @Test
    void checks_aGoodCell_pass() {
        assertThat(CellChecks.of(() -> cell -> {
                    Expr h = cell.state("h");
                    cell.next("h", Exprs.tanh(cell.linear("h", cell.input(), h)));
                }))
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        check -> assertThat(check.finding()).as(check.name()).isEmpty());
    }
}
