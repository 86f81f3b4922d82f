package dev.sluice.core.data;

import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import org.apiguardian.api.API;

/** Turns a target into numbers, and gives the meaning of the columns that a head outputs for it. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface TargetEncoding
        permits ClassEncoding, TargetEncoding.EveryStep, TargetEncoding.Symbols, TargetEncoding.Numeric {
    /**
     * The numbers of one target, {@code [C]}, or {@code [T, C]} where each step has its own; a single column for numbers of classes.
     *
     * @throws DataException if the target is of another kind, unknown or not finite
     */
    Tensor encode(Target target);

    /** The number of classes, or of numbers to predict, {@code C}. */
    int size();

    /** The number of columns that a target becomes: {@code C}, or 1 where they are the numbers of its classes. */
    default int width() {
        return size();
    }

    /** The encoding of one step where each has its own target; otherwise this. */
    default TargetEncoding columns() {
        return this;
    }

    /** Returns whether each step has a separate target. */
    default boolean everyStep() {
        return false;
    }

    /** A target for each step. */
    record EveryStep(TargetEncoding each) implements TargetEncoding {
        @Override
        public Tensor encode(Target target) {
            List<Target> steps = steps(target);
            int width = width();
            Tensor columns = Tensor.zeros(steps.size(), width);
            for (int t = 0; t < steps.size(); t++) {
                System.arraycopy(step(steps, t).array(), 0, columns.array(), t * width, width);
            }
            return columns;
        }

        /** The targets of the steps. */
        static List<Target> steps(Target target) {
            if (!(target instanceof Target.Steps steps)) {
                throw new DataException(
                        "every example must have a target for each step, but this one has a single one");
            }
            return steps.steps();
        }

        private Tensor step(List<Target> steps, int t) {
            try {
                return each.encode(steps.get(t));
            } catch (DataException e) {
                throw e.atStep(t);
            }
        }

        @Override
        public int size() {
            return each.size();
        }

        @Override
        public int width() {
            return each.width();
        }

        @Override
        public TargetEncoding columns() {
            return each;
        }

        @Override
        public boolean everyStep() {
            return true;
        }
    }

    /** Symbols, each encoded as its number in a vocabulary. */
    sealed interface Symbols extends TargetEncoding permits Next, TranscriptEncoding, WrittenEncoding {
        /** One class for each number. */
        @Override
        ClassEncoding columns();

        @Override
        default int size() {
            return columns().size();
        }

        @Override
        default int width() {
            return 1;
        }

        /** Numbers of symbols as a target, {@code [T, 1]}. */
        static Tensor column(int... numbers) {
            Tensor column = Tensor.zeros(numbers.length, 1);
            for (int t = 0; t < numbers.length; t++) {
                column.array()[t] = numbers[t];
            }
            return column;
        }
    }

    /**
     * The next symbol of a text at each step: its number in the vocabulary that the text is read with, so that the last layer may be tied to the
     * embedding.
     *
     * @param input name of the text
     * @param vocabulary of the text
     * @param columns one for each number, padding and unknown symbols among them
     */
    record Next(String input, Vocabulary vocabulary, ClassEncoding columns) implements Symbols {
        /** The encoding with a vocabulary. */
        public Next(String input, Vocabulary vocabulary) {
            this(input, vocabulary, new ClassEncoding(Labels.inOrder(vocabulary.names()), ClassEncoding.Form.NUMBER));
        }

        /** Cannot be encoded from a target alone: it is read from the text. */
        @Override
        public Tensor encode(Target target) {
            throw new DataException("the next symbol is read from the text, but the target is " + target.words());
        }

        @Override
        public boolean everyStep() {
            return true;
        }
    }

    /** Numbers to predict. */
    sealed interface Numeric extends TargetEncoding {
        /** The scaler of all columns. */
        Scaler scaler();

        @Override
        default int size() {
            return scaler().features();
        }
    }

    /**
     * The steps of a series that follow a window, in the units that the series is read in: all variables of the first step, then those of
     * the second, and so on, {@code H · C} columns.
     *
     * @param task what is forecast
     * @param each scaler of the variables, the same as that of their columns in the series
     */
    record Horizon(ForecastTask task, Scaler each) implements Numeric {
        @Override
        public Scaler scaler() {
            return each.repeated(task.horizon());
        }

        @Override
        public int size() {
            return task.size();
        }

        @Override
        public Tensor encode(Target target) {
            if (!(target instanceof Target.Horizon horizon)
                    || horizon.values().rows() != task.horizon()
                    || horizon.values().columns() != each.features()) {
                throw new DataException("every example must have the next " + task.horizon() + " steps of "
                        + each.features() + " variables as its target, but this one has "
                        + (target instanceof Target.Horizon other
                                ? other.values().toString()
                                : target.words()));
            }
            double[] values = horizon.values().array();
            float[] columns = new float[values.length];
            for (int i = 0; i < columns.length; i++) {
                if (!Float.isFinite((float) values[i])) {
                    throw new DataException("a number to forecast must be finite in float32, but one is " + values[i]
                            + "; fill the gap");
                }
                columns[i] = each.apply(values[i], i % each.features());
            }
            return Tensor.wrap(Shape.of(columns.length), columns);
        }
    }

    /**
     * Numbers, brought to mean 0 and deviation 1 where the scaler says so.
     *
     * @param scaler of the columns, fitted on the training part
     */
    record Numbers(Scaler scaler) implements Numeric {
        /** Numbers as they are. */
        public Numbers(int size) {
            this(Scaler.identity(size));
        }

        @Override
        public Tensor encode(Target target) {
            if (Weighing.isMissing(target)) {
                return Tensor.zeros(size());
            }
            if (!(target instanceof Target.Numbers numbers)) {
                throw new DataException(
                        "every example must have numbers as its target, but this one has " + target.words());
            }
            if (numbers.values().size() != size()) {
                throw new DataException(
                        "every example must have " + size() + " numbers as its target, but this one has "
                                + numbers.values().size());
            }
            float[] columns = new float[size()];
            for (int i = 0; i < columns.length; i++) {
                double number = numbers.values().get(i);
                if (!Float.isFinite((float) number)) {
                    throw new DataException("a number to predict must be finite in float32, but one is " + number
                            + "; fill the gap or leave the example out");
                }
                columns[i] = scaler.apply(number, i);
            }
            return Tensor.wrap(Shape.of(columns.length), columns);
        }
    }
}
