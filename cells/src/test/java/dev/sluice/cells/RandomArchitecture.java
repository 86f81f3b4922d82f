package dev.sluice.cells;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.BranchOptions;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ConvOptions;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.Merge;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Normalization;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.Regularization;
import dev.sluice.core.model.Skip;
import dev.sluice.core.model.Wiring;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.weights.WeightFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A model that somebody may ask for: cells and their options, directions, layers, connections, poolings, inputs, answers and
 * the way it is exported are drawn. Its weights are untrained, and moved so far from their first values that a forgotten one
 * shows.
 *
 * @param cells the ids of its cells
 * @param description everything that was drawn
 */
record RandomArchitecture(List<String> cells, String description, TrainedModel model, OnnxOptions export) {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 16};
    private static final int ATTEMPTS = 200;

    /** The architecture of a number: the same one whenever it is asked for. */
    static RandomArchitecture of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<RandomArchitecture> drawn = new Draw(random.split()).architecture();
            if (drawn.isPresent()) {
                return drawn.get();
            }
        }
        throw new IllegalStateException("no architecture of " + ATTEMPTS + " could be built for seed " + seed);
    }

    /** The rows of the table that an input of tokens looks up. */
    static int vocabulary(TrainedModel model, String input) {
        return model.inputs().stream()
                .filter(one -> one instanceof ModelInput.Tokens && one.name().equals(input))
                .mapToInt(one -> ((ModelInput.Tokens) one).vocabulary())
                .findFirst()
                .orElseThrow();
    }

    /** One attempt. */
    private static final class Draw {
        private final SplittableRandom random;
        /** By chance alone few would run forward and answer from the last state. */
        private final boolean forStreams;

        private final List<String> cells = new ArrayList<>();
        private final Map<String, ModelInput> inputs = new LinkedHashMap<>();
        private final Map<String, Integer> vocabularies = new LinkedHashMap<>();
        private final Map<String, TargetEncoding> targets = new LinkedHashMap<>();
        private final Map<String, OutputActivation> activations = new LinkedHashMap<>();

        Draw(SplittableRandom random) {
            this.random = random;
            forStreams = oneIn(3);
        }

        /** Empty if what was drawn does not fit together. */
        Optional<RandomArchitecture> architecture() {
            try {
                ModelConfig config = config();
                List<ModelInput> all = List.copyOf(inputs.values());
                DataContract contract = contract(Wiring.of(config, all));
                TrainedModel blank = new TrainedModel(config, all, contract, activations, Tensors.of(), Map.of());
                Network network = blank.network(Network.Mode.WITH_STATES);
                TrainedModel model =
                        new TrainedModel(config, all, contract, activations, parameters(network), Map.of());
                OnnxOptions export = export(config);
                return Optional.of(new RandomArchitecture(
                        List.copyOf(cells), export + " " + config + " " + contract.targets(), model, export));
            } catch (ModelConfigException e) {
                return Optional.empty();
            }
        }

        private ModelConfig config() {
            boolean several = oneIn(4);
            ModelConfig config;
            if (several) {
                inputs.put("words", new ModelInput.Tokens("words", 3 + random.nextInt(6)));
                inputs.put("load", new ModelInput.Features("load", 1 + random.nextInt(5)));
                config = ModelConfig.of(encoder()).withInput("words", branch()).withInput("load", branch());
                if (random.nextBoolean()) {
                    inputs.put("plan", new ModelInput.Static("plan", 1 + random.nextInt(3)));
                    config = config.withInput("plan", branch());
                }
            } else {
                config = ModelConfig.of(encoder()).withPooling(pooling());
                sequences(config.encoder().cell());
            }
            if (!several) {
                config = config.withConv(conv().toArray(ConvOptions[]::new));
            }
            config = config.withEmbedding(size()).withInitialization(Initialization.defaults());
            return heads(config, several);
        }

        /** The input of a single encoder: tokens, numbers, or both joined at each step. */
        private void sequences(Cell cell) {
            if (cell instanceof Ggnn graph) {
                int features = graph.nodes() * (1 + random.nextInt(2));
                inputs.put("features", new ModelInput.Features(features));
                int edges = graph.edgeKinds() * graph.nodes() * graph.nodes();
                inputs.put("adjacency", new ModelInput.Static("adjacency", edges));
                return;
            }
            boolean asks = cell instanceof GruD || cell instanceof TimeLstm;
            int kind = asks ? 1 : random.nextInt(5);
            if (kind == 0 || kind >= 3) {
                inputs.put("tokens", new ModelInput.Tokens(3 + random.nextInt(6)));
            }
            if (kind <= 2 && kind > 0 || kind == 4) {
                inputs.put("features", new ModelInput.Features(1 + random.nextInt(5)));
            }
            if (oneIn(4)) {
                inputs.put("static", new ModelInput.Static("static", 1 + random.nextInt(3)));
            }
        }

        private ModelConfig heads(ModelConfig config, boolean several) {
            ModelConfig result = config;
            List<String> names = oneIn(3) ? List.of("topic", "amount") : List.of(Network.OUTPUTS);
            for (String name : names) {
                boolean everyStep = oneIn(3);
                Optional<ModelInput.Tokens> table = inputs.values().stream()
                        .filter(ModelInput.Tokens.class::isInstance)
                        .map(ModelInput.Tokens.class::cast)
                        .findFirst();
                boolean tied = everyStep && !several && table.isPresent() && oneIn(2);
                List<Integer> hidden = new ArrayList<>();
                for (int layer = random.nextInt(3); layer > 0; layer--) {
                    hidden.add(size());
                }
                if (tied) {
                    hidden.add(config.embedding().size());
                }
                int outputs = tied ? table.orElseThrow().vocabulary() : 1 + random.nextInt(4);
                String reads = several ? any(new String[] {"words", "load"}) : "";
                HeadOptions.At at = everyStep ? HeadOptions.At.EVERY_STEP : HeadOptions.At.END;
                result = result.withHead(name, new HeadOptions(hidden, 0, at, reads, tied));
                target(name, outputs, everyStep);
            }
            return result;
        }

        private void target(String name, int outputs, boolean everyStep) {
            OutputActivation activation = outputs == 1 ? OutputActivation.NONE : any(OutputActivation.values());
            activations.put(name, activation);
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < outputs; i++) {
                labels.add("label" + i);
            }
            TargetEncoding columns = activation == OutputActivation.NONE
                    ? new TargetEncoding.Numbers(random.nextBoolean() ? scaler(outputs) : Scaler.identity(outputs))
                    : new ClassEncoding(Labels.of(labels), ClassEncoding.Form.DISTRIBUTION);
            targets.put(name, everyStep ? new TargetEncoding.EveryStep(columns) : columns);
        }

        private BranchOptions branch() {
            return new BranchOptions(List.of(), new EmbeddingOptions(size()), conv(), encoder(), pooling());
        }

        private List<ConvOptions> conv() {
            List<ConvOptions> layers = new ArrayList<>();
            for (int layer = oneIn(3) ? 1 + random.nextInt(2) : 0; layer > 0; layer--) {
                ConvOptions plain = ConvOptions.of(size(), 1 + random.nextInt(4))
                        .withDilation(1 + random.nextInt(2))
                        .withNormalization(any(Normalization.values()))
                        .withActivation(any(ConvOptions.Activation.values()));
                layers.add(
                        forStreams
                                ? plain.withPadding(ConvOptions.Padding.CAUSAL)
                                : plain.withPadding(any(ConvOptions.Padding.values()))
                                        .withStride(1 + random.nextInt(2))
                                        .withPool(1 + random.nextInt(3), any(ConvOptions.Pool.values())));
            }
            return layers;
        }

        private EncoderOptions encoder() {
            String id = any(RandomCell.ids().toArray(String[]::new));
            cells.add(id);
            Cell cell = RandomCell.draw(id, random)
                    .orElseThrow(() -> new ModelConfigException("the options of " + id + " do not fit together"));
            double zoneout = oneIn(5) ? 0.3 : 0;
            return new EncoderOptions(
                    cell,
                    size(),
                    1 + random.nextInt(3),
                    forStreams ? Direction.FORWARD : any(Direction.values()),
                    any(Merge.values()),
                    any(Skip.values()),
                    1 + random.nextInt(2),
                    any(Normalization.values()),
                    0,
                    new Regularization(false, 0, 0, zoneout, 0, 0),
                    0,
                    oneIn(4) ? 1 + random.nextInt(2) : 0);
        }

        private DataContract contract(Wiring wiring) {
            Map<String, InputEncoding> encodings = new LinkedHashMap<>();
            inputs.forEach((name, input) -> {
                boolean asItIs = wiring.asTheyAre().contains(name);
                encodings.put(
                        name,
                        switch (input) {
                            case ModelInput.Tokens tokens ->
                                new InputEncoding.Text(TextConfig.defaults(), vocabulary(tokens.vocabulary()));
                            case ModelInput.Features series ->
                                new InputEncoding.Series(
                                        asItIs ? Scaler.identity(series.size()) : scaler(series.size()),
                                        any(SeriesConfig.Missing.values()),
                                        random.nextDouble(0.5, 100),
                                        wiring.derived().getOrDefault(name, Set.of()));
                            case ModelInput.Category category -> new InputEncoding.Category(category.categories());
                            case ModelInput.Static fixed ->
                                new InputEncoding.Static(
                                        asItIs ? Scaler.identity(fixed.size()) : scaler(fixed.size()),
                                        SeriesConfig.Missing.REFUSE);
                            case ModelInput.Characters spelled ->
                                throw new IllegalStateException(spelled + " are read with a text, not beside it");
                        });
            });
            Map<String, String> lengths = new LinkedHashMap<>(wiring.lengths());
            lengths.keySet().retainAll(inputs.keySet());
            return new DataContract(encodings, lengths, targets, ColumnNames.none());
        }

        private static Vocabulary vocabulary(int size) {
            List<String> symbols = new ArrayList<>();
            for (int i = 2; i < size; i++) {
                symbols.add("s" + i);
            }
            return Vocabulary.of(symbols);
        }

        private Scaler scaler(int features) {
            List<Double> mean = new ArrayList<>();
            List<Double> deviation = new ArrayList<>();
            for (int i = 0; i < features; i++) {
                deviation.add(Math.pow(10, random.nextDouble(-2, 3)));
                mean.add(deviation.getLast() * random.nextDouble(-30, 30));
            }
            return new Scaler(mean, deviation);
        }

        private OnnxOptions export(ModelConfig config) {
            boolean streams = config.inputs().isEmpty()
                    ? streams(config.encoder().direction(), config.pooling(), config.conv())
                    : config.inputs().values().stream()
                            .allMatch(branch -> streams(branch.encoder().direction(), branch.pooling(), branch.conv()));
            WeightFormat weights = oneIn(5) ? any(WeightFormat.values()) : WeightFormat.FLOAT32;
            return OnnxOptions.defaults()
                    .withOpset(14 + random.nextInt(9))
                    .withStreaming(streams)
                    .withWeights(weights)
                    .withPadding(any(OnnxOptions.Padding.values()));
        }

        private static boolean streams(Direction direction, Pooling pooling, List<ConvOptions> conv) {
            return direction == Direction.FORWARD
                    && pooling == Pooling.LAST
                    && conv.stream().allMatch(ConvOptions::looksBack);
        }

        private Tensors parameters(Network network) {
            Tensors values = Parameters.initialize(network.parameters(), random.nextInt(1000));
            double scale = random.nextDouble(0.1, 0.4);
            values.forEach((name, tensor) -> {
                for (int i = 0; i < tensor.array().length; i++) {
                    // Figures of batch normalization are variances: they stay above 0.
                    double moved = tensor.array()[i] + scale * random.nextGaussian();
                    tensor.array()[i] = (float) (name.endsWith("running_var") ? Math.abs(moved) + 0.1 : moved);
                }
            });
            return values;
        }

        private Pooling pooling() {
            return forStreams ? Pooling.LAST : any(Pooling.values());
        }

        private int size() {
            return SIZES[random.nextInt(SIZES.length)];
        }

        private boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }

        private <T> T any(T[] values) {
            return values[random.nextInt(values.length)];
        }
    }
}
