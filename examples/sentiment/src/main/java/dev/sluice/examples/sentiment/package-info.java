/**
 * The classic search on sentiment: reviews from IMDB where they are at hand, else made up. Read {@link
 * dev.sluice.examples.sentiment.ReviewsSource} first.
 */
@NullMarked
package dev.sluice.examples.sentiment;

import org.jspecify.annotations.NullMarked;
