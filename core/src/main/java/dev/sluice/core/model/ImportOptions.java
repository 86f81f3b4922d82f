package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Shorthand;
import java.util.List;

/** A model of another program to start from. */
@Shorthand
@Description("A model from another program to start from, in place of embedding and encoder; or just its file.")
public record ImportOptions(
        @Description("The file: ONNX, .h5 or .keras of Keras, or safetensors with PyTorch's names; empty for none")
        @Default("\"\"")
        String file,

        @Description("Whether the file's last layers are kept or replaced by the pooling and head of this experiment")
        @Default("keep")
        Part head,

        @Description(
                "The output of the file that corresponds to the target of the data, if it has several; the others are"
                        + " unchanged")
        @Default("\"\"")
        String output,

        @Description(
                "Whether the file's token embedding is kept or replaced by a new one for the vocabulary of the data")
        @Default("keep")
        Part embedding,

        @Description("Frozen parameters: names or prefixes, such as encoder.l0") @Default("[]")
        List<String> freeze) {
    /** The treatment of a part of the file. */
    public enum Part {
        /** Kept. */
        @Description("Kept.")
        KEEP,
        /** Replaced. */
        @Description("Replaced by a new one.")
        NEW
    }

    /** Copies the list. */
    public ImportOptions {
        freeze = List.copyOf(freeze);
    }

    /** No import. */
    public static ImportOptions none() {
        return new ImportOptions("", Part.KEEP, "", Part.KEEP, List.of());
    }
}
