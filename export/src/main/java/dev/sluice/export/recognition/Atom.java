package dev.sluice.export.recognition;

import dev.sluice.export.onnx.OnnxActivation;
import java.util.List;

/** A variable of a step's polynomials: anything that sums and products cannot take apart. Equal keys, equal values. */
sealed interface Atom {
    /** A text that tells this from every other atom of the step. */
    String key();

    /** A state as the step begins. */
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

    /** A row that is the same in all steps, such as a bias. */
    record Row(Block block) implements Atom {
        @Override
        public String key() {
            return block.toString();
        }
    }

    /** A matrix product of something with a weight: {@code left · weightᵀ}. */
    record Product(Monomial left, Block weight) implements Atom {
        @Override
        public String key() {
            return "(" + left.key() + ")@" + weight;
        }
    }

    /** An activation that the step writes out in other operations. */
    record Written(OnnxActivation activation, Polynomial argument) implements Atom {
        @Override
        public String key() {
            return TooLargeException.check(activation + "(" + argument.key() + ")");
        }
    }

    /** A polynomial that is kept between {@code -bound} and {@code bound}. */
    record Clipped(double bound, Polynomial inner) implements Atom {
        @Override
        public String key() {
            return TooLargeException.check("clip " + bound + "(" + inner.key() + ")");
        }
    }

    /** A function of polynomials: an activation, or an operation that only its name is known of. */
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
