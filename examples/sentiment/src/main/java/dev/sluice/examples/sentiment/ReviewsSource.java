package dev.sluice.examples.sentiment;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.util.List;

/** Reviews from IMDB where they are at hand, else made up. */
public final class ReviewsSource implements DataSource {
    private final ReviewsOptions options;

    /** A source. */
    public ReviewsSource(ReviewsOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        ImdbReviews imdb =
                new ImdbReviews(reading.folder().resolve(options.imdb()).normalize(), options.most());
        List<Review> reviews =
                !options.imdb().isEmpty() && imdb.areThere() ? imdb.read() : GeneratedReviews.make(options.generated());
        return reviews.stream().map(Review::example).toList();
    }
}
