package dev.sluice.cli.datagallery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page with a table of all examples. The rows of those that were not run now are kept. */
public final class TablePage {
    private static final String ROW = "| [";

    private final Path page;
    private final Path examples;

    /**
     * A page.
     *
     * @param page the file
     * @param examples folder of the examples, to link to
     */
    public TablePage(Path page, Path examples) {
        this.page = page;
        this.examples = examples;
    }

    /**
     * Puts the rows of an example into the page.
     *
     * @param foot line that says when and where it was measured
     */
    public void put(String name, Exhibit exhibit, List<Measurement> measured, String foot) throws IOException {
        List<String> rows = new ArrayList<>(kept(name));
        measured.forEach(each -> rows.add(row(name, exhibit, each)));
        rows.sort(Comparator.naturalOrder());
        List<String> lines = new ArrayList<>(List.of(
                "# Gallery of data sets",
                "",
                "Written by `./sluice gallery`. Do not edit it; run the command again. Each example reads its publisher's files"
                        + " unchanged (`sluice data list`). Figures are for the test part, mean ± standard deviation over the seeds; the time is"
                        + " for one run with export and proof.",
                "",
                "| example | experiment | figure | ours | seeds | simple method | published | time |",
                "| --- | --- | --- | ---: | ---: | --- | --- | ---: |"));
        lines.addAll(rows);
        lines.add("");
        lines.add(foot);
        Path parent = page.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(page, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private List<String> kept(String name) throws IOException {
        if (!Files.isRegularFile(page)) {
            return List.of();
        }
        return Arrays.stream(Files.readString(page, StandardCharsets.UTF_8).split("\n"))
                .filter(line -> line.startsWith(ROW) && !line.startsWith(ROW + name + "]"))
                .toList();
    }

    private String row(String name, Exhibit exhibit, Measurement measured) {
        Path parent = page.toAbsolutePath().normalize().getParent();
        Path folder = examples.resolve(name).toAbsolutePath().normalize();
        String link = parent == null
                ? folder.toString()
                : parent.relativize(folder).toString().replace('\\', '/');
        String published = beside(exhibit.published(), measured.experiment());
        String given = beside(exhibit.baselines(), measured.experiment());
        String simple = given.isEmpty() ? measured.baseline() : given;
        return String.format(
                Locale.ROOT,
                "| [%s](%s) | %s | %s | **%s**%s | %d | %s | %s | %s |",
                name,
                link,
                measured.experiment(),
                measured.figure(),
                figure(measured.mean()),
                measured.figures().size() > 1 ? " ± " + figure(measured.deviation()) : "",
                measured.figures().size(),
                simple.isEmpty() ? "–" : simple,
                published.isEmpty() ? "–" : published,
                time(measured.seconds()));
    }

    private static String beside(List<Exhibit.Published> others, String experiment) {
        return others.stream()
                .filter(other -> other.isBeside(experiment))
                .map(other -> other.model() + " " + figure(other.value())
                        + (other.source().isEmpty() ? "" : " (" + other.source() + ")"))
                .collect(Collectors.joining("; "));
    }

    /** A figure with so many digits as the page shows. */
    public static String figure(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : Math.abs(value) >= 10 ? "%.2f" : "%.3f", value);
    }

    private static String time(double seconds) {
        return seconds < 100
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
