package dev.sluice.core.model;

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
        @Description("The embedding of tokens; unused for numeric data.") @Default("{}")
        EmbeddingOptions embedding,

        @Description("Convolutions over time before the recurrent layers, in order; [] for none.") @Default("[]")
        List<ConvOptions> conv,

        @Description("The recurrent layers.") @Default("{}") EncoderOptions encoder,

        @Description("The standardization of numeric series before the network reads them; forecasts have"
                + " forecast.normalize.")
        @Default("none")
        Normalize normalize,

        @Description("Reduction of the encoder's outputs over time to one vector.") @Default("last")
        Pooling pooling,

        @Description("The dense layers of each head that 'heads' does not name.") @Default("{}")
        HeadOptions head,

        @Description(
                "Separate encoders for inputs, by the names of inputs. Without any, a single encoder reads all inputs"
                        + " together, concatenated at each step; the pooled results of several encoders are"
                        + " concatenated.")
        @Default("{}")
        Map<String, BranchOptions> inputs,

        @Description("Dense layers of single heads, by name.") @Default("{}")
        Map<String, HeadOptions> heads,

        @Description("How a forecast starts from its window, and how its steps depend on each other; used with"
                + " data.forecast.")
        @Default("{}")
        ForecastOptions forecast,

        @Description("The network that writes a text, symbol by symbol; used where a target is a text of any length.")
        @Default("{}")
        DecoderOptions decoder,

        @Description("The initializers of the parameters.") @Default("{}")
        Initialization initialization,

        @Description(
                "Number of networks in an ensemble, trained from different initial values; the model's outputs, also"
                        + " in the exported file, are the means of theirs.")
        @Default("1")
        @Range(min = 1, max = 100)
        int ensemble,

        @Key("import")
        @Description("A model from another program to start from, in place of embedding and encoder; or just its file.")
        @Default("{}")
        ImportOptions imported) {
    /** The scale of numeric series. */
    public enum Normalize {
        /** That of the training part. */
        @Description("Mean and standard deviation of the training part.")
        NONE,
        /** Its own: only its shape counts. */
        @Description(
                "Those of each series: each column has mean 0 and standard deviation 1 over its steps, so that only"
                        + " its shape counts.")
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

    /** Whether a head's scores are the embedding's table. */
    boolean tiesScores() {
        return head.tied() || heads.values().stream().anyMatch(HeadOptions::tied);
    }

    /** This with a model of another program to start from. */
    public ModelConfig withImport(ImportOptions changed) {
        return OptionRecords.with(this, "imported", changed);
    }

    /** This with other initializers. */
    public ModelConfig withInitialization(Initialization changed) {
        return OptionRecords.with(this, "initialization", changed);
    }
}
