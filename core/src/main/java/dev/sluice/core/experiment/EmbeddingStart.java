package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.data.text.WordVectors;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The embeddings that start from vectors of a file or of a run, or that training does not change: {@code model.embedding}, and that of each
 * encoder and of the decoder. Symbols without a vector are initialized as usual.
 */
record EmbeddingStart(ModelConfig model, DataContract contract) {
    private static final String TABLE = "embedding";
    private static final String DECODER = "decoder.";

    /**
     * The options of tables.
     *
     * @param key of the options in the experiment's file
     * @param scope of their tables' names
     */
    private record Place(String key, String scope, EmbeddingOptions options) {}

    /**
     * A table of a network.
     *
     * @param rows of symbols, by their numbers
     */
    private record Table(ParameterSpec spec, Place place, Map<String, Integer> rows) {}

    private List<Table> tables(Network network) {
        List<Table> tables = new ArrayList<>();
        for (ParameterSpec spec : network.parameters()) {
            // The members of an ensemble are called member0 and so on.
            String name = spec.name().replaceFirst("^member[0-9]+\\.", "");
            for (Place place : places()) {
                rows(name, place).ifPresent(rows -> tables.add(new Table(spec, place, rows)));
            }
        }
        return tables;
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        places.add(new Place("model.embedding", "", model.embedding()));
        model.inputs()
                .forEach((name, branch) ->
                        places.add(new Place("model.inputs." + name + ".embedding", name + ".", branch.embedding())));
        places.add(new Place("model.decoder.embedding", DECODER, model.decoder().embedding()));
        return places;
    }

    /** The rows of symbols in a table by its name: {@code embedding.weight} of the only text, else {@code embedding.INPUT.weight}. */
    private Optional<Map<String, Integer>> rows(String parameter, Place place) {
        String only = place.scope() + TABLE + ".weight";
        if (place.scope().equals(DECODER)) {
            return contract.targets().values().stream()
                    .filter(target -> target instanceof WrittenEncoding && parameter.equals(only))
                    .map(target -> (WrittenEncoding) target)
                    .findFirst()
                    .map(text -> rows(text.vocabulary(), text::number));
        }
        for (Map.Entry<String, InputEncoding> input : contract.inputs().entrySet()) {
            if (input.getValue() instanceof InputEncoding.Text text) {
                String one = place.scope() + TABLE + "." + input.getKey() + ".weight";
                if (parameter.equals(only) || parameter.equals(one)) {
                    return Optional.of(rows(text.vocabulary(), text.vocabulary()::id));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Integer> rows(Vocabulary vocabulary, ToIntFunction<String> number) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        vocabulary.symbols().forEach(symbol -> rows.put(symbol, number.applyAsInt(symbol)));
        return rows;
    }

    /** The network whose tables are frozen where training should not change them. */
    Network frozen(Network network) {
        List<String> frozen = tables(network).stream()
                .filter(table -> !table.place().options().trainable())
                .map(table -> table.spec().name())
                .toList();
        return frozen.isEmpty() ? network : network.frozen(frozen);
    }

    /**
     * First parameters with the vectors of files in their tables.
     *
     * @param initial of all parameters. Not modified.
     * @throws dev.sluice.core.data.DataException if a file is not right
     * @throws ConfigException if a file is named where there is no table
     */
    Tensors fitted(Network network, Tensors initial, VectorFiles files, RunObserver observer) throws IOException {
        List<Table> tables = tables(network);
        for (Place place : places()) {
            boolean read = tables.stream().anyMatch(table -> table.place().equals(place));
            if (!place.options().vectors().isEmpty() && !read) {
                throw new ConfigException(
                        place.key() + ".vectors: the rows of a table of words begin with them, but the model has"
                                + " no such table there: no text is read or written with it; leave vectors out, or put them where the text is");
            }
        }
        Tensors fitted = initial;
        for (Table table : tables) {
            if (!table.place().options().vectors().isEmpty()) {
                String name = table.spec().name();
                fitted = fitted.with(Tensors.of(name, rows(table, initial.get(name), files, observer)));
            }
        }
        return fitted;
    }

    private static Tensor rows(Table table, Tensor usual, VectorFiles files, RunObserver observer) throws IOException {
        EmbeddingOptions options = table.place().options();
        int size = options.size();
        WordVectors vectors = files.vectors(options.vectors(), table.rows().keySet(), size, observer);
        Map<Integer, float[]> known = new LinkedHashMap<>();
        table.rows().forEach((symbol, row) -> vectors.of(symbol).ifPresent(vector -> known.put(row, vector)));
        double own = rootMeanSquare(known.values());
        double others = rootMeanSquare(List.of(usual.array()));
        observer.note(String.format(
                Locale.ROOT,
                "Vectors: %,d of %,d symbols are in %s; their numbers are %.2g in the root mean square, those of other rows %.2g%s",
                known.size(),
                table.rows().size(),
                Path.of(options.vectors()).getFileName(),
                own,
                others,
                options.scaleVectors() ? ", and so are theirs now" : ""));
        float factor = options.scaleVectors() && own > 0 ? (float) (others / own) : 1;
        Tensor rows = Tensor.copyOf(usual.shape(), usual.array());
        known.forEach((row, vector) -> {
            for (int i = 0; i < size; i++) {
                rows.array()[row * size + i] = vector[i] * factor;
            }
        });
        return rows;
    }

    /** The root mean square of numbers; 0 of none. */
    private static double rootMeanSquare(Collection<float[]> vectors) {
        double squares = 0;
        long count = 0;
        for (float[] vector : vectors) {
            for (float number : vector) {
                squares += (double) number * number;
            }
            count += vector.length;
        }
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }
}
