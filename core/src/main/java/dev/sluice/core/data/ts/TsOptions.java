package dev.sluice.core.data.ts;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/** The files to read: one that {@code data.split} divides, or the two that the archives have. */
@Description("Files of the UCR and UEA archives")
public record TsOptions(
        @Description(
                "Path of a file whose examples data.split divides, relative to the experiment file; $data/… for one"
                        + " in the folder of shared data; .gz too")
        @Default("''")
        String file,

        @Description(
                "Path of the file to train on; data.split takes the validation part from it, unless validation is given")
        @Default("''")
        String training,

        @Description("Path of the file for validation") @Default("''")
        String validation,

        @Description("Path of the file for the test") @Default("''")
        String test) {
    /** Checks that there is something to train on. */
    public TsOptions {
        new PartFiles(file, training, validation, test);
    }

    PartFiles files() {
        return new PartFiles(file, training, validation, test);
    }
}
