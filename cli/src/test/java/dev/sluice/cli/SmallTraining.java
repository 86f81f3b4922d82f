package dev.sluice.cli;

import dev.sluice.cells.Gru;
import dev.sluice.cells.Lstm;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Clipping;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingTask;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.optimizers.Adam;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A training of a second that touches everything that could make bits differ: embedding, two bidirectional layers, rows of
 * different lengths, dropout, clipping, Adam, and sizes that fill no vector and no tile. A program of its own, so that
 * it can run in a JVM with other flags.
 */
final class SmallTraining {
    private static final int EXAMPLES = 120;
    private static final int LANGUAGES = 3;
    private static final int LONGEST = 24;

    private SmallTraining() {}

    /** Prints the kernels' name, then for each cell the hash of the trained weights. */
    public static void main(String[] args) {
        Kernels kernels = KernelChoice.best();
        System.out.println("kernels " + kernels.name());
        hashes(new EngineOptions(2, kernels)).forEach((cell, hash) -> System.out.println(cell + " " + hash));
    }

    /** SHA-256 of the trained weights by name of the cell. */
    static Map<String, String> hashes(EngineOptions engine) {
        Map<String, String> hashes = new TreeMap<>();
        hashes.put("gru", hash(train(Gru.defaults(), 21, engine)));
        hashes.put("lstm", hash(train(Lstm.defaults(), 18, engine)));
        return hashes;
    }

    private static TrainingResult train(Cell cell, int hidden, EngineOptions engine) {
        PreparedData data = PreparedData.of(
                new SplitConfig(0.2, 0, 0).divide(texts()), TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION);
        ModelConfig model = ModelConfig.of(EncoderOptions.of(cell, hidden)
                        .withLayers(2)
                        .withBidirectional(true)
                        .withDropout(0.2))
                .withEmbedding(10)
                .withHead(new HeadOptions(List.of(9), 0.1));
        InputEncoding.Text text = (InputEncoding.Text) data.contract().input();
        ModelInput input = new ModelInput.Tokens(text.vocabulary().size());
        int outputs = data.contract().target().size();
        Network training = SequenceModel.build(model, input, outputs, Network.Mode.TRAINING);
        TrainingTask task = new TrainingTask(
                training,
                SequenceModel.build(model, input, outputs, Network.Mode.INFERENCE),
                Parameters.initialize(training.parameters(), 3),
                data.training(),
                data.validation(),
                5);
        Adam adam = new Adam(new Adam.Options(0.01, 0.9, 0.999, 1e-8, 1e-4, false));
        TrainingConfig config = TrainingConfig.of(new CrossEntropy(CrossEntropy.Options.defaults()), adam)
                .withEpochs(3)
                .withBatchSize(37)
                .withClip(Clipping.byNorm(0.5));
        return new Trainer(config, engine).train(task, TrainingListener.silent(), () -> false);
    }

    /** Texts of made-up languages, each with its own favorite letters. */
    private static List<Example> texts() {
        CounterRandom random = CounterRandom.of(11, "texts", 0);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            int language = i % LANGUAGES;
            int length = 1 + random.below((long) i * (LONGEST + 1), LONGEST);
            StringBuilder text = new StringBuilder();
            for (int t = 1; t <= length; t++) {
                int letter = random.below((long) i * (LONGEST + 1) + t, 12);
                text.append((char) ('a' + letter + language * 4));
            }
            TreeSet<String> label = new TreeSet<>(List.of("language " + language));
            examples.add(new Example(new Sequence.Text(text.toString()), new Target.Labels(label)));
        }
        return examples;
    }

    private static String hash(TrainingResult result) {
        MessageDigest digest = sha256();
        result.parameters().forEach((name, value) -> {
            ByteBuffer bytes = ByteBuffer.allocate(4 * value.array().length).order(ByteOrder.LITTLE_ENDIAN);
            for (float element : finite(name, value).array()) {
                bytes.putFloat(element);
            }
            digest.update(bytes.array());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The payload of a NaN is the one thing that may differ; a training that met one would prove nothing. */
    private static Tensor finite(String name, Tensor value) {
        for (float element : value.array()) {
            if (!Float.isFinite(element)) {
                throw new IllegalStateException(name + " holds " + element);
            }
        }
        return value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
