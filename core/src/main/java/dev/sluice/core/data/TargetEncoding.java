package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/** How the answer of an example becomes numbers, and what the columns of the model's output mean. */
public sealed interface TargetEncoding {
    /**
     * The numbers of one answer, {@code [C]}, or {@code [T, C]} where each step has its own.
     *
     * @throws DataException if the answer is of another kind, unknown or not finite
     */
    Tensor encode(Target target);

    /** The number of columns, {@code C}. */
    int size();

    /** What the columns mean: of one step where each has its own answer. */
    default TargetEncoding columns() {
        return this;
    }

    /** Whether each step has an answer of its own. */
    default boolean everyStep() {
        return false;
    }

    /** An answer for each step. */
    record EveryStep(TargetEncoding each) implements TargetEncoding {
        @Override
        public Tensor encode(Target target) {
            if (!(target instanceof Target.Steps steps)) {
                throw new DataException("the model answers at every step, but an example has one answer for all steps");
            }
            int length = steps.steps().size();
            Tensor columns = Tensor.zeros(length, size());
            for (int t = 0; t < length; t++) {
                System.arraycopy(each.encode(steps.steps().get(t)).array(), 0, columns.array(), t * size(), size());
            }
            return columns;
        }

        @Override
        public int size() {
            return each.size();
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

    /** One column for each class. */
    record Classes(Labels labels, Form form) implements TargetEncoding {
        /** What stands in the columns of the right classes. */
        public enum Form {
            /** Right classes share a probability of 1, for losses whose classes exclude each other. */
            DISTRIBUTION,
            /** 1 for each right class, for losses that judge each class alone. */
            ZEROS_AND_ONES
        }

        @Override
        public Tensor encode(Target target) {
            if (!(target instanceof Target.Labels right)) {
                throw new DataException("the model names classes, but an example has "
                        + (target instanceof Target.Numbers ? "numbers" : "an answer for each step")
                        + " as its answer");
            }
            float[] columns = new float[labels.size()];
            float share = form == Form.DISTRIBUTION ? 1f / right.labels().size() : 1f;
            for (String name : right.labels()) {
                columns[labels.index(name)] = share;
            }
            return Tensor.wrap(Shape.of(columns.length), columns);
        }

        @Override
        public int size() {
            return labels.size();
        }
    }

    /**
     * Numbers, brought to mean 0 and deviation 1 where the scaler says so.
     *
     * @param scaler of the columns, fitted on the training part
     */
    record Numbers(Scaler scaler) implements TargetEncoding {
        /** Numbers as they are. */
        public Numbers(int size) {
            this(Scaler.identity(size));
        }

        @Override
        public int size() {
            return scaler.features();
        }

        @Override
        public Tensor encode(Target target) {
            if (!(target instanceof Target.Numbers numbers)) {
                throw new DataException("the model predicts numbers, but an example has "
                        + (target instanceof Target.Labels ? "labels" : "an answer for each step") + " as its answer");
            }
            if (numbers.values().size() != size()) {
                throw new DataException("every example must have " + size() + " numbers as its answer, but one has "
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
