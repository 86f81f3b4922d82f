package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** The characters of words, read beside the words themselves. */
@Description("A convolution over the characters of each word, whose maxima are appended to the word's embedding (Ma and"
        + " Hovy, 2016), so that names, endings and numbers outside the vocabulary keep some meaning.")
public record CharacterOptions(
        @Description("Features appended to each word's embedding; 0 for words alone.")
        @Default("0")
        @Range(min = 0, max = 65536)
        int channels,

        @Description("Size of a character's embedding.") @Default("30") @Range(min = 1)
        int size,

        @Description("Characters that the kernel covers.") @Default("3") @Range(min = 1, max = 64)
        int kernel,

        @Description("Characters read from the start of each word; the rest is ignored.")
        @Default("20")
        @Range(min = 1, max = 1024)
        int maxLength,

        @Description("Probability of zeroing an element of the convolution's input in training.")
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
