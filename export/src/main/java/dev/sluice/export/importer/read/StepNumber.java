package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.List;
import java.util.Optional;

/**
 * The number of the current step in the body of a {@code Loop}, plus an offset. It may only select a step of a sequence
 * or end the loop.
 *
 * @param offset number added, from 0
 * @param scalar whether it is one number without an axis
 */
record StepNumber(long offset, boolean scalar) implements Value {
    /** The result of a node that reads a step number; empty if no input is one. */
    static Optional<Value> read(Operands operands) {
        for (int i = 0; i < operands.count(); i++) {
            if (operands.value(i) instanceof StepNumber number) {
                return Optional.of(number.through(operands, i));
            }
        }
        return Optional.empty();
    }

    private Value through(Operands operands, int operand) {
        String operator = operands.node().operator();
        return switch (operator) {
            case "Identity", "Cast" -> this;
            case "Unsqueeze" -> new StepNumber(offset, false);
            case "Squeeze" -> new StepNumber(offset, true);
            case "Reshape" ->
                new StepNumber(offset, operands.known(1, "shape").array().data().length == 0);
            case "Add" -> new StepNumber(offset + number(operands, 1 - operand), scalar);
            case "Sub" -> {
                if (operand != 0) {
                    throw misused(operator);
                }
                yield new StepNumber(offset - number(operands, 1), scalar);
            }
            case "Less" -> below(operands, operand == 0, operator);
            case "Greater" -> below(operands, operand == 1, operator);
            case "Gather" -> {
                if (operand != 1 || offset != 0) {
                    throw misused(operator);
                }
                yield operands.tracer()
                        .rounds()
                        .step(operands.node().input(0), operands.node().integer("axis", 0), !scalar);
            }
            default -> throw misused(operator);
        };
    }

    private static long number(Operands operands, int index) {
        Known known = operands.known(index, "number");
        if (!known.isSingle()) {
            throw new UnsupportedPartException("only a single number can be added to a step number");
        }
        return (long) known.single();
    }

    /** The comparison with the number of steps: true in every iteration, and for the next step until the last. */
    private Value below(Operands operands, boolean left, String operator) {
        Value limit = operands.value(left ? 1 : 0);
        boolean unlimited = limit instanceof Known known && known.isSingle() && known.single() >= Integer.MAX_VALUE;
        boolean steps = limit instanceof Sizes sizes && isTime(sizes.sizes());
        if (!left || offset < 0 || offset > 1 || !(unlimited || steps)) {
            throw new UnsupportedPartException("a loop must end with the last step, but " + operator
                    + " compares the step number with another limit");
        }
        if (steps && offset == 1) {
            operands.tracer().rounds().endWithSteps();
        }
        return new Known(operands.node().output(0), new Array64(new int[0], new double[] {1}), true);
    }

    /** Returns whether a size is the number of steps. */
    static boolean isTime(List<Size> sizes) {
        if (sizes.size() != 1
                || sizes.getFirst().factor() != 1
                || sizes.getFirst().symbols().size() != 1) {
            return false;
        }
        Dim dim = sizes.getFirst().symbols().getFirst();
        if (InputAxes.isOpen(dim)) {
            throw new AxisIdentified(dim, Dim.TIME);
        }
        return dim.equals(Dim.TIME);
    }

    private static UnsupportedPartException misused(String operator) {
        return new UnsupportedPartException("a step number is used by a " + operator
                + " node; it may only select a step of a sequence or end the loop");
    }
}
