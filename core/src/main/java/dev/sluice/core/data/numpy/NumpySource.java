package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataFolders;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.PlainNumber;
import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads examples from arrays of NumPy's, one row each. Padding is cut away here, so whatever follows sees sequences of their own
 * lengths. See {@link NumpyOptions}.
 */
public final class NumpySource implements DataSource {
    private final NumpyOptions options;

    /** A source for the arrays that the options name. */
    public NumpySource(NumpyOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        Arrays arrays = new Arrays(reading, options);
        Map<String, PaddedRows> inputs = arrays.inputs();
        Map<String, NumpyTargets> targets = new LinkedHashMap<>();
        for (Map.Entry<String, NumpyTarget> target : options.allTargets().entrySet()) {
            String name = target.getKey();
            NumpyArray array = arrays.get(target.getValue().array());
            targets.put(
                    name,
                    new NumpyTargets(
                            target.getValue(), array, reading.severalMayHold().test(name)));
        }
        NumpyExamples examples = new NumpyExamples(
                inputs,
                targets,
                arrays.named(options.part()),
                arrays.named(options.group()),
                arrays.named(options.weight()));
        reading.report().count("rows", examples.size());
        examples.check();
        reading.report().count("padding_steps_cut", examples.padding());
        return examples;
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        NumpyExamples examples =
                new NumpyExamples(new Arrays(file, reading, options).inputs(), Map.of(), null, null, null);
        reading.report().count("rows", examples.size());
        examples.check();
        return examples;
    }

    /** The arrays that the options name, all with as many rows as the first. */
    private static final class Arrays {
        private static final String ARRAY = ".npy";

        private final Reading reading;
        private final NumpyOptions options;
        private final String archive;
        private final Map<String, String> others = new LinkedHashMap<>();
        private final Map<String, NumpyArray> read = new LinkedHashMap<>();

        Arrays(Reading reading, NumpyOptions options) {
            this.reading = reading;
            this.options = options;
            archive = options.file();
        }

        /**
         * Arrays of another file: an archive with the same names, or a single array in place of the only one.
         *
         * @throws DataException if a single array is not enough
         */
        Arrays(Path file, Reading reading, NumpyOptions options) {
            this.reading = reading;
            this.options = options;
            String other = file.toAbsolutePath().toString();
            boolean single = other.endsWith(ARRAY);
            archive = single ? "" : other;
            List<String> names = Stream.concat(
                            options.allInputs().values().stream()
                                    .flatMap(input -> Stream.of(input.array(), input.lengths())),
                            Stream.of(options.time()))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            if (single && names.size() > 1) {
                throw new DataException("the model reads the arrays " + String.join(", ", names) + ", but " + file
                        + " is a single one; give an .npz file that has them by these names");
            }
            names.forEach(name -> others.put(name, single ? other : nameIn(name)));
        }

        /** The name of an array in an archive, where training had a file of its own for it. */
        private static String nameIn(String name) {
            String file = String.valueOf(Path.of(name).getFileName());
            return file.endsWith(ARRAY) ? file.substring(0, file.length() - ARRAY.length()) : name;
        }

        int rows() {
            return read.values().iterator().next().size(0);
        }

        /** An array, if one is named. */
        @Nullable NumpyArray named(String name) throws IOException {
            return name.isEmpty() ? null : get(name);
        }

        NumpyArray get(String name) throws IOException {
            NumpyArray known = read.get(name);
            if (known != null) {
                return known;
            }
            NumpyArray array =
                    NumpyFiles.array(reading.folder(), located(archive), located(others.getOrDefault(name, name)));
            if (array.rank() == 0) {
                throw new DataException(array + " must have a row for each example, but is a single value");
            }
            if (!read.isEmpty() && array.size(0) != rows()) {
                NumpyArray first = read.values().iterator().next();
                throw new DataException("all arrays must have a row for each example, but " + first + " has " + rows()
                        + " and " + array + " has " + array.size(0));
            }
            read.put(name, array);
            return array;
        }

        /** A path in the folders of shared data as it is on this machine; anything else as it is. */
        private String located(String path) {
            return DataFolders.isShared(path)
                    ? reading.file(path).toAbsolutePath().toString()
                    : path;
        }

        Map<String, PaddedRows> inputs() throws IOException {
            Map<String, PaddedRows> inputs = new LinkedHashMap<>();
            for (Map.Entry<String, NumpyInput> input : options.allInputs().entrySet()) {
                inputs.put(input.getKey(), input(input.getValue()));
            }
            return inputs;
        }

        private PaddedRows input(NumpyInput input) throws IOException {
            NumpyArray array = get(input.array());
            NumpyArray lengths = input.lengths().isEmpty() ? null : get(input.lengths());
            boolean timed = !input.features().isEmpty() && !options.time().isEmpty();
            return new PaddedRows(
                    input,
                    array,
                    lengths,
                    timed ? get(options.time()) : null,
                    new Padding(options.padding(), array.isText() ? 0 : number(options.paddingValue())),
                    options.paddingValue());
        }

        private static double number(String value) {
            if (value.isEmpty()) {
                return 0;
            }
            return PlainNumber.read(value)
                    .orElseThrow(() -> new DataException(
                            "padding_value must be a number or nan where padded arrays hold numbers, but was '" + value
                                    + "'"));
        }
    }
}
