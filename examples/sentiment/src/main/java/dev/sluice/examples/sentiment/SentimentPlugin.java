package dev.sluice.examples.sentiment;

import com.google.inject.Module;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Contributes the data source {@code reviews}. */
public final class SentimentPlugin implements SluicePlugin {
    /** For the service loader. */
    public SentimentPlugin() {}

    @Override
    public String id() {
        return "sentiment";
    }

    @Override
    public String description() {
        return "Film reviews from IMDB if available, otherwise artificial ones";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(
                        DataSource.class,
                        "reviews",
                        "Film reviews, positive or negative: from IMDB if available, otherwise artificial ones",
                        ReviewsOptions.class,
                        ReviewsSource::new);
            }
        };
    }
}
