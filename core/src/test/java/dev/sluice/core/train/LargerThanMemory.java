package dev.sluice.core.train;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.csv.CsvFixture;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.experiment.record.DataFingerprint;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.loss.MeanSquaredError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Trains on a file, in a process of its own whose memory is small. */
final class LargerThanMemory {
    private LargerThanMemory() {}

    /** Prints the sums of data and weights. The first argument is the folder of {@code data.csv}. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(sums(Path.of(arguments[0])));
    }

    /** SHA-256 of the examples and of the weights after an epoch. */
    static String sums(Path folder) throws IOException {
        List<Example> examples = new CsvSource(new CsvFixture()
                        .id("id")
                        .features("a", "b", "c", "d")
                        .targets("y")
                        .cache("cache")
                        .options())
                .load(Reading.of(folder));
        PreparedData data = PreparedData.of(
                new SplitConfig(0.1, 0, 0).divide(examples), TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION);
        TrainingConfig config = TrainingConfig.of(new MeanSquaredError(), new PlainDescent(0.01))
                .withBatchSize(64)
                .withEpochs(1);
        TrainingResult result = Walks.train(config, TrainingFixture.task(data, 0));
        Fingerprint weights = new Fingerprint();
        for (Tensor tensor : result.parameters().values()) {
            for (float number : tensor.array()) {
                weights.add(Float.floatToIntBits(number));
            }
        }
        return DataFingerprint.of(examples) + " " + weights.hex();
    }
}
