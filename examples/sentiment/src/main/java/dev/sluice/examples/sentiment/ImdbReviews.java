package dev.sluice.examples.sentiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The Large Movie Review Dataset of Maas et al. (2011), as it is unpacked from its archive, or with the reviews of each part in
 * one table: label (0 or 1), number, rating and text, set apart by tabs.
 */
final class ImdbReviews {
    private static final String TABLE = "imdb-%s.tsv.gz";
    private static final int COLUMNS = 4;

    private final Path folder;
    private final int most;

    /**
     * The reviews in a folder.
     *
     * @param most of each part; 0 for all
     */
    ImdbReviews(Path folder, int most) {
        this.folder = folder;
        this.most = most == 0 ? Integer.MAX_VALUE : most;
    }

    /** Returns whether they are there. */
    boolean areThere() {
        return Files.exists(folder.resolve(TABLE.formatted("train"))) || Files.isDirectory(folder.resolve("train/pos"));
    }

    /** All reviews, those of either kind in turn. */
    List<Review> read() throws IOException {
        List<Review> reviews = new ArrayList<>();
        for (String part : List.of("train", "test")) {
            Path table = folder.resolve(TABLE.formatted(part));
            List<List<Review>> kinds = Files.exists(table)
                    ? table(table, part)
                    : List.of(texts(part, "neg", false), texts(part, "pos", true));
            addInTurn(kinds, reviews);
        }
        return reviews;
    }

    /** A part that is cut off has as many of one kind as of the other. */
    private void addInTurn(List<List<Review>> kinds, List<Review> reviews) {
        int longest = kinds.stream().mapToInt(List::size).max().orElse(0);
        int added = 0;
        for (int i = 0; i < longest; i++) {
            for (List<Review> kind : kinds) {
                if (i < kind.size() && added < most) {
                    reviews.add(kind.get(i));
                    added++;
                }
            }
        }
    }

    private static List<List<Review>> table(Path file, String part) throws IOException {
        List<Review> negative = new ArrayList<>();
        List<Review> positive = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] columns = line.split("\t", COLUMNS);
                if (columns.length < COLUMNS) {
                    throw new DataException(file + ":" + number
                            + ": a line must have a label, a number, a rating and a text, set apart by tabs, but has only "
                            + columns.length + " of them");
                }
                boolean liked = columns[0].equals("1");
                (liked ? positive : negative).add(review(columns[3], liked, part, file + ":" + number));
            }
        }
        return List.of(negative, positive);
    }

    private List<Review> texts(String part, String kind, boolean positive) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve(part).resolve(kind))) {
            files = all.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        List<Review> reviews = new ArrayList<>();
        for (Path file : files) {
            reviews.add(review(Files.readString(file), positive, part, file.toString()));
        }
        return reviews;
    }

    private static Review review(String text, boolean positive, String part, String place) {
        return part.equals("test")
                ? new Review(text, positive, Example.Part.TEST, place)
                : Review.ofTraining(text, positive, place);
    }
}
