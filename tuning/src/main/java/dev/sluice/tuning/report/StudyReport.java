package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.file.WholeFile;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.StudyProgress;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The report of a study: {@code report.html}, one self-contained page, and its pictures as files in {@code pictures/}. An
 * existing report is replaced.
 */
public final class StudyReport {
    /** Name of the page in the study's folder. */
    public static final String PAGE = "report.html";

    /** Name of the folder of pictures in the study's folder. */
    public static final String PICTURES = "pictures";

    private StudyReport() {}

    /**
     * Writes the page and the pictures into the study's folder.
     *
     * @param folder of the study
     * @return the page
     */
    public static Path write(StudyRecord study, Path folder) throws IOException {
        List<Picture> pictures = StudyPictures.of(study);
        Path images = Files.createDirectories(folder.resolve(PICTURES));
        for (Picture picture : pictures) {
            WholeFile.write(images.resolve(picture.name() + ".png"), picture.png());
        }
        Path page = folder.resolve(PAGE);
        WholeFile.write(page, page(study, pictures));
        return page;
    }

    /** The whole page. */
    static String page(StudyRecord study, List<Picture> pictures) {
        StringBuilder html = new StringBuilder();
        String name = HtmlText.escaped(study.name());
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;")
                .append(" style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>")
                .append(name)
                .append("</title>\n<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(name)
                .append("</h1>\n<p>")
                .append(HtmlText.escaped(aim(study)))
                .append("</p>\n");
        cards(html, study.progress());
        best(html, study);
        for (Picture picture : pictures) {
            html.append("<h2>")
                    .append(HtmlText.escaped(picture.title()))
                    .append("</h2>\n<figure>\n<figcaption>")
                    .append(HtmlText.escaped(picture.caption()))
                    .append("</figcaption>\n<img alt=\"")
                    .append(HtmlText.escaped(picture.title()))
                    .append("\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(picture.png()))
                    .append("\">\n</figure>\n");
        }
        html.append(
                        "<h2>All trials</h2>\n<p>Click a column header to sort. Gray figures are the last values of stopped trials.</p>\n")
                .append(TrialTable.of(study))
                .append("</main>\n<script>\n")
                .append(resource("report.js"))
                .append("</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private static String aim(StudyRecord study) {
        List<String> aims = study.objectives().stream()
                .map(each -> each.direction().name().toLowerCase(Locale.ROOT) + " " + each.name())
                .toList();
        return "Search over " + study.space().dimensions().size() + " settings to " + String.join(" and to ", aims)
                + ".";
    }

    private static void cards(StringBuilder html, StudyProgress progress) {
        html.append("<div class=\"cards\">\n");
        card(html, progress.count(Outcome.Completed.class), "completed");
        card(html, progress.count(Outcome.Pruned.class), "pruned");
        card(html, progress.count(Outcome.Pending.class) + progress.count(Outcome.Paused.class), "running or paused");
        card(html, progress.count(Outcome.Failed.class) + progress.count(Outcome.Diverged.class), "failed or diverged");
        card(html, duration(progress.seconds()), "of work");
        html.append("</div>\n");
    }

    private static void card(StringBuilder html, Object figure, String words) {
        html.append("<div><b>")
                .append(figure)
                .append("</b><span>")
                .append(words)
                .append("</span></div>\n");
    }

    private static void best(StringBuilder html, StudyRecord study) {
        List<Trial> best = study.best();
        if (best.isEmpty()) {
            html.append("<p>No trial has completed yet.</p>\n");
            return;
        }
        html.append(best.size() == 1 ? "<h2>Best trial</h2>\n" : "<h2>Pareto-optimal trials</h2>\n")
                .append("<ul>\n");
        for (Trial trial : best) {
            html.append("<li>trial ").append(trial.number()).append(": ");
            if (trial.outcome() instanceof Outcome.Completed completed) {
                List<Objective> objectives = study.objectives();
                for (int i = 0; i < objectives.size(); i++) {
                    html.append(HtmlText.escaped(objectives.get(i).name()))
                            .append(" <b>")
                            .append(Charts.number(completed.values().get(i)))
                            .append("</b>, ");
                }
            }
            html.append("with ")
                    .append(HtmlText.escaped(String.valueOf(trial.assignment())))
                    .append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private static String duration(double seconds) {
        Duration whole = Duration.ofSeconds(Math.round(seconds));
        return whole.toHours() > 0
                ? whole.toHours() + " h " + whole.toMinutesPart() + " min"
                : whole.toMinutes() > 0
                        ? whole.toMinutes() + " min " + whole.toSecondsPart() + " s"
                        : whole.toSeconds() + " s";
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(StudyReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
