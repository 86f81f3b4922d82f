package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.model.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The kit must refuse cells that break a promise. */
class CellContractTest {
    private static List<String> failures(Cell cell) {
        List<String> failed = new ArrayList<>();
        for (DynamicTest test : CellContract.tests(cell).toList()) {
            if (catchThrowable(test.getExecutable()::execute) != null) {
                failed.add(test.getDisplayName().replaceFirst("^.*: ", ""));
            }
        }
        return failed;
    }

    @Test
    void tests_aGoodCell_pass() {
        assertThat(failures(cell -> {
                    Expr h = cell.state("h");
                    cell.next("h", Exprs.tanh(cell.linear("h", cell.input(), h)));
                }))
                .isEmpty();
    }

    @Test
    void tests_rowsThatAreMixed_fail() {
        // The mean over the batch makes a row depend on its neighbors, padding included.
        assertThat(failures(cell -> {
                    Expr h = cell.state("h");
                    Expr gate = cell.linear("h", cell.input(), h);
                    Expr mean = Expr.of(new Reduce(Reduce.Kind.MEAN, -2, true), gate);
                    cell.next("h", Exprs.tanh(gate.add(mean)));
                }))
                .contains("padding has no influence", "a row alone is the same");
    }

    @Test
    void tests_aDefinitionThatKeepsCount_fail() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(failures(cell -> {
                    Expr h = cell.state("h");
                    cell.next("h", Exprs.tanh(cell.linear("h" + calls.incrementAndGet(), cell.input(), h)));
                }))
                .contains("the definition is pure");
    }
}
