package dev.sluice.core.train;

import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.option.Shorthand;
import dev.sluice.core.train.metric.text.TextMetric;
import java.util.List;
import org.apiguardian.api.API;

/** Settings for evaluating a model by the texts that it writes. */
@Description("Evaluation of the model by the texts that it writes; used where a target is a text of any length.")
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record WritingConfig(
        @Description("Metrics of written texts, the main one first; by default bleu, or character-error-rate for texts"
                + " read from the steps (loss: ctc)")
        @Default("[]")
        @Shorthand
        List<Choice<TextMetric>> metrics,

        @Description("The search for the best text") @Default("{}")
        SearchOptions search,

        @Description("Examples of the validation part to write after each epoch, the first ones; 0 for all")
        @Default("200")
        @Range(min = 0)
        int examples) {
    /** Copies the list; metrics are identified by their names alone, unless two have the same name. */
    public WritingConfig {
        List<Choice<TextMetric>> all = metrics;
        metrics = all.stream()
                .map(metric -> new Choice<>(name(metric, all), metric.component()))
                .toList();
    }

    /** This with other figures. */
    public WritingConfig withMetrics(List<Choice<TextMetric>> changed) {
        return new WritingConfig(changed, search, examples);
    }

    private static String name(Choice<TextMetric> metric, List<Choice<TextMetric>> all) {
        long same = all.stream()
                .filter(other -> bare(other.name()).equals(bare(metric.name())))
                .count();
        return same > 1 ? metric.name() : bare(metric.name());
    }

    private static String bare(String name) {
        int options = name.indexOf('(');
        return options < 0 ? name : name.substring(0, options);
    }

    /** No texts. */
    public static WritingConfig none() {
        return new WritingConfig(List.of(), SearchOptions.greedy(), 200);
    }
}
