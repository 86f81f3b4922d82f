package dev.sluice.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Experiment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForecastsCommandTest {
    private static final Path EXAMPLES = Path.of("../examples");

    @Test
    void settings_everyOne_isAnExperiment() {
        for (Series series : Series.all()) {
            List<Setting> all = Stream.concat(Setting.untrained().stream(), Setting.trainedOnes().stream())
                    .toList();
            for (Setting setting : all) {
                Experiment experiment = Experiment.load(EXAMPLES.resolve(series.file()));
                for (String change : setting.changes(series)) {
                    experiment = experiment.set(change);
                }
                assertThat(experiment.resolve().config().train().epochs() > 0)
                        .as(series + " " + setting)
                        .isEqualTo(setting.trained());
            }
        }
    }

    @Test
    void cell_figuresOfAllSizes_haveFourDigits() {
        assertThat(Stream.of(0.29734, 17.268, 85.797, 0.02642).map(ForecastsCommand::cell))
                .containsExactly("0.2973", "17.27", "85.80", "0.0264");
    }
}
