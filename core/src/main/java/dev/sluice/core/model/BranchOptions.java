package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.List;

/** An encoder of its own. */
@Description("An encoder for one input, or for several inputs that are aligned step by step.")
public record BranchOptions(
        @Description("The inputs that are concatenated at each step; by default, the input with this name.")
        @Default("[]")
        List<String> reads,

        @Description("The embedding of tokens.") @Default("{}")
        EmbeddingOptions embedding,

        @Description("Convolutions over time before the recurrent layers, in order; [] for none.") @Default("[]")
        List<ConvOptions> conv,

        @Description("The recurrent layers.") @Default("{}") EncoderOptions encoder,

        @Description("Reduction of the encoder's outputs over time to one vector.") @Default("last")
        Pooling pooling) {
    /** Copies the list. */
    public BranchOptions {
        reads = List.copyOf(reads);
        conv = List.copyOf(conv);
    }

    /** An encoder without convolutions. */
    public BranchOptions(List<String> reads, EmbeddingOptions embedding, EncoderOptions encoder, Pooling pooling) {
        this(reads, embedding, List.of(), encoder, pooling);
    }
}
