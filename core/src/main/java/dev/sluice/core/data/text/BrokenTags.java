package dev.sluice.core.data.text;

import dev.sluice.core.option.Description;

/**
 * Treatment of tags that break the rule of spans (IOB2): a span begins with {@code B-type}, and {@code I-type} goes on a span of that
 * type.
 */
public enum BrokenTags {
    /** They stay as they are, and are counted. */
    @Description("Unchanged, but counted")
    COUNT,
    /** They become B-… and are counted; tags that use B-… only between spans (IOB1) become IOB2. */
    @Description("Changed to B-… and counted; tags that use B-… only between spans (IOB1) become IOB2")
    REPAIR,
    /** An error with file and line. */
    @Description("An error with file and line")
    REFUSE
}
