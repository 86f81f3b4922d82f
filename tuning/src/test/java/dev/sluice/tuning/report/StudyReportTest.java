package dev.sluice.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.Budget;
import dev.sluice.tuning.study.Study;
import dev.sluice.tuning.study.StudyDefinition;
import dev.sluice.tuning.study.StudyRecord;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyReportTest {
    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("train.optimizer.options.learning_rate", FloatDomain.log(1e-4, 1e-1)),
            Dimension.of("model.encoder.hidden", new IntDomain(32, 256, true, 32)),
            Dimension.of("model.encoder.cell", ChoiceDomain.of("gru", "lstm", "<script>alert(1)</script>")),
            Dimension.of("reset", ChoiceDomain.of("after", "before")).when("model.encoder.cell", "gru"));

    @TempDir
    private Path folder;

    @Test
    void write_finishedStudy_hasAllPicturesAndOnePageWithoutOutsideReferences() throws Exception {
        StudyRecord study = study(List.of(new Objective("validation.accuracy", Direction.MAXIMIZE)), 60);

        Path page = StudyReport.write(study, folder);

        String html = Files.readString(page);
        assertThat(html).contains("validation.accuracy", "learning_rate", "data:image/png;base64,");
        assertThat(html).doesNotContain("http://", "https://", "<script>alert", "src=\"pictures");
        assertThat(StudyPictures.of(study))
                .extracting(Picture::name)
                .containsExactly("best-so-far", "importance", "slices", "contours", "parallel", "timeline");
        for (Picture picture : StudyPictures.of(study)) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
            assertThat(colors(image)).as(picture.name()).isGreaterThan(3);
            assertThat(folder.resolve("pictures").resolve(picture.name() + ".png"))
                    .exists();
        }
    }

    @Test
    void write_severalObjectives_showsTheFront() throws Exception {
        StudyRecord study = study(
                List.of(
                        new Objective("validation.accuracy", Direction.MAXIMIZE),
                        new Objective("size.parameters", Direction.MINIMIZE)),
                12);

        assertThat(StudyPictures.of(study))
                .extracting(Picture::name)
                .contains("best-so-far-1", "best-so-far-2", "pareto");
        assertThat(StudyReport.page(study, List.of())).contains("Pareto-optimal trials");
    }

    @Test
    void write_mostTrialsStopped_showsThemToo() throws Exception {
        StudyRecord whole = study(List.of(new Objective("validation.accuracy", Direction.MAXIMIZE)), 30);
        for (int finished : List.of(0, 1)) {
            StudyRecord stopped = stopped(whole, finished);
            List<Picture> pictures = StudyPictures.of(stopped);

            assertThat(pictures)
                    .extracting(Picture::name)
                    .containsExactly("best-so-far", "importance", "slices", "contours", "parallel", "timeline");
            for (Picture picture : pictures) {
                if (List.of("best-so-far", "slices").contains(picture.name())) {
                    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
                    assertThat(pixels(image, Charts.QUIET)).as(picture.name()).isGreaterThan(20 * 30);
                }
            }
            assertThat(StudyReport.page(stopped, List.of())).contains("<td class=\"number stopped\" data-sort=\"0.");
        }
    }

    /** All trials but the first few paused after one step of nine. */
    private static StudyRecord stopped(StudyRecord study, int finished) {
        List<Trial> trials = study.trials().stream()
                .map(trial -> {
                    Measurement first = new Measurement(1, ((Outcome.Completed) trial.outcome()).values());
                    Trial measured = trial.withMeasurements(List.of(first));
                    return trial.number() < finished ? measured : measured.with(new Outcome.Paused());
                })
                .toList();
        return new StudyRecord(
                study.folder(),
                study.space(),
                study.objectives(),
                9,
                study.budget(),
                trials,
                study.jobs(),
                study.seconds(),
                0,
                study.facts());
    }

    @Test
    void write_nothingFinished_saysSo() throws Exception {
        StudyRecord study = study(List.of(new Objective("validation.loss", Direction.MINIMIZE)), 3, true);

        assertThat(Files.readString(StudyReport.write(study, folder)))
                .contains("No trial has completed yet", "no &lt;b&gt;memory&lt;/b&gt;");
    }

    private StudyRecord study(List<Objective> objectives, int trials) throws Exception {
        return study(objectives, trials, false);
    }

    private StudyRecord study(List<Objective> objectives, int trials, boolean fails) throws Exception {
        StudyDefinition definition = StudyDefinition.of(objectives, SPACE);
        return Study.in(folder.resolve("study"), definition, Budget.ofTrials(trials))
                .run(trial -> {
                    if (fails) {
                        throw new IllegalStateException("no <b>memory</b>");
                    }
                    double rate = Math.log10(trial.assignment().number("train.optimizer.options.learning_rate"));
                    long hidden = trial.assignment().integer("model.encoder.hidden");
                    double accuracy = 0.9 - 0.1 * (rate + 2.5) * (rate + 2.5) + hidden / 5000.0;
                    return objectives.size() == 1 ? List.of(accuracy) : List.of(accuracy, (double) hidden);
                });
    }

    private static long pixels(BufferedImage image, Color color) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == color.getRGB())
                .count();
    }

    private static long colors(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }
}
