package dev.sluice.core.data.text;

import dev.sluice.core.option.Description;

/** Treatment of bytes that are not in a file's encoding. */
public enum BrokenBytes {
    /** An error with file and line. */
    @Description("An error with file and line")
    REFUSE,
    /** U+FFFD stands in their place, and they are counted. */
    @Description("Replaced by U+FFFD, and counted")
    REPLACE
}
