package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a {@link Step} over time: the one primitive that loops.
 *
 * <p>Operands: the sequences ({@code [T, ..]} for each step input), then the initial states, then the captures. Results:
 * the final states, then the outputs stacked to {@code [T, ..]}. {@link Pick} takes one.
 *
 * @param step the body
 * @param reverse whether time runs from the last step to the first; outputs keep the order of the inputs either way
 */
public record Scan(Step step, boolean reverse) implements Op {
    @Override
    public String name() {
        return "scan";
    }

    @Override
    public List<Dims> results(List<Expr> operands) {
        int expected =
                step.inputs().size() + step.states().size() + step.captures().size();
        if (operands.size() != expected) {
            throw new IllegalArgumentException("this scan takes " + expected + " operands, but got " + operands.size());
        }
        for (int i = 0; i < operands.size(); i++) {
            Dims actual = operands.get(i).shape();
            Dims placeholder = placeholder(i).shape();
            Dims wanted = i < step.inputs().size() ? placeholder.prepend(Dim.TIME) : placeholder;
            if (!actual.equals(wanted)) {
                throw new ShapeMismatchException(
                        "operand " + i + ", " + operands.get(i).describe() + ", must be " + wanted + " for the step's "
                                + placeholder(i).describe());
            }
        }
        List<Dims> results = new ArrayList<>();
        step.states().forEach(state -> results.add(state.shape()));
        step.outputs().forEach(output -> results.add(output.shape().prepend(Dim.TIME)));
        return results;
    }

    /** The placeholder that belongs to an operand. */
    public Expr placeholder(int operand) {
        int states = step.inputs().size();
        int captures = states + step.states().size();
        if (operand < states) {
            return step.inputs().get(operand);
        }
        return operand < captures
                ? step.states().get(operand - states)
                : step.captures().get(operand - captures);
    }
}
