package dev.sluice.core.data.text;

import dev.sluice.core.data.DataReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Finds tags that break the rule of spans, and treats them as asked. Mutable: it counts. */
final class TagCheck {
    private final BrokenTags treatment;
    private long broken;
    private String first = "";

    TagCheck(BrokenTags treatment) {
        this.treatment = treatment;
    }

    /**
     * The tags of a sentence as they are to be learned.
     *
     * @param lines the line of each tag
     */
    List<String> checked(List<String> tags, IntFunction<TextLine> lines) {
        List<String> checked = new ArrayList<>(tags);
        for (int t = 0; t < tags.size(); t++) {
            String tag = tags.get(t);
            if (!isInside(tag) || (t > 0 && goesOn(tags.get(t - 1), tag))) {
                continue;
            }
            TextLine line = lines.apply(t);
            if (treatment == BrokenTags.REFUSE) {
                throw line.wrong("the tag '" + tag + "' must go on a span of its type, but stands "
                        + (t == 0 ? "at the beginning" : "behind '" + tags.get(t - 1) + "'")
                        + "; begin the span with B" + tag.substring(1) + ", or take broken_tags: repair");
            }
            first = broken == 0 ? line.place() : first;
            broken++;
            if (treatment == BrokenTags.REPAIR) {
                checked.set(t, "B" + tag.substring(1));
            }
        }
        return checked;
    }

    /** Tells how many there were. Modified: report. */
    void report(DataReport report) {
        report.note(
                "tags_broken",
                broken,
                "Tags I-… that do not continue a span of their type: " + broken + ", the first at " + first
                        + (treatment == BrokenTags.REPAIR
                                ? "; changed to B-…"
                                : "; unchanged (to change them, broken_tags: repair)"));
    }

    private static boolean isInside(String tag) {
        return tag.equals("I") || tag.startsWith("I-");
    }

    /** A span goes on behind its B-… and I-…, and ends with E-…, S-… and anything else. */
    private static boolean goesOn(String before, String tag) {
        return !before.isEmpty()
                && (before.charAt(0) == 'B' || before.charAt(0) == 'I')
                && before.substring(1).equals(tag.substring(1));
    }
}
