package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.cells.Gru;
import dev.sluice.cells.Lstm;
import dev.sluice.core.data.Batch;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.DecoderOptions;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.HeadTasks;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SampledScores;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.model.WritingTask;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An update of a language model or of a translator, with clipping and Adam, or a search for translations, on random symbols: what counts is
 * the sizes. No dropout, whose random masks no two programs share.
 */
public record LanguageWork(Kind kind) implements Work {
    private static final long SEED = 1;

    /** Name of the first update's loss among the results. */
    public static final String LOSS = "loss";

    /** Name of the first gradient of the table of words that are read among the results. */
    public static final String TABLE_GRADIENT = "gradient.embedding.weight";

    private static final int EMBEDDING = 256;

    /** The works, by the sizes of well-known examples. */
    public enum Kind {
        /** Two LSTM layers of 200 over 10,000 words, as the small model of the Penn Treebank (Zaremba et al., 2014). */
        WORDS("LSTM 2 x 200, softmax", 20, 35, 10_000),
        /** The same with 1,000 drawn words in place of all. */
        SAMPLED_WORDS("LSTM 2 x 200, 1,000 drawn", 20, 35, 10_000),
        /** A bidirectional GRU of 256 and a decoder of 512 with attention, as the example multi30k. */
        TRANSLATION("GRU 2 x 256, decoder 512", 64, 16, 6_000),
        /** What that model writes by a beam of 5, 16 words of each text. */
        SEARCH("the same, beam of 5", 64, 16, 6_000);

        private final String title;
        private final int rows;
        private final int steps;
        private final int symbols;

        Kind(String title, int rows, int steps, int symbols) {
            this.title = title;
            this.rows = rows;
            this.steps = steps;
            this.symbols = symbols;
        }

        /** The number of drawn classes; 0 for all. */
        private int sampled() {
            return this == SAMPLED_WORDS ? 1_000 : 0;
        }
    }

    /** The number of sequences in a batch. */
    public int rows() {
        return kind.rows;
    }

    /** The number of steps of a sequence. */
    public int steps() {
        return kind.steps;
    }

    private boolean translates() {
        return kind == Kind.TRANSLATION || kind == Kind.SEARCH;
    }

    /** The model. */
    public ModelConfig model() {
        if (translates()) {
            DecoderOptions decoder = OptionRecords.with(
                    DecoderOptions.of(Gru.defaults(), 512), "embedding", new EmbeddingOptions(EMBEDDING));
            return ModelConfig.of(EncoderOptions.of(Gru.defaults(), 256).withBidirectional(true))
                    .withEmbedding(EMBEDDING)
                    .withDecoder(decoder);
        }
        HeadOptions head = OptionRecords.with(HeadOptions.defaults().atEveryStep(), "sampled", kind.sampled());
        return ModelConfig.of(OptionRecords.with(EncoderOptions.of(Lstm.defaults(), 200), "layers", 2))
                .withEmbedding(200)
                .withHead(head);
    }

    /** What the model reads. */
    List<ModelInput> inputs() {
        return List.of(new ModelInput.Tokens(kind.symbols));
    }

    /** The text that it writes. */
    WritingTask task() {
        return new WritingTask(kind.symbols, Batch.PREVIOUS, Batch.TARGET_LENGTHS);
    }

    /** The network to train. */
    public Network network() {
        return SequenceModel.build(
                model(),
                inputs(),
                HeadSize.points(Map.of(Network.OUTPUTS, kind.symbols)),
                translates() ? new HeadTasks(Map.of(), Map.of(Network.OUTPUTS, task())) : HeadTasks.none(),
                Network.Mode.TRAINING);
    }

    /** First values of its weights. */
    public Tensors parameters() {
        return Parameters.initialize(network().parameters(), SEED);
    }

    /** A batch of random symbols, all sequences of full length, with all that training and search read. */
    public Tensors batch() {
        Tensor lengths = Tensor.zeros(kind.rows);
        Arrays.fill(lengths.array(), kind.steps);
        Tensor expected = Tensor.zeros(kind.symbols, 1);
        return Tensors.builder()
                .put(Batch.TOKENS, symbols("tokens", kind.steps, kind.rows))
                .put(Batch.PREVIOUS, symbols("previous", kind.steps, kind.rows))
                .put(Batch.targetName(Network.OUTPUTS), symbols("targets", kind.steps, kind.rows, 1))
                .put(Network.LENGTHS, lengths)
                .put(Batch.TARGET_LENGTHS, lengths)
                .put(SampledScores.DRAWN + Network.OUTPUTS, symbols("drawn", Math.max(1, kind.sampled())))
                .put(SampledScores.EXPECTED + Network.OUTPUTS, expected)
                .build();
    }

    private Tensor symbols(String purpose, int... sizes) {
        CounterRandom random = CounterRandom.of(SEED, purpose, 0);
        Tensor symbols = Tensor.zeros(sizes);
        for (int i = 0; i < symbols.array().length; i++) {
            symbols.array()[i] = 4 + random.below(i, kind.symbols - 4);
        }
        return symbols;
    }

    @Override
    public Group group() {
        return Group.LANGUAGE;
    }

    @Override
    public List<String> labels() {
        return List.of(
                kind.title, Integer.toString(kind.rows), Integer.toString(kind.steps), Integer.toString(kind.symbols));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public long sequenceSteps() {
        return (long) kind.rows * kind.steps;
    }

    @Override
    public Side ours(int threads) {
        return kind == Kind.SEARCH ? new OurSearch(this, threads) : new OurUpdates(this, threads);
    }
}
