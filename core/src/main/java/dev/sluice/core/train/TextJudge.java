package dev.sluice.core.train;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.decode.EngineSteps;
import dev.sluice.core.decode.TextWriter;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.metric.text.TextFigures;
import dev.sluice.core.train.metric.text.TextMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Lets a model write texts about examples and compares them with the texts as they should be. */
public final class TextJudge {
    private static final int TOGETHER = 64;

    private final DataContract contract;
    private final WritingConfig config;
    private final EngineSteps steps;
    private final TargetEncoding.Text text;

    /** Compiles the networks once for all judgements. */
    public TextJudge(EncoderDecoder networks, DataContract contract, WritingConfig config, EngineOptions engine) {
        this.contract = contract;
        this.config = config;
        steps = new EngineSteps(networks, engine);
        text = (TargetEncoding.Text) contract.target();
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
        steps.with(parameters);
        TextWriter writer = new TextWriter(contract, steps, config.search());
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
                        text.reference(examples.get(from + i).target()),
                        written.get(i).getFirst()));
            }
        }
        return pairs;
    }

    /** The figures of texts, by the names of the metrics. */
    public static Map<String, Double> figures(List<Choice<TextMetric>> metrics, List<Pair> pairs) {
        return TextFigures.of(
                metrics,
                pairs.stream().map(pair -> pair.written().text()).toList(),
                pairs.stream().map(Pair::reference).toList());
    }
}
