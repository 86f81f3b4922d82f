package dev.sluice.core.train.metric.text;

import dev.sluice.core.option.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of texts beside those that they should be. */
public final class TextFigures {
    private TextFigures() {}

    /**
     * The figures, by the names of the metrics.
     *
     * @param written texts
     * @param references the texts as they should be, in the same order
     */
    public static Map<String, Double> of(
            List<Choice<TextMetric>> metrics, List<String> written, List<String> references) {
        Map<String, Double> figures = new LinkedHashMap<>();
        metrics.forEach(metric -> {
            TextMetric.Count count = metric.component().start();
            for (int i = 0; i < written.size(); i++) {
                count.add(written.get(i), references.get(i));
            }
            figures.put(metric.name(), count.value());
        });
        return figures;
    }
}
