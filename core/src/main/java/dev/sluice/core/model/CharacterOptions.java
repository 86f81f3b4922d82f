package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** The characters of words, read beside the words themselves. */
@Description(
        "The characters of each word, read by a convolution whose largest values join the word's row (Ma and Hovy, 2016):"
                + " names, endings and numbers that the vocabulary does not have still look like something.")
public record CharacterOptions(
        @Description("Features that join the row of each word; 0 for words alone.")
        @Default("0")
        @Range(min = 0, max = 65536)
        int channels,

        @Description("Features of a character's row.") @Default("30") @Range(min = 1)
        int size,

        @Description("Characters that the kernel reads.") @Default("3") @Range(min = 1, max = 64)
        int kernel,

        @Description("Characters of a word that are read, from its first; the rest is left out.")
        @Default("20")
        @Range(min = 1, max = 1024)
        int maxLength,

        @Description("Probability of zeroing an element of what the convolution reads in training.")
        @Default("0")
        @Range(min = 0, below = 1)
        double dropout) {
    /** Words alone. */
    public static CharacterOptions none() {
        return of(0);
    }

    /** The usual kernel with some features. */
    public static CharacterOptions of(int channels) {
        return new CharacterOptions(channels, 30, 3, 20, 0);
    }

    /** Returns whether characters are read. */
    public boolean isOn() {
        return channels > 0;
    }
}
