package dev.sluice.core.explain.report;

import java.awt.Font;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps as labels of an axis, which must differ from each other and be seen. */
final class StepLabels {
    private static final int LONGEST = 12;
    /** A character without width tells labels apart that look the same. */
    private static final String INVISIBLE = "\u200b";

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private StepLabels() {}

    static List<String> of(List<String> steps) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String label = drawn(visible(steps.get(i)), i);
            labels.add(label + INVISIBLE.repeat(seen.merge(label, 1, Integer::sum) - 1));
        }
        return labels;
    }

    /** A label, or the number of its step where no font of this machine has its characters. */
    private static String drawn(String label, int step) {
        return FONT.canDisplayUpTo(label) < 0 ? label : "#" + (step + 1);
    }

    /** The angle of labels in degrees: short ones fit side by side. */
    static int rotation(List<String> steps) {
        return steps.stream().allMatch(step -> visible(step).length() <= 2) ? 0 : 90;
    }

    /** A step as it can be printed. */
    static String visible(String step) {
        String text = step.replace(' ', '␣')
                .replace('\n', '⏎')
                .replace('\t', '⇥')
                .codePoints()
                .map(code -> Character.isISOControl(code) || Character.getType(code) == Character.FORMAT ? '�' : code)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
