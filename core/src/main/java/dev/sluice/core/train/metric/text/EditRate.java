package dev.sluice.core.train.metric.text;

import java.util.List;
import java.util.function.Function;

/**
 * The number of insertions, deletions and substitutions that turn what was written into the references (Levenshtein, 1966), divided by the
 * length of the references: an error rate, of characters or of words. Above 1 where much was written that should not be.
 */
public final class EditRate implements TextMetric {
    private final Function<String, List<String>> cut;
    private final boolean perText;

    private EditRate(Function<String, List<String>> cut, boolean perText) {
        this.cut = cut;
        this.perText = perText;
    }

    /** The character error rate. */
    public static EditRate ofCharacters() {
        return new EditRate(EditRate::characters, false);
    }

    /** The word error rate. */
    public static EditRate ofWords() {
        return new EditRate(BleuTokens.NONE::of, false);
    }

    /** The mean edit distance of a text, in characters. */
    public static EditRate distance() {
        return new EditRate(EditRate::characters, true);
    }

    private static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    @Override
    public Count start() {
        return new Edits(cut, perText);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    private static final class Edits implements Count {
        private final Function<String, List<String>> cut;
        private final boolean perText;
        private long edits;
        private long length;
        private long texts;

        Edits(Function<String, List<String>> cut, boolean perText) {
            this.cut = cut;
            this.perText = perText;
        }

        @Override
        public void add(String written, String reference) {
            List<String> wanted = cut.apply(reference);
            edits += distance(cut.apply(written), wanted);
            length += wanted.size();
            texts++;
        }

        /** One row of the table after the other. */
        private static int distance(List<String> one, List<String> other) {
            int[] row = new int[other.size() + 1];
            for (int j = 0; j < row.length; j++) {
                row[j] = j;
            }
            for (int i = 1; i <= one.size(); i++) {
                int diagonal = row[0];
                row[0] = i;
                for (int j = 1; j < row.length; j++) {
                    int substituted = diagonal + (one.get(i - 1).equals(other.get(j - 1)) ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
                }
            }
            return row[other.size()];
        }

        @Override
        public double value() {
            long divisor = perText ? texts : length;
            return divisor == 0 ? Double.NaN : (double) edits / divisor;
        }
    }
}
