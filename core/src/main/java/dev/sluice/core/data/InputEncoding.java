package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;

/** How the input of an example becomes numbers: fitted on the training split, kept with the model. */
public sealed interface InputEncoding {
    /**
     * The numbers of one input: ids {@code [T]} or features {@code [T, F]}, at least one step.
     *
     * @throws DataException if the input is of another kind, empty or not finite
     */
    Tensor encode(Sequence sequence);

    /** Symbols of a text as numbers of a vocabulary. */
    record Text(TextConfig config, Vocabulary vocabulary) implements InputEncoding {
        @Override
        public Tensor encode(Sequence sequence) {
            if (!(sequence instanceof Sequence.Text text)) {
                throw new DataException("the model reads texts, but was given a numeric series");
            }
            List<String> symbols = config.symbols(text.text());
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

    /** Features of a numeric series, scaled. */
    record Series(Scaler scaler) implements InputEncoding {
        @Override
        public Tensor encode(Sequence sequence) {
            if (!(sequence instanceof Sequence.Series series)) {
                throw new DataException("the model reads numeric series, but was given a text");
            }
            SeriesCheck.check(series.values());
            return scaler.apply(series.values());
        }
    }
}
