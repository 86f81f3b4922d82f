package dev.sluice.examples.languageid;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/**
 * Options of the data source {@code cldr-names}.
 *
 * @param minNames a language with fewer names of its own is left out
 */
public record CldrNamesOptions(
        @Description("Languages with fewer names of their own are left out.") @Default("300") @Range(min = 1)
        int minNames) {}
