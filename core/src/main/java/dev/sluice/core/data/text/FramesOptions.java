package dev.sluice.core.data.text;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;

/** The files of a source of frames, such as the notes that sound at each step of a piece of music. */
@Description("Files with a JSON object in each line, a sequence of frames: {\"steps\": [[60, 64], [], [62]]}")
public record FramesOptions(
        @Inline PartFiles files,

        @Description("Field with the frames, each a list of the whole numbers that are on") @Default("steps")
        String steps,

        @Description("Field with the part: train, valid, dev or test; empty if there is none") @Default("''")
        String part,

        @Description("The lowest number that may be on") @Default("21")
        int lowest,

        @Description("The highest number that may be on") @Default("108")
        int highest) {
    /** Checks that the options fit together. */
    public FramesOptions {
        if (highest < lowest) {
            throw new IllegalArgumentException(
                    "highest must be at least lowest, but they are " + highest + " and " + lowest);
        }
    }

    int size() {
        return highest - lowest + 1;
    }
}
