package dev.sluice.core.experiment.exchange;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.numpy.NumpyArray;
import dev.sluice.core.data.numpy.NumpyFiles;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A model's input, read from a NumPy array. */
final class GivenArray {
    static final String ENDING = ".npy";

    private GivenArray() {}

    static Sequence read(String name, InputEncoding encoding, String file) throws IOException {
        NumpyArray array = NumpyFiles.array(Path.of(""), "", file);
        return switch (encoding) {
            case InputEncoding.Text text -> {
                NumpyArray symbols = one(name, array, 1, "[T], a symbol for each step,");
                List<String> words = new ArrayList<>();
                for (int i = 0; i < symbols.elements(); i++) {
                    words.add(symbols.word(i));
                }
                yield new Sequence.Symbols(words);
            }
            case InputEncoding.Series series -> {
                boolean flat = series.scaler().features() == 1 && array.rank() == 1;
                NumpyArray steps = flat ? array : one(name, array, 2, "[T, F]");
                int features = flat ? 1 : steps.size(1);
                yield new Sequence.Series(Matrix.wrap(steps.size(0), features, numbers(steps)));
            }
            case InputEncoding.Static fixed -> wholeExample(name, array);
            case InputEncoding.Category category -> wholeExample(name, array);
        };
    }

    private static Sequence.Static wholeExample(String name, NumpyArray array) {
        NumpyArray numbers = one(name, array, 1, "[F]");
        return new Sequence.Static(Matrix.row(numbers(numbers)));
    }

    /** The example in an array, which may be the only row of a larger one. */
    private static NumpyArray one(String name, NumpyArray array, int rank, String shape) {
        if (array.rank() == rank) {
            return array;
        }
        if (array.rank() == rank + 1 && array.size(0) == 1) {
            return array.first();
        }
        throw new DataException("the input '" + name + "' must be an array " + shape + " of one example, but is "
                + array + (array.rank() == rank + 1 ? "; save one of its rows: np.save('one.npy', x[0])" : ""));
    }

    private static double[] numbers(NumpyArray array) {
        double[] numbers = new double[array.elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.number(i);
        }
        return numbers;
    }
}
