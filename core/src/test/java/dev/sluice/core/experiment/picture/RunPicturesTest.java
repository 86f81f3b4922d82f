package dev.sluice.core.experiment.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.Calibration;
import dev.sluice.core.evaluation.ConfusionMatrix;
import dev.sluice.core.evaluation.Figures;
import dev.sluice.core.evaluation.ForecastSample;
import dev.sluice.core.evaluation.NumberSample;
import dev.sluice.core.evaluation.TestDetails;
import dev.sluice.core.evaluation.TestSamples;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPicturesTest {
    private static Results results(TestDetails details, List<BaselineFigures> baselines) {
        return new Results(
                1,
                1,
                TrainingResult.Reason.COMPLETED,
                new Results.Test(3, new Scores(1, Map.of("mae", 1.0))),
                new Results.Size(1, 0),
                Map.of(),
                details,
                baselines,
                null,
                null);
    }

    private static List<Double> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> (double) i).toList();
    }

    @Test
    void of_everythingRecorded_drawsOnePictureOfEach() throws IOException {
        List<String> classes =
                IntStream.range(0, 40).mapToObj(i -> "class " + i % 20).toList();
        TestDetails details = new TestDetails(
                Map.of("mae", numbers(5)),
                Map.of(),
                Map.of("outputs", new ConfusionMatrix(classes, Collections.nCopies(40, Collections.nCopies(40, 1L)))),
                Map.of("outputs", new Calibration(List.of(new Calibration.Bin(3, 0.5, 1)))));
        BaselineFigures naive = new BaselineFigures(
                "naive", "last value", new Figures(Map.of("mae", 2.0), Map.of("mae", numbers(5)), Map.of()), "");
        TestSamples samples = new TestSamples(
                Map.of(
                        "outputs",
                        List.of(new NumberSample("", Collections.nCopies(3, 1.0), Collections.nCopies(3, 1.0)))),
                Map.of(
                        "outputs",
                        List.of(
                                new ForecastSample("", "OT", numbers(30), numbers(4), numbers(4), null),
                                new ForecastSample(
                                        "",
                                        "OT",
                                        numbers(30),
                                        numbers(4),
                                        numbers(4),
                                        new ForecastSample.Band(0.8, numbers(4), numbers(4))))));
        EpochReport epoch = new EpochReport(1, 2, new Scores(1, Map.of("mae", 1.0)), 0.1, 1, true);

        List<Picture> pictures = RunPictures.of(List.of(epoch), Optional.of(results(details, List.of(naive))), samples);

        assertThat(pictures)
                .extracting(Picture::name)
                .containsExactly(
                        "learning-curve", "confusion", "calibration", "errors-by-horizon", "forecasts", "predictions");
        for (Picture picture : pictures) {
            assertThat(ImageIO.read(new ByteArrayInputStream(picture.png())).getWidth())
                    .isGreaterThan(500);
        }
    }

    @Test
    void of_figuresThatAreNoNumbers_areLeftOut() {
        TestDetails details = new TestDetails(Map.of("mae", List.of(Double.NaN, 1.0)), Map.of(), Map.of(), Map.of());
        EpochReport epoch = new EpochReport(1, Double.NaN, Scores.none(), 0.1, 1, true);

        assertThat(RunPictures.of(List.of(), Optional.of(results(details, List.of())), TestSamples.none()))
                .isEmpty();
        assertThat(RunPictures.of(List.of(epoch), Optional.empty(), TestSamples.none()))
                .isEmpty();
    }

    @Test
    void write_runWithoutRecord_isRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> RunPictures.write(new Run(folder)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("take one that has trained");
    }
}
