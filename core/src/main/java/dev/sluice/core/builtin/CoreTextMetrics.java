package dev.sluice.core.builtin;

import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.train.metric.text.Bleu;
import dev.sluice.core.train.metric.text.Chrf;
import dev.sluice.core.train.metric.text.EditRate;
import dev.sluice.core.train.metric.text.ExactText;
import dev.sluice.core.train.metric.text.TextMetric;

/** The built-in metrics of written texts. */
final class CoreTextMetrics extends ComponentModule {
    @Override
    protected void components() {
        add(
                TextMetric.class,
                "bleu",
                "BLEU over all texts together, from 0 to 100, as computed by sacreBLEU",
                Bleu.Options.class,
                Bleu::new);
        add(
                TextMetric.class,
                "character-error-rate",
                "Characters to change, add or delete, divided by the length of the references",
                NoOptions.class,
                none -> EditRate.ofCharacters());
        add(
                TextMetric.class,
                "chrf",
                "F score of n-grams of characters, from 0 to 100, as computed by sacreBLEU",
                Chrf.Options.class,
                Chrf::new);
        add(
                TextMetric.class,
                "edit-distance",
                "Mean number of characters to change, add or delete in a text",
                NoOptions.class,
                none -> EditRate.distance());
        add(
                TextMetric.class,
                "exact-match",
                "Share of texts that are entirely correct",
                NoOptions.class,
                none -> new ExactText());
        add(
                TextMetric.class,
                "word-error-rate",
                "Words to change, add or delete, divided by the length of the references",
                NoOptions.class,
                none -> EditRate.ofWords());
    }
}
