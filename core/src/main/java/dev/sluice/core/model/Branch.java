package dev.sluice.core.model;

import java.util.List;

/**
 * One encoder, what it reads and what its cell asks for.
 *
 * @param name of the encoder in {@code model.inputs}; empty for the only one
 * @param reads the inputs that are joined at each step, at least one
 * @param options of the encoder
 * @param extras where the inputs come from that its cell asks for by name
 */
public record Branch(String name, List<ModelInput> reads, ModelConfig.BranchOptions options, List<Extra> extras) {
    /** Copies the lists. */
    public Branch {
        reads = List.copyOf(reads);
        extras = List.copyOf(extras);
    }

    /**
     * Something that a cell asks for.
     *
     * @param asked what the cell declares
     * @param sources inputs whose features, joined, are it: one input of the data, or what is derived from series
     * @param derived whether it is made from the series that the encoder reads
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

    /** Features of a step, {@code I}. */
    int inputSize() {
        return reads.stream()
                .mapToInt(input -> size(input, options.embedding()))
                .sum();
    }

    private static int size(ModelInput input, ModelConfig.EmbeddingOptions embedding) {
        return switch (input) {
            case ModelInput.Tokens tokens -> embedding.size();
            case ModelInput.Features features -> features.size();
            case ModelInput.Static fixed -> fixed.size();
            case ModelInput.Category category -> 1;
        };
    }
}
