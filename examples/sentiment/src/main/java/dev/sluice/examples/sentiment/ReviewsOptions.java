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
                "Folder of IMDB's Large Movie Review Dataset, as it is unpacked (train/pos/…) or as imdb-train.tsv.gz and"
                        + " imdb-test.tsv.gz; where it is missing, reviews are made up")
        @Default("''")
        String imdb,

        @Description("Most reviews of IMDB for training and for the test, each; 0 for all")
        @Default("0")
        @Range(min = 0)
        int most,

        @Description("Reviews that are made up where IMDB is missing") @Default("3000") @Range(min = 10)
        int generated) {}
