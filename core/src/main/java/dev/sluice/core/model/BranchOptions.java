package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.List;

/** An encoder of its own. */
@Description("An encoder of its own for one input, or for several that are aligned step by step.")
public record BranchOptions(
        @Description("The inputs that are joined at each step; if none are given, the one of this name.") @Default("[]")
        List<String> reads,

        @Description("The embedding of tokens.") @Default("{}")
        EmbeddingOptions embedding,

        @Description("Convolutions over time before the recurrent layers, from the first on; [] for none.")
        @Default("[]")
        List<ConvOptions> conv,

        @Description("The recurrent layers.") @Default("{}") EncoderOptions encoder,

        @Description("The reduction of the encoder's outputs over time to one row.") @Default("last")
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
