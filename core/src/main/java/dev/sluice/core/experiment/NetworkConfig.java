package dev.sluice.core.experiment;

import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/** The network, from symbols or features to the head's outputs. */
public record NetworkConfig(
        @Description("The table of rows for symbols; unused for numeric series") @Default("{}") EmbeddingConfig embedding,
        @Description("The recurrent layers") EncoderConfig encoder,
        @Description("How one row is made from a whole sequence") @Default("last") Pooling pooling,
        @Description("The dense layers on top") @Default("{}") HeadConfig head) {

    /** The embedding. */
    public record EmbeddingConfig(
            @Description("Features for each symbol") @Default("64") @Range(min = 1, max = 65536) int size) {}

    /** The recurrent layers. */
    public record EncoderConfig(
            @Description("What happens in one step") Choice<Cell> cell,
            @Description("Features of a state, in each direction") @Range(min = 1, max = 65536) int hidden,
            @Description("Layers, one above the other") @Default("1") @Range(min = 1, max = 64) int layers,
            @Description("Whether each layer also runs from the end to the start") @Default("false") boolean bidirectional,
            @Description("Probability of zeroing a feature between layers in training") @Default("0") @Range(min = 0, below = 1)
                    double dropout) {}

    /** The dense layers on top. The last one, as wide as there are classes or numbers, is always there. */
    public record HeadConfig(
            @Description("Sizes of further dense layers with tanh before the last") @Default("[]") @Range(min = 1, max = 65536)
                    List<Integer> hidden,
            @Description("Probability of zeroing a feature before each dense layer in training") @Default("0") @Range(min = 0, below = 1)
                    double dropout) {
        /** Copies the sizes. */
        public HeadConfig {
            hidden = List.copyOf(hidden);
        }
    }
}
