package dev.sluice.examples.languageid;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;

/**
 * Options of the data source {@code cldr-names}.
 *
 * @param minNames a language with fewer names of its own is left out
 * @param languages which languages to read, as ISO 639 codes; all for none given
 */
public record CldrNamesOptions(
        @Description("Minimum number of names that only this language has; languages with fewer are left out.")
        @Default("300")
        @Range(min = 1)
        int minNames,

        @Description("Languages to read, as ISO 639 codes such as de; [] for all.") @Default("[]")
        List<String> languages) {
    /** Copies the list. */
    public CldrNamesOptions {
        languages = List.copyOf(languages);
    }
}
