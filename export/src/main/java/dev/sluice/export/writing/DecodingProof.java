package dev.sluice.export.writing;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.decode.BeamSearch;
import dev.sluice.core.decode.EngineSteps;
import dev.sluice.core.decode.Hypothesis;
import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.decode.StepModel;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whole texts, written by the files and by the trained model: they must be the same, except where two texts are as good as equally
 * likely, so that rounding decides between them.
 */
final class DecodingProof {
    /** Differences of scores that rounding may make. */
    private static final double TIE = 1e-3;

    private static final int ROWS = 16;
    private static final int STEPS = 12;
    private static final int LIMIT = 60;

    private final TrainedModel model;
    private final EncoderDecoder networks;
    private final int limit;

    DecodingProof(TrainedModel model, EncoderDecoder networks) {
        this.model = model;
        this.networks = networks;
        limit = Math.min(LIMIT, text(model.contract()).config().maxLength());
    }

    private static WrittenEncoding text(DataContract contract) {
        return (WrittenEncoding) contract.target();
    }

    /**
     * The result of writing texts both ways.
     *
     * @param texts that were compared
     * @param equal texts that are the same
     * @param ties texts that differ but are as good as equally likely
     * @param largest difference of two scores of the same text
     */
    record Report(int texts, int equal, int ties, double largest) {
        boolean passed() {
            return equal + ties == texts && largest <= TIE;
        }

        String summary() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d texts written greedily and by beam, %,d the same%s, scores differ by at most %.1e",
                    passed() ? "equal" : "NOT equal",
                    texts,
                    equal,
                    ties == 0 ? "" : String.format(Locale.ROOT, ", %,d equally likely", ties),
                    largest);
        }

        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("result", passed() ? "passed" : "failed");
            facts.put("texts", texts);
            facts.put("equal", equal);
            facts.put("equally_likely", ties);
            facts.put("largest_difference_of_scores", largest);
            return facts;
        }
    }

    /**
     * Writes texts.
     *
     * @param real some sources of the validation part; empty for random ones
     */
    Report run(OnnxSteps files, Optional<Tensors> real) {
        Tensors sources = real.orElseGet(() -> random(networks.encoder().graph()));
        EngineSteps engine = new EngineSteps(networks, EngineOptions.defaults()).with(model.parameters());
        int texts = 0;
        int equal = 0;
        int ties = 0;
        double largest = 0;
        for (SearchOptions options : List.of(new SearchOptions(1, 0.6, limit), new SearchOptions(3, 0.6, limit))) {
            List<Hypothesis> wanted = best(engine, options, sources);
            List<Hypothesis> given = best(files, options, sources);
            for (int i = 0; i < wanted.size(); i++) {
                double difference =
                        Math.abs(wanted.get(i).score() - given.get(i).score());
                boolean same = wanted.get(i).tokens().equals(given.get(i).tokens());
                texts++;
                equal += same ? 1 : 0;
                ties += !same && difference <= TIE ? 1 : 0;
                largest = Math.max(largest, difference);
            }
        }
        return new Report(texts, equal, ties, largest);
    }

    private static List<Hypothesis> best(StepModel steps, SearchOptions options, Tensors sources) {
        List<Hypothesis> best = new ArrayList<>();
        new BeamSearch(options).search(steps, sources).forEach(found -> best.add(found.getFirst()));
        return best;
    }

    /** Sources of random symbols and numbers, of all lengths. */
    private static Tensors random(Graph encoder) {
        Tensors.Builder values = Tensors.builder();
        for (Input input : encoder.inputs()) {
            CounterRandom random = CounterRandom.of(1, "decoding." + input.label(), 0);
            Tensor value = Tensor.zeros(input.dims().sizes(Map.of("T", STEPS, "B", ROWS)));
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] = switch (input.kind()) {
                    case NUMBER -> random.normal(i);
                    case LENGTH -> 1 + i % STEPS;
                    case INDEX -> Math.min((int) (random.uniform(i) * rows(encoder, input)), rows(encoder, input) - 1);
                };
            }
            values.put(input.label(), value);
        }
        return values.build();
    }

    private static int rows(Graph graph, Input input) {
        return graph.expressions().stream()
                .filter(expr ->
                        expr.op() instanceof Gather && expr.operand(1).op().equals(input))
                .findFirst()
                .map(expr -> expr.operand(0).shape().fixed(0))
                .orElse(1);
    }
}
