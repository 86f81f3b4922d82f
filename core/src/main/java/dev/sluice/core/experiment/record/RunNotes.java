package dev.sluice.core.experiment.record;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * {@code notes.json}: notes of users on a run. No result depends on them.
 *
 * @param tags short words to find the run by, in the order in which they were given
 * @param note free text
 * @param archived whether lists leave the run out
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record RunNotes(List<String> tags, String note, boolean archived) {
    private static final int MOST_TAG_LETTERS = 60;

    /** Copies the list. */
    public RunNotes {
        tags = List.copyOf(tags);
    }

    /** No notes. */
    public static RunNotes none() {
        return new RunNotes(List.of(), "", false);
    }

    /**
     * A copy with a tag added.
     *
     * @throws RunException if it is not a word that a list can show
     */
    public RunNotes withTag(String tag) {
        if (tag.isBlank() || tag.length() > MOST_TAG_LETTERS || tag.chars().anyMatch(c -> c == ',' || c < ' ')) {
            throw new RunException("a tag has 1 to " + MOST_TAG_LETTERS
                    + " characters, with no comma and no line break, but one is '" + tag + "'");
        }
        List<String> more = new ArrayList<>(tags);
        if (!more.contains(tag)) {
            more.add(tag);
        }
        return new RunNotes(more, note, archived);
    }

    /** A copy without a tag. */
    public RunNotes withoutTag(String tag) {
        return new RunNotes(tags.stream().filter(other -> !other.equals(tag)).toList(), note, archived);
    }

    /** A copy with another text. */
    public RunNotes withNote(String text) {
        return new RunNotes(tags, text, archived);
    }

    /** A copy that lists show or leave out. */
    public RunNotes archived(boolean changed) {
        return new RunNotes(tags, note, changed);
    }
}
