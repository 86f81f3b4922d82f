package dev.sluice.core.graph;

import java.util.List;

/** One result of a {@link Scan}: first its final states, then its stacked outputs, each in the order of the step. */
public record Pick(int index) implements Op {
    @Override
    public String name() {
        return "pick";
    }

    @Override
    public List<Dims> results(List<Expr> operands) {
        return List.of(operands.getFirst().results().get(index));
    }
}
