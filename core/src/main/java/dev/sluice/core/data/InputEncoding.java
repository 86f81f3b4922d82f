package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How one input of an example becomes numbers: fitted on the training split, kept with the model. */
public sealed interface InputEncoding {
    /**
     * The numbers of one input: ids {@code [T]}, features {@code [T, F]} or, for static numbers, {@code [F]}.
     *
     * @throws DataException if the input is of another kind, empty or not finite
     */
    Tensor encode(Sequence sequence);

    /** Whether the input has no steps. */
    default boolean forWholeExample() {
        return this instanceof Static || this instanceof Category;
    }

    /**
     * What a cell asked for beside the numbers themselves, by what it is called.
     *
     * @param name of the input
     */
    default Tensors derived(String name, Sequence sequence) {
        return Tensors.of();
    }

    /** Symbols of a text as numbers of a vocabulary. */
    record Text(TextConfig config, Vocabulary vocabulary) implements InputEncoding {
        @Override
        public Tensor encode(Sequence sequence) {
            List<String> symbols = config.symbols(sequence);
            if (symbols.isEmpty()) {
                throw new DataException("a text must have at least one "
                        + (config.unit() == TextConfig.Unit.WORD ? "word" : "character") + ", but was empty");
            }
            float[] ids = new float[symbols.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = vocabulary.id(symbols.get(i));
            }
            return Tensor.wrap(Shape.of(ids.length), ids);
        }
    }

    /**
     * Features of a numeric series, scaled; missing ones become their mean, 0, or their last value.
     *
     * @param scaler of the features
     * @param missing what stands for missing values; unused where a mask is derived
     * @param timeScale what derived times are divided by: the mean time between two steps
     * @param derived what cells ask for
     */
    record Series(Scaler scaler, SeriesConfig.Missing missing, double timeScale, Set<DerivedInput> derived)
            implements InputEncoding {
        /** Copies the set, in the order of the constants. */
        public Series {
            derived = Collections.unmodifiableSet(new TreeSet<>(derived));
        }

        /** Without missing values. */
        public Series(Scaler scaler) {
            this(scaler, SeriesConfig.Missing.REFUSE, 1, Set.of());
        }

        /** This with another scaler. */
        Series with(Scaler changed) {
            return new Series(changed, missing, timeScale, derived);
        }

        /** Whether values may be missing. */
        public boolean allowsMissing() {
            return missing != SeriesConfig.Missing.REFUSE || derived.contains(DerivedInput.MASK);
        }

        @Override
        public Tensor encode(Sequence sequence) {
            Tensor values = series(sequence).values();
            SeriesCheck.check(values, allowsMissing());
            return filled(scaler.apply(values));
        }

        private Tensor filled(Tensor scaled) {
            int features = scaled.shape().size(1);
            boolean last = missing == SeriesConfig.Missing.LAST && !derived.contains(DerivedInput.MASK);
            for (int i = 0; i < scaled.array().length; i++) {
                if (Float.isNaN(scaled.array()[i])) {
                    scaled.array()[i] = last && i >= features ? scaled.array()[i - features] : 0;
                }
            }
            return scaled;
        }

        @Override
        public Tensors derived(String name, Sequence sequence) {
            Tensors.Builder values = Tensors.builder();
            derived.forEach(kind -> values.put(kind.of(name), Derivation.of(kind, series(sequence), timeScale)));
            return values.build();
        }

        private static Sequence.Series series(Sequence sequence) {
            if (!(sequence instanceof Sequence.Series series)) {
                throw new DataException("the model reads numeric series, but was given " + words(sequence));
            }
            return series;
        }
    }

    /** Numbers that hold for the whole example, scaled; missing ones become their mean, 0. */
    record Static(Scaler scaler, SeriesConfig.Missing missing) implements InputEncoding {
        @Override
        public Tensor encode(Sequence sequence) {
            if (!(sequence instanceof Sequence.Static fixed)) {
                throw new DataException("the model reads static numbers, but was given " + words(sequence));
            }
            Tensor row = fixed.values().reshape(1, fixed.values().array().length);
            SeriesCheck.check(row, missing != SeriesConfig.Missing.REFUSE);
            Tensor scaled = scaler.apply(row);
            for (int i = 0; i < scaled.array().length; i++) {
                scaled.array()[i] = Float.isNaN(scaled.array()[i]) ? 0 : scaled.array()[i];
            }
            return scaled.reshape(scaled.array().length);
        }
    }

    /**
     * A whole number that holds for the whole example, as it is.
     *
     * @param categories the number is below
     */
    record Category(int categories) implements InputEncoding {
        @Override
        public Tensor encode(Sequence sequence) {
            if (!(sequence instanceof Sequence.Static fixed) || fixed.values().array().length != 1) {
                throw new DataException("the model reads one whole number from 0 to " + (categories - 1)
                        + " for the whole sequence, but was given " + words(sequence));
            }
            float number = fixed.values().array()[0];
            if (number != Math.rint(number) || number < 0 || number >= categories) {
                throw new DataException("the model knows the categories 0 to " + (categories - 1)
                        + " as whole numbers, but was given " + number);
            }
            return fixed.values().reshape(1);
        }
    }

    /** For messages. */
    static String words(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text -> "a text";
            case Sequence.Symbols symbols -> "a text cut into symbols";
            case Sequence.Series series -> "a numeric series";
            case Sequence.Static fixed -> "static numbers";
        };
    }
}
