package dev.sluice.core.data.ts;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;

/** The files to read: one that {@code data.split} divides, or the two that the archives have. */
@Description("Files of the UCR and UEA archives")
public record TsOptions(@Inline PartFiles files) {}
