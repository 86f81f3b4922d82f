package dev.sluice.testkit;

import dev.sluice.core.model.Initializer;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** All checks of an initializer: what {@link InitializerContract} and {@code sluice plugin check} run. */
public final class InitializerChecks {
    private static final List<Shape> SHAPES = List.of(Shape.of(4, 6), Shape.of(6, 4), Shape.of(5, 5), Shape.of(1, 1));
    private static final Shape SQUARE = Shape.of(5, 5);

    private final Initializer initializer;

    private InitializerChecks(Initializer initializer) {
        this.initializer = initializer;
    }

    /** The checks. */
    public static List<Check> of(Initializer initializer) {
        InitializerChecks checks = new InitializerChecks(initializer);
        return List.of(
                new Check("shapes are as asked for", "", checks::shapesAreAsAskedFor),
                new Check("the same seed and name give the same bits", "", checks::isRepeatable),
                new Check("each parameter has random numbers of its own", "", checks::namesAreToldApart),
                new Check("each call makes a tensor of its own", "", checks::tensorsAreNotShared),
                new Check("a vector is filled or refused in words", "", checks::vectorsAreFilledOrRefused));
    }

    private void shapesAreAsAskedFor() {
        SHAPES.forEach(shape -> require(shape, initializer.create(shape, 1, "W")));
    }

    private static void require(Shape shape, Tensor tensor) {
        if (!tensor.shape().equals(shape)) {
            throw new ContractViolation("asked for " + shape + ", it gives " + tensor.shape() + ".");
        }
        for (float value : tensor.array()) {
            if (!Float.isFinite(value)) {
                throw new ContractViolation("for " + shape + " it gives a number that is not finite: " + tensor
                        + ". Is something divided by a size that is 1 or 0?");
            }
        }
    }

    private void isRepeatable() {
        for (Shape shape : SHAPES) {
            Tensor first = initializer.create(shape, 1, "W");
            Tensor second = initializer.create(shape, 1, "W");
            if (!Arrays.equals(first.array(), second.array())) {
                throw new ContractViolation("for the same shape, seed and name it gives " + first + " and then "
                        + second + ". Draw from CounterRandom by seed and name, never from Random or Math.random.");
            }
        }
    }

    private void namesAreToldApart() {
        Tensor first = initializer.create(SQUARE, 1, "W_a");
        boolean random = !Arrays.equals(
                first.array(), initializer.create(SQUARE, 2, "W_a").array());
        boolean byName = !Arrays.equals(
                first.array(), initializer.create(SQUARE, 1, "W_b").array());
        if (random != byName) {
            throw new ContractViolation(
                    random
                            ? "two parameters of the same shape get the same random numbers. Use the name as well as the seed, or"
                                    + " gates begin as copies of each other."
                            : "values depend on the parameter's name but not on the seed. Use both.");
        }
    }

    private void tensorsAreNotShared() {
        Tensor first = initializer.create(SQUARE, 1, "W");
        float[] before = first.array().clone();
        initializer.create(SQUARE, 1, "W").fillInPlace(42);
        if (!Arrays.equals(before, first.array())) {
            throw new ContractViolation("two calls share one array, so that training one parameter changes the other.");
        }
    }

    private void vectorsAreFilledOrRefused() {
        Shape vector = Shape.of(7);
        try {
            require(vector, initializer.create(vector, 1, "b"));
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            if (!message.contains("b") || message.length() < 20) {
                throw new ContractViolation("a vector is refused with '" + message
                        + "'. Say which parameter, which shape, and what to use instead.");
            }
        }
    }
}
