package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.text.WordVectors;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of words that begin with vectors of a file, or that training does not change ({@code model.embedding}). Symbols that a file does
 * not have begin as usual.
 */
record EmbeddingStart(ModelConfig model, DataContract contract) {
    private static final String TABLE = "embedding";

    /** A table of a network. */
    private record Table(ParameterSpec spec, EmbeddingOptions options, Vocabulary vocabulary) {}

    private List<Table> tables(Network network) {
        List<Table> tables = new ArrayList<>();
        for (ParameterSpec spec : network.parameters()) {
            // The members of an ensemble are called member0 and so on.
            String name = spec.name().replaceFirst("^member[0-9]+\\.", "");
            encoders()
                    .forEach((encoder, options) -> input(name, encoder)
                            .ifPresent(vocabulary -> tables.add(new Table(spec, options, vocabulary))));
        }
        return tables;
    }

    /** The options of tables by the scope of their encoder. */
    private Map<String, EmbeddingOptions> encoders() {
        Map<String, EmbeddingOptions> encoders = new LinkedHashMap<>();
        encoders.put("", model.embedding());
        model.inputs().forEach((name, branch) -> encoders.put(name + ".", branch.embedding()));
        return encoders;
    }

    /** The vocabulary of a table by its name: {@code embedding.weight} of the only text, else {@code embedding.INPUT.weight}. */
    private Optional<Vocabulary> input(String parameter, String encoder) {
        for (Map.Entry<String, InputEncoding> input : contract.inputs().entrySet()) {
            if (input.getValue() instanceof InputEncoding.Text text) {
                boolean only = parameter.equals(encoder + TABLE + ".weight");
                if (only || parameter.equals(encoder + TABLE + "." + input.getKey() + ".weight")) {
                    return Optional.of(text.vocabulary());
                }
            }
        }
        return Optional.empty();
    }

    /** The network whose tables are frozen where training should not change them. */
    Network frozen(Network network) {
        List<String> frozen = tables(network).stream()
                .filter(table -> !table.options().trainable())
                .map(table -> table.spec().name())
                .toList();
        return frozen.isEmpty() ? network : network.frozen(frozen);
    }

    /**
     * First parameters with the vectors of files in their tables.
     *
     * @param initial of all parameters. Not modified.
     * @throws dev.sluice.core.data.DataException if a file is not right
     */
    Tensors fitted(Network network, Tensors initial, Path folder, RunObserver observer) throws IOException {
        Tensors fitted = initial;
        for (Table table : tables(network)) {
            if (!table.options().vectors().isEmpty()) {
                String name = table.spec().name();
                fitted = fitted.with(Tensors.of(name, rows(table, initial.get(name), folder, observer)));
            }
        }
        return fitted;
    }

    private static Tensor rows(Table table, Tensor usual, Path folder, RunObserver observer) throws IOException {
        Path file = Reading.of(folder).file(table.options().vectors());
        List<String> symbols = table.vocabulary().symbols();
        int size = table.options().size();
        WordVectors vectors = WordVectors.read(file, new HashSet<>(symbols), size);
        Tensor rows = Tensor.copyOf(usual.shape(), usual.array());
        int known = 0;
        for (String symbol : symbols) {
            Optional<float[]> vector = vectors.of(symbol);
            if (vector.isPresent()) {
                System.arraycopy(
                        vector.get(), 0, rows.array(), table.vocabulary().id(symbol) * size, size);
                known++;
            }
        }
        observer.note(String.format(
                Locale.ROOT, "Vectors: %,d of %,d symbols are in %s", known, symbols.size(), file.getFileName()));
        return rows;
    }
}
