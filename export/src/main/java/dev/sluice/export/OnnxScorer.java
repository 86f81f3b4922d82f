package dev.sluice.export;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Runs an exported model on many examples, using only the file's content. Examples whose inputs have the same shapes run
 * together, so none is padded. Several threads may use it at once.
 */
public final class OnnxScorer implements AutoCloseable {
    private static final int MOST_TOGETHER = 64;

    private final OnnxRuntimeSession session;
    private final ModelMetadata metadata;
    private final DataContract contract;
    private final FrontPadding padding;

    private OnnxScorer(OnnxRuntimeSession session, Tokenizers tokenizers) {
        this.session = session;
        this.metadata = ModelMetadata.of(session.metadata());
        if (metadata.preparesData()) {
            throw new ExportException("examples are prepared before they are scored, but the file prepares data itself;"
                    + " open " + OnnxExporter.MODEL + " beside it");
        }
        this.contract = metadata.contract(tokenizers);
        this.padding = metadata.padding();
    }

    /** The answer to an example. */
    public sealed interface Answer {}

    /**
     * The model's outputs.
     *
     * @param outputs one for each target
     */
    public record Outputs(List<Output> outputs) implements Answer {
        /** Copies the list. */
        public Outputs {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * An example that does not fit the model.
     *
     * @param reason in a sentence
     */
    public record Refused(String reason) implements Answer {}

    /**
     * Loads a file. Plugins that it needs are looked for where they usually are.
     *
     * @throws IOException if it cannot be read
     */
    public static OnnxScorer open(Path file) throws IOException {
        return open(file, PluginTokenizers.usual());
    }

    /**
     * Loads a file.
     *
     * @param tokenizers makes those of plugins, when they are first needed
     * @throws IOException if it cannot be read
     */
    public static OnnxScorer open(Path file, Tokenizers tokenizers) throws IOException {
        OnnxRuntimeSession session = OnnxRuntimeSession.open(file);
        try {
            return new OnnxScorer(session, tokenizers);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** The data contract in the file. */
    public DataContract contract() {
        return contract;
    }

    /**
     * The answers to examples, in their order.
     *
     * @param examples inputs by the names of the model's inputs
     * @param top of each output's labels at most this many
     */
    public List<Answer> score(List<Map<String, Sequence>> examples, int top) {
        Map<Integer, Answer> answers = new TreeMap<>();
        Map<String, Map<Integer, Map<String, OnnxArray>>> alike = new LinkedHashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            try {
                Map<String, OnnxArray> given = arrays(examples.get(i));
                alike.computeIfAbsent(given.values().toString(), shapes -> new LinkedHashMap<>())
                        .put(i, given);
            } catch (DataException e) {
                answers.put(i, new Refused(String.valueOf(e.getMessage())));
            }
        }
        for (Map<Integer, Map<String, OnnxArray>> same : alike.values()) {
            List<Integer> places = List.copyOf(same.keySet());
            List<Map<String, OnnxArray>> given = List.copyOf(same.values());
            for (int from = 0; from < given.size(); from += MOST_TOGETHER) {
                int to = Math.min(from + MOST_TOGETHER, given.size());
                List<List<Output>> outputs = together(given.subList(from, to), top);
                for (int row = from; row < to; row++) {
                    answers.put(places.get(row), new Outputs(outputs.get(row - from)));
                }
            }
        }
        return List.copyOf(answers.values());
    }

    /** The file's inputs for one example: a batch of one. */
    Map<String, OnnxArray> arrays(Map<String, Sequence> example) {
        return OnnxPredictor.values(session, contract, OnnxPredictor.named(contract, example));
    }

    /** The outputs for a batch of one. */
    List<Output> output(Map<String, OnnxArray> given, int top) {
        return together(List.of(given), top).getFirst();
    }

    private List<List<Output>> together(List<Map<String, OnnxArray>> rows, int top) {
        Map<String, OnnxArray> given = new LinkedHashMap<>();
        rows.getFirst()
                .keySet()
                .forEach(name -> given.put(
                        name,
                        OnnxArray.stacked(rows.stream()
                                .map(row -> Objects.requireNonNull(row.get(name)))
                                .toList())));
        Map<String, OnnxArray> results = padding.fromFile(session.run(padding.toFile(given)), given);
        List<List<Output>> outputs = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Map<String, OnnxArray> own = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxArray> result : results.entrySet()) {
                own.put(result.getKey(), result.getValue().row(row));
            }
            outputs.add(contract.targets().keySet().stream()
                    .map(name -> OnnxPredictor.output(metadata, contract, name, own, top))
                    .toList());
        }
        return outputs;
    }

    @Override
    public void close() {
        session.close();
    }
}
