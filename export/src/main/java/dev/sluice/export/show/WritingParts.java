package dev.sluice.export.show;

import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.InitialStates;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.OnnxModel;
import java.util.Map;
import java.util.Optional;

/** What the values are for in the two files of a model that writes texts, of which one reads what the other gives. */
final class WritingParts {
    private static final String AGAIN = ": what encoder.onnx gives by this name";

    private final boolean writes;

    private WritingParts(boolean writes) {
        this.writes = writes;
    }

    /**
     * The meanings in a file.
     *
     * @param facts its metadata
     * @return empty if it is neither of the two
     */
    static Optional<WritingParts> of(OnnxModel model, Map<String, String> facts) {
        if (!facts.containsKey("sluice.contract")
                || !(ModelMetadata.of(facts).contract().target() instanceof WrittenEncoding)) {
            return Optional.empty();
        }
        return Optional.of(new WritingParts(
                model.inputs().stream().anyMatch(input -> input.name().equals(EncoderDecoder.TOKEN))));
    }

    /** The meaning of an input or output; empty if it has none of its own here. */
    Optional<String> meaning(String name) {
        boolean state = name.startsWith(InitialStates.PREFIX);
        boolean passed = state || name.equals(EncoderDecoder.MEMORY) || name.equals(EncoderDecoder.KEYS);
        if (!writes) {
            return passed ? Optional.of(": decoder.onnx reads it by this name") : Optional.empty();
        }
        return Optional.ofNullable(
                switch (name) {
                    case EncoderDecoder.TOKEN ->
                        ": the symbol before, at first " + WrittenEncoding.BEGIN + ", the begin";
                    case EncoderDecoder.LOG_PROBABILITIES ->
                        ": of the next symbol, of which " + WrittenEncoding.END + " is the end";
                    case EncoderDecoder.ATTENTION -> ": the weights of the source's steps";
                    case "lengths" -> ": as given to encoder.onnx";
                    default -> passed ? AGAIN + (state ? " at the beginning of a text" : "") : null;
                });
    }
}
