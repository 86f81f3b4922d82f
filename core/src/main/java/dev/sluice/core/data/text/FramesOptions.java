package dev.sluice.core.data.text;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/** The files of a source of frames, such as the notes that sound at each step of a piece of music. */
@Description("Files with a JSON object in each line, a sequence of frames: {\"steps\": [[60, 64], [], [62]]}")
public record FramesOptions(
        @Description(
                "Path of the file whose sequences data.split divides, relative to the experiment file; $data/… for one in"
                        + " the folder of shared data; .gz too")
        @Default("''")
        String file,

        @Description(
                "Path of the file to train on; data.split takes the validation part from it, unless validation is given")
        @Default("''")
        String training,

        @Description("Path of the file for validation") @Default("''")
        String validation,

        @Description("Path of the file for the test") @Default("''")
        String test,

        @Description("Field with the frames, each a list of the whole numbers that are on") @Default("steps")
        String steps,

        @Description("Field that says the part: train, valid, dev or test; empty if there is none") @Default("''")
        String part,

        @Description("The lowest number that may be on") @Default("21")
        int lowest,

        @Description("The highest number that may be on") @Default("108")
        int highest) {
    /** Checks that the options fit together. */
    public FramesOptions {
        new PartFiles(file, training, validation, test);
        if (highest < lowest) {
            throw new IllegalArgumentException(
                    "highest must be at least lowest, but they are " + highest + " and " + lowest);
        }
    }

    PartFiles files() {
        return new PartFiles(file, training, validation, test);
    }

    int size() {
        return highest - lowest + 1;
    }
}
