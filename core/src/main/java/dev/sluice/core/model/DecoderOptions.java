package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.option.Shorthand;
import java.util.List;

/** The network that writes a text of its own length, symbol by symbol, from what an encoder has read (Sutskever et al., 2014). */
@Description(
        "The network that writes a text, symbol by symbol, from the encoder's outputs; used where a target is a text"
                + " of any length.")
public record DecoderOptions(
        @Description("The cell; by default, the encoder's. 'sluice help cells' lists all cells.")
        @Default("[]")
        @Shorthand
        List<Cell> cell,

        @Description("Features of a state.") @Default("128") @Range(min = 1)
        int hidden,

        @Description("Number of stacked layers.") @Default("1") @Range(min = 1)
        int layers,

        @Description("The embedding of the output symbols.") @Default("{}")
        EmbeddingOptions embedding,

        @Description("Attention: how each step weights the encoder's outputs.") @Default("general")
        Attention attention,

        @Description("Input feeding: whether a step also reads the previous step's attentional output (Luong et al.,"
                + " 2015), so that it knows what was attended to.")
        @Default("false")
        boolean inputFeeding,

        @Description("Features of the layer before the scores of symbols; 0 for the size of the embedding.")
        @Default("0")
        @Range(min = 0)
        int readout,

        @Description("Whether the embedding's table also gives the weights of the scores (Press and Wolf, 2017); needs"
                + " readout: 0.")
        @Default("false")
        boolean tied,

        @Description("Probability of zeroing an element of the embeddings, between layers and before the scores in"
                + " training.")
        @Default("0")
        @Range(min = 0, below = 1)
        double dropout,

        @Description("The initial states of the decoder.") @Default("dense")
        Bridge bridge,

        @Description("How often the decoder reads its own prediction in training.") @Default("{}")
        ScheduledSampling scheduledSampling,

        @Description("The encoder of model.inputs that the decoder attends to; needed if there are several.")
        @Default("''")
        String reads) {
    /** The way a step looks at what the encoder read. */
    public enum Attention {
        /** Not at all: only the first states tell what was read. */
        @Description("No attention: the decoder sees only its initial states.")
        NONE,
        /** By the product of the decoder's output and the encoder's (Luong et al., 2015). */
        @Description(
                "Dot product of the decoder's and the encoder's outputs, which must have the same size (Luong et al.,"
                        + " 2015).")
        DOT,
        /** The same with a matrix between them. */
        @Description("Their bilinear product, with a learned matrix (Luong et al., 2015).")
        GENERAL,
        /** By a small network, before the step (Bahdanau et al., 2015). */
        @Description("A small network on the decoder's state before the step, which then reads the context (Bahdanau et"
                + " al., 2015).")
        ADDITIVE
    }

    /** The first states of the decoder. */
    public enum Bridge {
        /** A dense layer of the encoder's last states. */
        @Description("A dense layer (tanh) of the encoder's final states.")
        DENSE,
        /** Zeros. */
        @Description("Zeros.")
        ZEROS
    }

    /** Checks what belongs together. */
    public DecoderOptions {
        cell = List.copyOf(cell);
        if (cell.size() > 1) {
            throw new IllegalArgumentException("decoder.cell must be one cell, that of all layers, but " + cell.size()
                    + " are given; leave out all but one");
        }
        if (embedding.characters().isOn() || !embedding.categories().isEmpty()) {
            throw new IllegalArgumentException(
                    "decoder.embedding: the symbols that are written have rows of their own and neither"
                            + " characters nor categories; leave "
                            + (embedding.characters().isOn() ? "characters" : "categories") + " out");
        }
        if (tied && readout != 0 && readout != embedding.size()) {
            throw new IllegalArgumentException("decoder.tied: the table scores what is as wide as the embedding, "
                    + embedding.size() + " features, but decoder.readout is " + readout + "; leave it out");
        }
    }

    /** A decoder of one layer with general attention. */
    public static DecoderOptions of(Cell cell, int hidden) {
        return new DecoderOptions(
                List.of(cell),
                hidden,
                1,
                new EmbeddingOptions(64),
                Attention.GENERAL,
                false,
                0,
                false,
                0,
                Bridge.DENSE,
                ScheduledSampling.never(),
                "");
    }

    /** This with a cell, where none is given. */
    DecoderOptions orCell(Cell other) {
        return cell.isEmpty() ? OptionRecords.with(this, "cell", List.of(other)) : this;
    }

    /** Features below the scores. */
    int readoutSize() {
        return readout == 0 ? embedding.size() : readout;
    }

    /** Returns whether a step reads what attention found, so that attention belongs into the loop. */
    boolean attendsInLoop() {
        return attention == Attention.ADDITIVE || inputFeeding && attention != Attention.NONE;
    }
}
