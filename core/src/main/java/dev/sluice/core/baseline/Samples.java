package dev.sluice.core.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Even samples of long lists, for methods whose cost grows with what they keep. */
public final class Samples {
    private Samples() {}

    /**
     * Elements at equal distances, in their order: all of them if they are few enough.
     *
     * @param most elements, at least 1
     */
    public static <T> List<T> even(List<T> all, long most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> sample = new ArrayList<>((int) most);
        for (long i = 0; i < most; i++) {
            sample.add(all.get((int) (i * all.size() / most)));
        }
        return sample;
    }

    /** A remark for a description: {@code , 5,000 of 60,000 training examples}; empty if it is all of them. */
    public static String words(List<?> sample, List<?> all) {
        return sample.size() == all.size()
                ? ""
                : String.format(Locale.ROOT, ", on %,d of %,d training examples", sample.size(), all.size());
    }
}
