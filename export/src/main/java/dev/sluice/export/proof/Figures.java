package dev.sluice.export.proof;

import dev.sluice.core.train.Scores;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The loss and metrics of the model and the file on the same real rows.
 *
 * @param rows number of rows of the validation split; 0 if there is none
 * @param model the trained model's figures
 * @param file the exported file's figures
 */
public record Figures(int rows, Scores model, Scores file) {
    /** A description: {@code accuracy 0.7949 (trained model 0.7949), loss …, on 7,046 validation rows}. */
    public String describe() {
        if (rows == 0) {
            return "no validation rows, so random inputs alone";
        }
        StringBuilder text = new StringBuilder();
        model.metrics()
                .forEach((name, value) ->
                        text.append(figure(name, file.figure(name), value)).append(", "));
        text.append(figure(Scores.LOSS, file.loss(), model.loss()));
        return text.append(String.format(
                        Locale.ROOT, rows == 1 ? ", on %,d validation row" : ", on %,d validation rows", rows))
                .toString();
    }

    private static String figure(String name, double file, double model) {
        return name + " " + Scores.words(file) + " (trained model " + Scores.words(model) + ")";
    }

    Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rows", rows);
        if (rows > 0) {
            object.put("model", figures(model));
            object.put("file", figures(file));
        }
        return object;
    }

    private static Map<String, Object> figures(Scores scores) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(Scores.LOSS, scores.loss());
        figures.putAll(scores.metrics());
        return figures;
    }
}
