package dev.sluice.core.train;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.decode.EngineSteps;
import dev.sluice.core.decode.TextWriter;
import dev.sluice.core.decode.Transcriber;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.metric.text.TextFigures;
import dev.sluice.core.train.metric.text.TextMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Lets a model write texts about examples, or read them off their steps, and compares them with the texts as they should be. */
public final class TextJudge {
    private static final int TOGETHER = 64;

    private final DataContract contract;
    private final String target;
    private final TextConfig rules;
    private final Function<Tensors, Writer> writers;

    /** Writes texts with the weights of one time. */
    private interface Writer {
        List<List<WrittenText>> write(List<EncodedInputs> inputs);
    }

    private TextJudge(DataContract contract, String target, TextConfig rules, Function<Tensors, Writer> writers) {
        this.contract = contract;
        this.target = target;
        this.rules = rules;
        this.writers = writers;
    }

    /** Compiles the networks of a model that writes, once for all judgements. */
    public static TextJudge of(
            EncoderDecoder networks, DataContract contract, WritingConfig config, EngineOptions engine) {
        EngineSteps steps = new EngineSteps(networks, engine);
        WrittenEncoding text = (WrittenEncoding) contract.target();
        return new TextJudge(
                contract,
                contract.targets().keySet().iterator().next(),
                text.config(),
                parameters -> new TextWriter(contract, steps.with(parameters), config.search())::write);
    }

    /** Compiles the network of a model that reads texts off the steps. */
    public static TextJudge of(Network network, DataContract contract, WritingConfig config, EngineOptions engine) {
        Transcriber transcriber =
                new Transcriber(network, contract, config.search().beam(), engine);
        return new TextJudge(contract, transcriber.target(), transcriber.text().config(), parameters -> {
            transcriber.hold(parameters);
            return transcriber::write;
        });
    }

    /**
     * A text that was written.
     *
     * @param place of the example
     * @param reference the text as it should be
     * @param written the best text that was found
     */
    public record Pair(int place, String reference, WrittenText written) {}

    /**
     * The texts about the first examples.
     *
     * @param parameters of the model. Not modified.
     * @param most examples
     * @param stop asked before each batch; when it returns true, there are no more texts
     */
    public List<Pair> write(Tensors parameters, List<Example> examples, int most, BooleanSupplier stop) {
        Writer writer = writers.apply(parameters);
        List<Pair> pairs = new ArrayList<>();
        int count = Math.min(most, examples.size());
        for (int from = 0; from < count && !stop.getAsBoolean(); from += TOGETHER) {
            List<EncodedInputs> inputs = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + TOGETHER); i++) {
                inputs.add(contract.encode(examples.get(i).inputs()));
            }
            List<List<WrittenText>> written = writer.write(inputs);
            for (int i = 0; i < written.size(); i++) {
                pairs.add(new Pair(
                        from + i,
                        reference(examples.get(from + i)),
                        written.get(i).getFirst()));
            }
        }
        return pairs;
    }

    private String reference(Example example) {
        Target text = example.targets().get(target);
        return text == null ? "" : rules.reference(text);
    }

    /** The figures of texts, by the names of the metrics. */
    public static Map<String, Double> figures(List<Choice<TextMetric>> metrics, List<Pair> pairs) {
        return TextFigures.of(
                metrics,
                pairs.stream().map(pair -> pair.written().text()).toList(),
                pairs.stream().map(Pair::reference).toList());
    }
}
