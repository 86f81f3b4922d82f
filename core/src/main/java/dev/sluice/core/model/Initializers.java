package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.function.IntToDoubleFunction;
import org.apiguardian.api.API;

/**
 * The usual initializers. Each is its own options record. Weights are {@code [out, in]}: the fan-in is the last axis, the
 * fan-out the first.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Initializers {
    private Initializers() {}

    /** {@code U(-a, a)}, {@code a = √(6 / (in + out))} (Glorot and Bengio, 2010). */
    @Description("Uniform with variance 2 / (in + out) (Glorot and Bengio, 2010).")
    public record GlorotUniform() implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return uniform(Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape))), shape, seed, name);
        }
    }

    /** {@code N(0, 2 / (in + out))} (Glorot and Bengio, 2010). */
    @Description("Normal with variance 2 / (in + out) (Glorot and Bengio, 2010).")
    public record GlorotNormal() implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return normal(Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape))), shape, seed, name);
        }
    }

    /** {@code U(-a, a)}, {@code a = √(6 / in)}, for relu (He et al., 2015). */
    @Description("Uniform with variance 2 / in, for relu (He et al., 2015).")
    public record HeUniform() implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return uniform(Math.sqrt(6.0 / fanIn(shape)), shape, seed, name);
        }
    }

    /** {@code N(0, 2 / in)}, for relu (He et al., 2015). */
    @Description("Normal with variance 2 / in, for relu (He et al., 2015).")
    public record HeNormal() implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return normal(Math.sqrt(2.0 / fanIn(shape)), shape, seed, name);
        }
    }

    /** {@code N(0, deviation²)}. */
    @Description("Normal around 0.")
    public record Normal(
            @Description("Standard deviation.") @Default("0.1") @Range(above = 0)
            double deviation) implements Initializer {
        /** Checks the deviation. */
        public Normal {
            if (!(deviation > 0)) {
                throw new IllegalArgumentException("a standard deviation must be over 0, but was " + deviation);
            }
        }

        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return normal(deviation, shape, seed, name);
        }
    }

    /** {@code U(-a, a)}, {@code a = 1/√H}, with H the first axis, as PyTorch initializes the parameters of its cells. */
    @Description("Uniform within 1/sqrt(H), H the first axis, as in PyTorch's recurrent layers.")
    public record UniformPyTorch() implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return uniform(1 / Math.sqrt(fanOut(shape)), shape, seed, name);
        }
    }

    /**
     * A random matrix with orthonormal rows or columns, whichever are fewer (Saxe et al., 2014): the Q of a QR
     * decomposition of normal numbers, with signs corrected so that it is uniform over all such matrices.
     */
    @Description("Orthonormal rows or columns, whichever are fewer (Saxe et al., 2014).")
    public record Orthogonal(
            @Description("Factor of the matrix.") @Default("1") @Range(above = 0)
            double gain) implements Initializer {
        /** Checks the gain. */
        public Orthogonal {
            if (!(gain > 0)) {
                throw new IllegalArgumentException("a gain must be over 0, but was " + gain);
            }
        }

        @Override
        public Tensor create(Shape shape, long seed, String name) {
            if (shape.rank() != 2) {
                throw new IllegalArgumentException("only a matrix can be orthogonal, but '" + name + "' is " + shape
                        + "; use zeros, constant or normal for it");
            }
            return OrthogonalMatrix.create(shape, gain, new InitialNumbers(seed, name));
        }
    }

    /** Zeros. */
    @Description("Zeros.")
    public record Zeros() implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return Tensor.zeros(shape);
        }
    }

    /** The same number everywhere, for example 1 for the bias of a forget gate. */
    @Description("One number everywhere.")
    public record Constant(@Description("The number.") double value) implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            return filled(shape, i -> value);
        }
    }

    /** Ones on the diagonal, zeros elsewhere: the recurrent weights of an IRNN (Le et al., 2015). */
    @Description("Ones on the diagonal (Le et al., 2015).")
    public record Identity() implements Initializer {
        @Override
        public Tensor create(Shape shape, long seed, String name) {
            if (shape.rank() != 2) {
                throw new IllegalArgumentException(
                        "only a matrix can be an identity, but '" + name + "' is " + shape + "; use constant for it");
            }
            int columns = shape.size(1);
            return filled(shape, i -> i / columns == i % columns ? 1 : 0);
        }
    }

    private static Tensor uniform(double bound, Shape shape, long seed, String name) {
        InitialNumbers numbers = new InitialNumbers(seed, name);
        return filled(shape, i -> bound * (2 * numbers.uniform(i) - 1));
    }

    private static Tensor normal(double deviation, Shape shape, long seed, String name) {
        InitialNumbers numbers = new InitialNumbers(seed, name);
        return filled(shape, i -> deviation * numbers.normal(i));
    }

    private static Tensor filled(Shape shape, IntToDoubleFunction value) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = (float) value.applyAsDouble(i);
        }
        return tensor;
    }

    private static int fanIn(Shape shape) {
        return shape.rank() == 0 ? 1 : Math.max(1, shape.size(-1));
    }

    private static int fanOut(Shape shape) {
        return shape.rank() == 0 ? 1 : Math.max(1, shape.size(0));
    }
}
