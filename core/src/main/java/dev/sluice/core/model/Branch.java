package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * One encoder with its inputs and the extra inputs of its cell.
 *
 * @param name of the encoder in {@code model.inputs}; empty for the only one
 * @param reads the inputs that are joined at each step, at least one
 * @param options of the encoder
 * @param extras sources of the inputs that its cell asks for by name
 */
public record Branch(String name, List<ModelInput> reads, BranchOptions options, List<Extra> extras) {
    /** Copies the lists. */
    public Branch {
        reads = List.copyOf(reads);
        extras = List.copyOf(extras);
    }

    /**
     * An extra input of a cell.
     *
     * @param asked the cell's declaration
     * @param sources inputs whose joined features form it: one input of the data, or values derived from series
     * @param derived whether it is derived from the series that the encoder reads
     */
    public record Extra(CellSignature.ExtraInput asked, List<ModelInput> sources, boolean derived) {
        /** Copies the list. */
        public Extra {
            sources = List.copyOf(sources);
        }
    }

    /** The name of the input with its lengths. */
    public String lengths() {
        return name.isEmpty() ? Network.LENGTHS : name + "." + Network.LENGTHS;
    }

    /** The key of the first convolution that leaves fewer steps than it reads. */
    Optional<String> fewerSteps() {
        for (int i = 0; i < options.conv().size(); i++) {
            if (!options.conv().get(i).keepsSteps()) {
                return Optional.of("model." + (name.isEmpty() ? "" : "inputs." + name + ".") + "conv[" + i + "]");
            }
        }
        return Optional.empty();
    }

    /** Features of a step that the recurrent layers read, {@code I}. */
    int inputSize() {
        if (!options.conv().isEmpty()) {
            return options.conv().getLast().channels();
        }
        return reads.stream()
                .mapToInt(input -> size(input, options.embedding())
                        + (characters(input).isPresent()
                                ? options.embedding().characters().channels()
                                : 0))
                .sum();
    }

    /** The characters that are read beside an input; empty if it is read alone. */
    Optional<ModelInput.Characters> characters(ModelInput input) {
        return options.embedding().characters().isOn() && input instanceof ModelInput.Tokens tokens
                ? tokens.characters()
                : Optional.empty();
    }

    private static int size(ModelInput input, EmbeddingOptions embedding) {
        return switch (input) {
            case ModelInput.Tokens tokens -> embedding.sizeOf(tokens.name());
            case ModelInput.Features features -> features.size();
            case ModelInput.Static fixed -> fixed.size();
            case ModelInput.Characters characters -> characters.length();
            case ModelInput.Category category -> 1;
        };
    }
}
