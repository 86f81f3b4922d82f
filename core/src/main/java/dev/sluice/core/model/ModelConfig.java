package dev.sluice.core.model;

import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Key;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parts of a model: embedding, recurrent encoder, pooling, head. */
@Description("The model: embedding, recurrent encoder, pooling and head.")
public record ModelConfig(
        @Description("The embedding of tokens; unused where the data are numbers.") @Default("{}")
        EmbeddingOptions embedding,

        @Description("Convolutions over time before the recurrent layers, from the first on; [] for none.")
        @Default("[]")
        List<ConvOptions> conv,

        @Description("The recurrent layers.") @Default("{}") EncoderOptions encoder,

        @Description(
                "The scale that numeric series are measured by before anything reads them; a forecast has forecast.normalize.")
        @Default("none")
        Normalize normalize,

        @Description("The reduction of the encoder's outputs over time to one row.") @Default("last")
        Pooling pooling,

        @Description("The dense layers of each head that 'heads' does not name.") @Default("{}")
        HeadOptions head,

        @Description(
                "Encoders of their own for inputs, by the names of inputs. Without any, one encoder reads all inputs"
                        + " together, joined at each step; pooled results of several are joined.")
        @Default("{}")
        Map<String, BranchOptions> inputs,

        @Description("Dense layers of single heads, by name.") @Default("{}")
        Map<String, HeadOptions> heads,

        @Description("What a forecast starts from, and how its steps follow each other; used where data.forecast cuts"
                + " windows.")
        @Default("{}")
        ForecastOptions forecast,

        @Description(
                "The network that writes a text, symbol by symbol; used where a target is a text of its own length.")
        @Default("{}")
        DecoderOptions decoder,

        @Description("The initial values of parameters.") @Default("{}")
        Initialization initialization,

        @Description(
                "Networks that are trained side by side from different initial values; the model's outputs, also in"
                        + " the exported file, are the means of theirs.")
        @Default("1")
        @Range(min = 1, max = 100)
        int ensemble,

        @Key("import")
        @Description("A model of another program to start from, in place of embedding and encoder; or just its file.")
        @Default("{}")
        ImportOptions imported) {
    /** The scale of numeric series. */
    public enum Normalize {
        /** That of the training part. */
        @Description("That of the training part.")
        NONE,
        /** Its own: only its shape counts. */
        @Description(
                "Its own: each column of a series has mean 0 and deviation 1 over its steps, so that only its shape counts.")
        SERIES
    }

    /** Copies the maps, keeping their order. */
    public ModelConfig {
        conv = List.copyOf(conv);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        if (ensemble > 1 && !imported.file().isEmpty()) {
            throw new IllegalArgumentException("'ensemble' trains " + ensemble
                    + " networks from different initial values, but 'import' gives one network with its weights; leave one"
                    + " of them out");
        }
    }

    /** The names of categories that are looked up in tables. */
    public Set<String> embedded() {
        Set<String> names = new TreeSet<>(embedding.categories().keySet());
        inputs.values()
                .forEach(branch -> names.addAll(branch.embedding().categories().keySet()));
        return names;
    }

    /** The model of an encoder, with defaults for everything else. */
    public static ModelConfig of(EncoderOptions encoder) {
        return new ModelConfig(
                new EmbeddingOptions(64),
                List.of(),
                encoder,
                Normalize.NONE,
                Pooling.LAST,
                HeadOptions.defaults(),
                Map.of(),
                Map.of(),
                ForecastOptions.defaults(),
                DecoderOptions.of(encoder.cell(), encoder.hidden()),
                Initialization.defaults(),
                1,
                ImportOptions.none());
    }

    /** This with another embedding size. */
    public ModelConfig withEmbedding(int size) {
        return OptionRecords.with(this, "embedding", new EmbeddingOptions(size));
    }

    /** This with convolutions before the recurrent layers. */
    public ModelConfig withConv(ConvOptions... layers) {
        return OptionRecords.with(this, "conv", List.of(layers));
    }

    /** This with other recurrent layers. */
    public ModelConfig withEncoder(EncoderOptions changed) {
        return OptionRecords.with(this, "encoder", changed);
    }

    /** This with other parts of a forecast. */
    public ModelConfig withForecast(ForecastOptions changed) {
        return OptionRecords.with(this, "forecast", changed);
    }

    /** This with another decoder. */
    public ModelConfig withDecoder(DecoderOptions changed) {
        return OptionRecords.with(this, "decoder", changed);
    }

    /** This with series measured by another scale. */
    public ModelConfig withNormalize(Normalize changed) {
        return OptionRecords.with(this, "normalize", changed);
    }

    /** This with another pooling. */
    public ModelConfig withPooling(Pooling changed) {
        return OptionRecords.with(this, "pooling", changed);
    }

    /** This with another head. */
    public ModelConfig withHead(HeadOptions changed) {
        return OptionRecords.with(this, "head", changed);
    }

    /** This with so many networks side by side. */
    public ModelConfig withEnsemble(int networks) {
        return OptionRecords.with(this, "ensemble", networks);
    }

    /** This with one more encoder of its own. */
    public ModelConfig withInput(String name, BranchOptions options) {
        Map<String, BranchOptions> more = new LinkedHashMap<>(inputs);
        more.put(name, options);
        return OptionRecords.with(this, "inputs", more);
    }

    /** This with layers of its own for one more head. */
    public ModelConfig withHead(String name, HeadOptions options) {
        Map<String, HeadOptions> more = new LinkedHashMap<>(heads);
        more.put(name, options);
        return OptionRecords.with(this, "heads", more);
    }

    /** The decoder, with the encoder's cell unless it has one of its own. */
    DecoderOptions writer() {
        return decoder.orCell(encoder.cell());
    }

    /** The layers of a head. */
    HeadOptions headOf(String target) {
        return heads.getOrDefault(target, head);
    }

    /** This with a model of another program to start from. */
    public ModelConfig withImport(ImportOptions changed) {
        return OptionRecords.with(this, "imported", changed);
    }

    /** This with other initializers. */
    public ModelConfig withInitialization(Initialization changed) {
        return OptionRecords.with(this, "initialization", changed);
    }

    /** An encoder of its own. */
    @Description("An encoder of its own for one input, or for several that are aligned step by step.")
    public record BranchOptions(
            @Description("The inputs that are joined at each step; if none are given, the one of this name.")
            @Default("[]")
            List<String> reads,

            @Description("The embedding of tokens.") @Default("{}")
            EmbeddingOptions embedding,

            @Description("Convolutions over time before the recurrent layers, from the first on; [] for none.")
            @Default("[]")
            List<ConvOptions> conv,

            @Description("The recurrent layers.") @Default("{}")
            EncoderOptions encoder,

            @Description("The reduction of the encoder's outputs over time to one row.") @Default("last")
            Pooling pooling) {
        /** Copies the list. */
        public BranchOptions {
            reads = List.copyOf(reads);
            conv = List.copyOf(conv);
        }

        /** An encoder without convolutions. */
        public BranchOptions(List<String> reads, EmbeddingOptions embedding, EncoderOptions encoder, Pooling pooling) {
            this(reads, embedding, List.of(), encoder, pooling);
        }
    }

    /** The table of tokens. */
    @Description("The table with a row of numbers for each token.")
    public record EmbeddingOptions(
            @Description("Features of a row.") @Default("64") @Range(min = 1)
            int size,

            @Description(
                    "Text file with a word and its numbers in each line (GloVe, word2vec, fastText) that rows begin with; its path is"
                            + " relative to the experiment file, $data/… for shared data; .gz too. Rows of other symbols begin as usual")
            @Default("''")
            String vectors,

            @Description("Whether training changes the table") @Default("true")
            boolean trainable,

            @Description("Probability of zeroing a token's row for a whole batch of training, wherever the token occurs"
                    + " (Gal and Ghahramani, 2016).")
            @Default("0")
            @Range(min = 0, below = 1)
            double dropout,

            @AnyNames
            @Description(
                    "Categories that are looked up in a table of their own, by name, with the features of its rows: {wind: 8}; all"
                            + " others become a column for each word.")
            @Default("{}")
            Map<String, Integer> categories) {
        /** Copies the map and checks the sizes. */
        public EmbeddingOptions {
            categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
            categories.forEach((name, rows) -> {
                if (rows < 1) {
                    throw new IllegalArgumentException(
                            "categories need rows of at least 1 feature, but those of '" + name + "' have " + rows);
                }
            });
        }

        /** A table that begins as usual and is trained, all of whose rows are read. */
        public EmbeddingOptions(int size) {
            this(size, "", true, 0, Map.of());
        }

        /** Features of a row of an input's table. */
        int sizeOf(String input) {
            return categories.getOrDefault(input, size);
        }
    }

    /** The recurrent layers. */
    @Description("The recurrent layers.")
    public record EncoderOptions(
            @Description("The cell; 'sluice help cells' lists all cells.") @Default("{name: gru}")
            Cell cell,

            @Description("Features of a state.") @Default("128") @Range(min = 1)
            int hidden,

            @Description("Layers, one above the other.") @Default("1") @Range(min = 1)
            int layers,

            @Description("The direction of time in each layer.") @Default("forward")
            Direction direction,

            @Description("The way the outputs of both directions are merged.") @Default("concat")
            Merge merge,

            @Description("The connection around each layer from 'skip_from' on.") @Default("none")
            Skip skip,

            @Description(
                    "The first layer, from 1, with such a connection; layer 1 needs an input as wide as its output.")
            @Default("2")
            @Range(min = 1)
            int skipFrom,

            @Description("The normalization of a layer's outputs for the next layer.") @Default("none")
            Normalization normalization,

            @Description("Probability of zeroing an element between layers in training.")
            @Default("0")
            @Range(min = 0, below = 1)
            double dropout,

            @Description("Dropout of inputs, states and weights, zoneout.") @Default("{}")
            Regularization regularization,

            @Description("Limit for each element of a state's gradient between two steps of the sequence"
                    + " (Graves, 2013); 0 for none. train.clip limits the sum over all steps.")
            @Default("0")
            @Range(min = 0)
            double gradientClip,

            @Description("Rank of the cells' weight matrices, each the product of two factors where that makes it"
                    + " smaller; 0 for whole matrices.")
            @Default("0")
            @Range(min = 0)
            int rank) {
        /** The square root of 2^31. */
        private static final int LARGEST_HIDDEN = 46_340;

        /** Refuses a hidden size whose weights do not fit into an array. */
        public EncoderOptions {
            if (hidden > LARGEST_HIDDEN) {
                throw new IllegalArgumentException("encoder.hidden must be at most " + LARGEST_HIDDEN
                        + ", because a gate's weight has hidden x hidden numbers and an array holds 2^31 of them,"
                        + " but was " + hidden);
            }
        }

        /** One layer, one direction, nothing else. */
        public static EncoderOptions of(Cell cell, int hidden) {
            return new EncoderOptions(
                    cell,
                    hidden,
                    1,
                    Direction.FORWARD,
                    Merge.CONCAT,
                    Skip.NONE,
                    2,
                    Normalization.NONE,
                    0,
                    Regularization.none(),
                    0,
                    0);
        }

        /** Returns whether each layer runs in both directions. */
        public boolean bidirectional() {
            return direction == Direction.BIDIRECTIONAL;
        }

        /** This with another number of layers. */
        public EncoderOptions withLayers(int changed) {
            return OptionRecords.with(this, "layers", changed);
        }

        /** This in both directions, or forward. */
        public EncoderOptions withBidirectional(boolean changed) {
            return withDirection(changed ? Direction.BIDIRECTIONAL : Direction.FORWARD);
        }

        /** This in another direction. */
        public EncoderOptions withDirection(Direction changed) {
            return OptionRecords.with(this, "direction", changed);
        }

        /** This with another way to join both directions. */
        public EncoderOptions withMerge(Merge changed) {
            return OptionRecords.with(this, "merge", changed);
        }

        /** This with connections around the layers from one on, the lowest being 1. */
        public EncoderOptions withSkip(Skip changed, int from) {
            return OptionRecords.with(OptionRecords.with(this, "skip", changed), "skipFrom", from);
        }

        /** This with another normalization between layers. */
        public EncoderOptions withNormalization(Normalization changed) {
            return OptionRecords.with(this, "normalization", changed);
        }

        /** This with another dropout between layers. */
        public EncoderOptions withDropout(double changed) {
            return OptionRecords.with(this, "dropout", changed);
        }

        /** This with another regularization. */
        public EncoderOptions withRegularization(Regularization changed) {
            return OptionRecords.with(this, "regularization", changed);
        }

        /** This with another limit for the gradient between steps. */
        public EncoderOptions withGradientClip(double changed) {
            return OptionRecords.with(this, "gradientClip", changed);
        }

        /** This with weights of a rank. */
        public EncoderOptions withRank(int changed) {
            return OptionRecords.with(this, "rank", changed);
        }
    }

    /** The dense layers after pooling; the data determine the size of the last one, the number of outputs. */
    @Description("The dense layers after pooling.")
    public record HeadOptions(
            @Description("Features of each hidden layer (relu), from the bottom; [] for none.")
            @Default("[]")
            @Range(min = 1)
            List<Integer> hidden,

            @Description("Probability of zeroing an element before each dense layer in training.")
            @Default("0")
            @Range(min = 0, below = 1)
            double dropout,

            @Description("The steps with an output: once, from the pooled outputs, or at every step.") @Default("end")
            At at,

            @Description("The input of model.inputs whose steps it follows; needed if there are several.")
            @Default("''")
            String reads,

            @Description(
                    "Whether the last layer's weights are the embedding's table (Press and Wolf, 2017); for outputs that"
                            + " are the vocabulary.")
            @Default("false")
            boolean tied) {
        /** The steps at which a head has an output. */
        public enum At {
            /** Once for a sequence. */
            @Description("Once, from the pooled outputs.")
            END,
            /** At each step, {@code [T, B, C]}. */
            @Description("At every step.")
            EVERY_STEP
        }

        /** Once for a sequence. */
        public HeadOptions(List<Integer> hidden, double dropout) {
            this(hidden, dropout, At.END, "", false);
        }

        /** This at every step. */
        public HeadOptions atEveryStep() {
            return new HeadOptions(hidden, dropout, At.EVERY_STEP, reads, tied);
        }

        /** Copies the list. */
        public HeadOptions {
            hidden = List.copyOf(hidden);
        }

        /** One dense layer without dropout. */
        public static HeadOptions defaults() {
            return new HeadOptions(List.of(), 0);
        }

        /** This with the embedding's table for the last layer's weights, or not. */
        public HeadOptions withTied(boolean changed) {
            return new HeadOptions(hidden, dropout, at, reads, changed);
        }
    }
}
