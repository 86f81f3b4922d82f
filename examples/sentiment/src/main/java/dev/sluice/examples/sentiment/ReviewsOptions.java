package dev.sluice.examples.sentiment;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/**
 * Options of the data source {@code reviews}.
 *
 * @param imdb folder of the Large Movie Review Dataset
 * @param most how many reviews of each part to read
 * @param generated how many reviews to make up where there is no such folder
 */
public record ReviewsOptions(
        @Description(
                "Folder of IMDB's Large Movie Review Dataset, either unpacked (train/pos/…) or as imdb-train.tsv.gz"
                        + " and imdb-test.tsv.gz; if it is missing, artificial reviews are generated")
        @Default("''")
        String imdb,

        @Description("Maximum number of IMDB reviews for training and for the test, each; 0 for all")
        @Default("0")
        @Range(min = 0)
        int most,

        @Description("Number of artificial reviews if IMDB is missing") @Default("3000") @Range(min = 10)
        int generated) {}
