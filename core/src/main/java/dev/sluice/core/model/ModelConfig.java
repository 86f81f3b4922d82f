package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/** A model that reads a sequence and answers once: embedding, recurrent encoder, pooling, head. */
@Description("The model: embedding, recurrent encoder, pooling and head.")
public record ModelConfig(
        @Description("How tokens become numbers; without effect where the data are numbers.") @Default("{}")
        EmbeddingOptions embedding,

        @Description("The recurrent layers.") @Default("{}") EncoderOptions encoder,

        @Description("How one row is made from the encoder's outputs over time.") @Default("last")
        Pooling pooling,

        @Description("The dense layers after pooling.") @Default("{}")
        HeadOptions head,

        @Description("How parameters get their first values.") @Default("{}")
        Initialization initialization) {

    /** The model of an encoder, with defaults for everything else. */
    public static ModelConfig of(EncoderOptions encoder) {
        return new ModelConfig(
                new EmbeddingOptions(64), encoder, Pooling.LAST, HeadOptions.defaults(), Initialization.defaults());
    }

    /** This with another embedding size. */
    public ModelConfig withEmbedding(int size) {
        return new ModelConfig(new EmbeddingOptions(size), encoder, pooling, head, initialization);
    }

    /** This with another pooling. */
    public ModelConfig withPooling(Pooling changed) {
        return new ModelConfig(embedding, encoder, changed, head, initialization);
    }

    /** This with another head. */
    public ModelConfig withHead(HeadOptions changed) {
        return new ModelConfig(embedding, encoder, pooling, changed, initialization);
    }

    /** This with other first values. */
    public ModelConfig withInitialization(Initialization changed) {
        return new ModelConfig(embedding, encoder, pooling, head, changed);
    }

    /** The table of tokens. */
    @Description("The table that gives each token a row of numbers.")
    public record EmbeddingOptions(
            @Description("Features of a row.") @Default("64") @Range(min = 1)
            int size) {
        /** Checks the size. */
        public EmbeddingOptions {
            atLeastOne("embedding.size", size);
        }
    }

    /** The recurrent layers. */
    @Description("The recurrent layers.")
    public record EncoderOptions(
            @Description("What happens in one step; 'sluice help cells' lists what there is.") @Default("{name: gru}")
            Cell cell,

            @Description("Features of a state.") @Default("128") @Range(min = 1)
            int hidden,

            @Description("Layers, one above the other.") @Default("1") @Range(min = 1)
            int layers,

            @Description("Whether each layer runs in both directions.") @Default("false")
            boolean bidirectional,

            @Description("Probability of zeroing an element between layers in training.")
            @Default("0")
            @Range(min = 0, below = 1)
            double dropout,

            @Description("Rank of the cells' weight matrices, each the product of two factors where that makes it"
                    + " smaller; 0 for whole matrices.")
            @Default("0")
            @Range(min = 0)
            int rank) {
        /** Checks the numbers. */
        public EncoderOptions {
            if (rank < 0) {
                throw new IllegalArgumentException("encoder.rank must be at least 0, but was " + rank);
            }
            atLeastOne("encoder.hidden", hidden);
            atLeastOne("encoder.layers", layers);
            Dropout.check(dropout);
        }

        /** One layer, one direction, no dropout. */
        public static EncoderOptions of(Cell cell, int hidden) {
            return new EncoderOptions(cell, hidden, 1, false, 0, 0);
        }

        /** This with another number of layers. */
        public EncoderOptions withLayers(int changed) {
            return new EncoderOptions(cell, hidden, changed, bidirectional, dropout, rank);
        }

        /** This in one direction or both. */
        public EncoderOptions withBidirectional(boolean changed) {
            return new EncoderOptions(cell, hidden, layers, changed, dropout, rank);
        }

        /** This with weights of a rank. */
        public EncoderOptions withRank(int changed) {
            return new EncoderOptions(cell, hidden, layers, bidirectional, dropout, changed);
        }

        /** This with another dropout between layers. */
        public EncoderOptions withDropout(double changed) {
            return new EncoderOptions(cell, hidden, layers, bidirectional, changed, rank);
        }
    }

    /** The dense layers after pooling; the last one's size is the number of outputs, which the data decide. */
    @Description("The dense layers after pooling.")
    public record HeadOptions(
            @Description("Features of each hidden layer (relu), from the bottom; [] for none.") @Default("[]")
            List<Integer> hidden,

            @Description("Probability of zeroing an element before each dense layer in training.")
            @Default("0")
            @Range(min = 0, below = 1)
            double dropout) {
        /** Copies the list and checks the numbers. */
        public HeadOptions {
            hidden = List.copyOf(hidden);
            hidden.forEach(size -> atLeastOne("head.hidden", size));
            Dropout.check(dropout);
        }

        /** One dense layer without dropout. */
        public static HeadOptions defaults() {
            return new HeadOptions(List.of(), 0);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }
}
