package dev.sluice.export.recognition;

import dev.sluice.export.onnx.OnnxActivation;
import java.util.List;

/** A variable of a step's polynomials: a value that sums and products cannot decompose. Equal keys mean equal values. */
sealed interface Atom {
    /** A key that is unique among the step's atoms. */
    String key();

    /** A state at the beginning of the step. */
    record State(int index) implements Atom {
        @Override
        public String key() {
            return "s" + index;
        }
    }

    /** The step's input. */
    record Input(int index) implements Atom {
        @Override
        public String key() {
            return "x" + index;
        }
    }

    /** A row that is constant over all steps, such as a bias. */
    record Row(Block block) implements Atom {
        @Override
        public String key() {
            return block.toString();
        }
    }

    /** A matrix product with a weight: {@code left · weightᵀ}. */
    record Product(Monomial left, Block weight) implements Atom {
        @Override
        public String key() {
            return "(" + left.key() + ")@" + weight;
        }
    }

    /** An activation that the step writes in elementary operations. */
    record Written(OnnxActivation activation, Polynomial argument) implements Atom {
        @Override
        public String key() {
            return TooLargeException.check(activation + "(" + argument.key() + ")");
        }
    }

    /** A polynomial clipped to {@code [-bound, bound]}. */
    record Clipped(double bound, Polynomial inner) implements Atom {
        @Override
        public String key() {
            return TooLargeException.check("clip " + bound + "(" + inner.key() + ")");
        }
    }

    /** A function of polynomials: an activation, or an operation identified only by its name. */
    record Function(String name, List<Polynomial> arguments, String key) implements Atom {
        static Function of(String name, List<Polynomial> arguments) {
            StringBuilder key = new StringBuilder(name).append('(');
            arguments.forEach(argument -> key.append(argument.key()).append(';'));
            return new Function(
                    name,
                    List.copyOf(arguments),
                    TooLargeException.check(key.append(')').toString()));
        }

        Polynomial argument() {
            return arguments.getFirst();
        }
    }
}
