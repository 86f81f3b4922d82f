package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;

/** Turns one input of an example into numbers. Fitted on the training part and kept with the model. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface InputEncoding {
    /**
     * The numbers of one input: ids {@code [T]}, features {@code [T, F]} or, for static numbers, {@code [F]}.
     *
     * @param columns names of the columns, for messages; may be empty
     * @throws DataException if the input is of another kind, empty or not finite
     */
    Tensor encode(Sequence sequence, List<String> columns);

    /** The same, without column names. */
    default Tensor encode(Sequence sequence) {
        return encode(sequence, List.of());
    }

    /** Returns whether the input has no steps. */
    default boolean forWholeExample() {
        return this instanceof Static || this instanceof Category;
    }

    /**
     * The inputs that are read beside the numbers themselves, by name.
     *
     * @param name of the input
     */
    default Tensors derived(String name, Sequence sequence) {
        return Tensors.of();
    }

    /**
     * Encodes the symbols of a text as their numbers in a vocabulary.
     *
     * @param spelling the characters of words, read beside the words
     */
    record Text(TextConfig config, Vocabulary vocabulary, Optional<Spelling> spelling) implements InputEncoding {
        /** Symbols alone. */
        public Text(TextConfig config, Vocabulary vocabulary) {
            this(config, vocabulary, Optional.empty());
        }

        /** {@code tokens.characters [T, L]} of words whose characters are read. */
        @Override
        public Tensors derived(String name, Sequence sequence) {
            return spelling.map(each -> Tensors.of(Spelling.nameOf(name), each.of(config.spelled(sequence))))
                    .orElse(Tensors.of());
        }

        @Override
        public Tensor encode(Sequence sequence, List<String> columns) {
            List<String> symbols = config.symbols(sequence);
            if (symbols.isEmpty()) {
                throw new DataException(
                        "a text must have at least one " + config.tokenizer().inWords() + ", but was empty");
            }
            float[] ids = new float[symbols.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = vocabulary.id(symbols.get(i));
            }
            return Tensor.wrap(Shape.of(ids.length), ids);
        }
    }

    /** An input of measured numbers, each column scaled; a missing one becomes its column's mean, or the last value. */
    sealed interface Numeric extends InputEncoding {
        /** The scaler of the columns. */
        Scaler scaler();

        /**
         * The numbers in the units of the data, gaps filled: {@code [T, F]}, or {@code [1, F]} for static ones.
         *
         * @throws DataException if the input is of another kind, empty or not finite
         */
        Matrix measured(Sequence sequence, List<String> columns);
    }

    /**
     * A numeric series.
     *
     * @param scaler of the features
     * @param missing treatment of missing values; unused where a mask is derived
     * @param timeScale the mean time between two steps, by which derived times are divided
     * @param derived inputs that cells read beside the features
     */
    record Series(Scaler scaler, SeriesConfig.Missing missing, double timeScale, Set<DerivedInput> derived)
            implements Numeric {
        /** Copies the set, in the order of the constants. */
        public Series {
            derived = Collections.unmodifiableSet(new TreeSet<>(derived));
        }

        /** Without missing values. */
        public Series(Scaler scaler) {
            this(scaler, SeriesConfig.Missing.REFUSE, 1, Set.of());
        }

        /** A copy with another scaler. */
        public Series with(Scaler changed) {
            return new Series(changed, missing, timeScale, derived);
        }

        /** Returns whether values may be missing. */
        public boolean allowsMissing() {
            return missing != SeriesConfig.Missing.REFUSE || derived.contains(DerivedInput.MASK);
        }

        @Override
        public Matrix measured(Sequence sequence, List<String> columns) {
            Matrix values = series(sequence).values().held();
            SeriesCheck.series(values, allowsMissing(), columns);
            boolean last = missing == SeriesConfig.Missing.LAST && !derived.contains(DerivedInput.MASK);
            return filled(values, scaler, last);
        }

        @Override
        public Tensor encode(Sequence sequence, List<String> columns) {
            return scaler.apply(measured(sequence, columns));
        }

        @Override
        public Tensors derived(String name, Sequence sequence) {
            return derived(name, sequence, timeScale);
        }

        /** The same with times in the unit of the data. */
        Tensors measuredDerived(String name, Sequence sequence) {
            return derived(name, sequence, 1);
        }

        private Tensors derived(String name, Sequence sequence, double scale) {
            Tensors.Builder values = Tensors.builder();
            derived.forEach(kind -> values.put(kind.of(name), Derivation.of(kind, series(sequence), scale)));
            return values.build();
        }

        private static Sequence.Series series(Sequence sequence) {
            if (!(sequence instanceof Sequence.Series series)) {
                throw new DataException("the model reads numeric series, but was given " + sequence.words());
            }
            return series;
        }
    }

    /** Numbers that hold for the whole example. */
    record Static(Scaler scaler, SeriesConfig.Missing missing) implements Numeric {
        @Override
        public Matrix measured(Sequence sequence, List<String> columns) {
            if (!(sequence instanceof Sequence.Static fixed)) {
                throw new DataException("the model reads static numbers, but was given " + sequence.words());
            }
            Matrix values = fixed.values().held();
            SeriesCheck.fixed(values, missing != SeriesConfig.Missing.REFUSE, columns);
            return filled(values, scaler, false);
        }

        @Override
        public Tensor encode(Sequence sequence, List<String> columns) {
            Tensor row = scaler.apply(measured(sequence, columns));
            return row.reshape(row.array().length);
        }
    }

    /**
     * A whole number that holds for the whole example, as it is, or the number of a word.
     *
     * @param categories the number is below
     * @param words with the numbers from 2 on, as in a {@link Vocabulary}; empty if the data have numbers
     */
    record Category(int categories, List<String> words) implements InputEncoding {
        /** Copies the list. */
        public Category {
            words = List.copyOf(words);
        }

        /** A number as the data have it. */
        public Category(int categories) {
            this(categories, List.of());
        }

        /** The words of a vocabulary. */
        static Category of(Vocabulary vocabulary) {
            return new Category(vocabulary.size(), vocabulary.symbols());
        }

        @Override
        public Tensor encode(Sequence sequence, List<String> columns) {
            if (!words.isEmpty()) {
                return Tensor.wrap(Shape.of(1), new float[] {number(sequence)});
            }
            if (!(sequence instanceof Sequence.Static fixed) || fixed.values().columns() != 1) {
                throw new DataException("the model reads one whole number from 0 to " + (categories - 1)
                        + " for the whole sequence, but was given " + sequence.words());
            }
            double number = fixed.values().get(0, 0);
            if (number != Math.rint(number) || number < 0 || number >= categories) {
                throw new DataException("the model knows the categories 0 to " + (categories - 1)
                        + " as whole numbers, but was given " + number);
            }
            return Tensor.wrap(Shape.of(1), new float[] {(float) number});
        }

        private int number(Sequence sequence) {
            if (!(sequence instanceof Sequence.Categories one) || one.perStep()) {
                throw new DataException(
                        "the model reads one word for the whole sequence, but was given " + sequence.words());
            }
            int at = words.indexOf(one.values().getFirst());
            return at < 0 ? Vocabulary.UNKNOWN : Vocabulary.UNKNOWN + 1 + at;
        }
    }

    private static Matrix filled(Matrix values, Scaler scaler, boolean last) {
        int features = values.columns();
        if (features != scaler.features() || Arrays.stream(values.array()).noneMatch(Double::isNaN)) {
            return values;
        }
        double[] array = values.array().clone();
        for (int i = 0; i < array.length; i++) {
            if (Double.isNaN(array[i])) {
                array[i] = last && i >= features ? array[i - features] : scaler.undo(0, i % features);
            }
        }
        return Matrix.wrap(values.rows(), features, array);
    }
}
