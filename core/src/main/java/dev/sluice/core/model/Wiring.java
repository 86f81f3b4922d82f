package dev.sluice.core.model;

import dev.sluice.core.error.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The assignment of the data's inputs to encoders, and the sources of the extra inputs that cells ask for by name: an input
 * of that name, or values derived from the series that the encoder reads ({@link DerivedInput}).
 *
 * @param branches the encoders, at least one
 * @param statics inputs that join the pooled rows
 */
public record Wiring(List<Branch> branches, List<ModelInput> statics) {
    /** Copies the lists. */
    public Wiring {
        branches = List.copyOf(branches);
        statics = List.copyOf(statics);
    }

    /**
     * The wiring of a model.
     *
     * @param inputs of the data; sizes of vocabularies do not matter
     * @throws ModelConfigException if the model asks for an input that the data do not have, or leaves one unread
     */
    public static Wiring of(ModelConfig config, List<ModelInput> inputs) {
        return new Wires(config, inputs).connect();
    }

    /** All inputs of a network except lengths: each once, in the order of use. */
    List<ModelInput> inputs() {
        Map<String, ModelInput> all = new LinkedHashMap<>();
        for (Branch branch : branches) {
            branch.reads().forEach(input -> {
                all.put(input.name(), input);
                branch.characters(input).ifPresent(characters -> all.put(characters.name(), characters));
            });
            branch.extras().forEach(extra -> extra.sources().forEach(input -> all.put(input.name(), input)));
        }
        statics.forEach(input -> all.put(input.name(), input));
        return List.copyOf(all.values());
    }

    /** The name of the lengths of each input of the data that has steps. */
    public Map<String, String> lengths() {
        Map<String, String> lengths = new LinkedHashMap<>();
        for (Branch branch : branches) {
            branch.reads().forEach(input -> lengths.put(input.name(), branch.lengths()));
            branch.extras().stream()
                    .filter(extra -> !extra.derived() && extra.asked().perStep())
                    .flatMap(extra -> extra.sources().stream())
                    .forEach(input -> lengths.put(input.name(), branch.lengths()));
        }
        return lengths;
    }

    /** The characters to read of each token, at most, by the names of the inputs whose characters are read. */
    public Map<String, Integer> characters() {
        Map<String, Integer> characters = new LinkedHashMap<>();
        for (Branch branch : branches) {
            branch.reads().stream()
                    .filter(input -> branch.characters(input).isPresent())
                    .forEach(input -> characters.put(
                            input.name(),
                            branch.options().embedding().characters().maxLength()));
        }
        return characters;
    }

    /** The options of the table of each text or category, by its name. */
    public Map<String, EmbeddingOptions> tables() {
        Map<String, EmbeddingOptions> tables = new LinkedHashMap<>();
        for (Branch branch : branches) {
            branch.reads().stream()
                    .filter(ModelInput.Tokens.class::isInstance)
                    .forEach(input -> tables.put(input.name(), branch.options().embedding()));
        }
        return tables;
    }

    /** The values to derive from each series, by its name. */
    public Map<String, Set<DerivedInput>> derived() {
        Map<String, Set<DerivedInput>> derived = new LinkedHashMap<>();
        for (Branch branch : branches) {
            for (Branch.Extra extra : branch.extras()) {
                if (extra.derived()) {
                    DerivedInput kind = DerivedInput.named(extra.asked().name()).orElseThrow();
                    for (ModelInput read : branch.reads()) {
                        boolean source = extra.sources().stream()
                                .anyMatch(input -> input.name().equals(kind.of(read.name())));
                        if (source) {
                            derived.computeIfAbsent(read.name(), name -> new TreeSet<>())
                                    .add(kind);
                        }
                    }
                }
            }
        }
        return derived;
    }

    /** Inputs of the data that cells ask for by name; they are not scaled. */
    public Set<String> asTheyAre() {
        Set<String> names = new LinkedHashSet<>();
        for (Branch branch : branches) {
            branch.extras().stream()
                    .filter(extra -> !extra.derived())
                    .forEach(extra -> names.add(extra.asked().name()));
        }
        return names;
    }

    /** The series that are measured by their own scale. */
    public Set<String> ownScale(ModelConfig config) {
        Set<String> names = new LinkedHashSet<>();
        if (config.normalize() == ModelConfig.Normalize.SERIES) {
            for (Branch branch : branches) {
                branch.reads().stream()
                        .filter(ModelInput.Features.class::isInstance)
                        .forEach(input -> names.add(input.name()));
            }
        }
        return names;
    }

    /**
     * Refuses series that are measured by their own scale where that is not known.
     *
     * @throws ModelConfigException if it is not
     */
    void checkNormalize(ModelConfig config, Network.Mode mode, boolean forecasts) {
        if (config.normalize() == ModelConfig.Normalize.NONE) {
            return;
        }
        if (forecasts) {
            throw new ModelConfigException(
                    "normalize: series is for whole sequences, but a forecast reads windows, whose"
                            + " scale it gives back; take none, and forecast.normalize: window");
        }
        if (mode == Network.Mode.TRAINING_WITH_STATES) {
            throw new ModelConfigException(
                    "normalize: series needs the mean of a whole sequence, but training sees pieces"
                            + " of it; take none, or train.truncated_bptt_steps: 0");
        }
        if (derived().keySet().stream().anyMatch(ownScale(config)::contains)) {
            throw new ModelConfigException(
                    "normalize: series would count what is missing as measured, and the cell reads"
                            + " which numbers are missing, or when they were; take none");
        }
        if (ownScale(config).isEmpty()) {
            throw new ModelConfigException(
                    "normalize: series needs a numeric series, but the data bring none; take none");
        }
    }

    /** Builds the wiring. */
    private static final class Wires {
        private final ModelConfig config;
        private final Map<String, ModelInput> inputs = new LinkedHashMap<>();
        private final Set<String> used = new LinkedHashSet<>();

        Wires(ModelConfig config, List<ModelInput> given) {
            this.config = config;
            given.forEach(input -> inputs.put(input.name(), input));
        }

        Wiring connect() {
            List<Branch> branches = new ArrayList<>();
            List<ModelInput> statics = new ArrayList<>();
            if (config.inputs().isEmpty()) {
                branches.add(only());
                inputs.values().forEach(input -> {
                    if (isWhole(input) && used.add(input.name())) {
                        statics.add(input);
                    }
                });
            } else {
                config.inputs().forEach((name, options) -> {
                    List<ModelInput> reads = reads(name, options);
                    if (isWhole(reads.getFirst())) {
                        statics.add(reads.getFirst());
                    } else {
                        branches.add(branch(name, reads, options));
                    }
                });
            }
            check(branches);
            return new Wiring(branches, statics);
        }

        /** Returns whether an input has no steps. */
        private static boolean isWhole(ModelInput input) {
            return input instanceof ModelInput.Static || input instanceof ModelInput.Category;
        }

        private void check(List<Branch> branches) {
            if (branches.isEmpty()) {
                throw new ModelConfigException(
                        "inputs: at least one input must be a text or a series, but all are numbers"
                                + " that hold for a whole example: " + inputs.keySet());
            }
            Set<String> unused = new LinkedHashSet<>(inputs.keySet());
            unused.removeAll(used);
            if (!unused.isEmpty()) {
                throw new ModelConfigException(
                        "inputs: the data bring " + unused + ", which no encoder reads and no cell asks"
                                + " for; name it under model.inputs, or take it out of data.source");
            }
        }

        /** One encoder that reads all inputs except those that its cell asks for by name. */
        private Branch only() {
            BranchOptions options =
                    new BranchOptions(List.of(), config.embedding(), config.conv(), config.encoder(), config.pooling());
            List<ModelInput> sequences =
                    inputs.values().stream().filter(input -> !isWhole(input)).toList();
            int size = new Branch("", sequences, options, List.of()).inputSize();
            Set<String> asked = CellSignature.asked(
                    config.encoder().cell(), Math.max(1, size), config.encoder().hidden());
            List<ModelInput> reads = sequences.stream()
                    .filter(input -> !asked.contains(input.name()))
                    .toList();
            if (reads.isEmpty()) {
                throw new ModelConfigException(
                        "the encoder needs a text or a series to read, but the data bring only " + inputs.keySet());
            }
            reads.forEach(input -> used.add(input.name()));
            return branch("", reads, options);
        }

        private List<ModelInput> reads(String name, BranchOptions options) {
            List<String> names = options.reads().isEmpty() ? List.of(name) : options.reads();
            List<ModelInput> reads = new ArrayList<>();
            for (String read : names) {
                ModelInput input = inputs.get(read);
                if (input == null) {
                    throw new ModelConfigException("inputs." + name + ": the data bring no input '" + read + "'"
                            + Suggestions.question(read, List.copyOf(inputs.keySet())) + " (they bring "
                            + String.join(", ", inputs.keySet()) + ")");
                }
                if (isWhole(input) && names.size() > 1) {
                    throw new ModelConfigException("inputs." + name + ": '" + read
                            + "' holds for a whole example and has no steps to be joined at; name it by itself");
                }
                used.add(read);
                reads.add(input);
            }
            return reads;
        }

        private Branch branch(String name, List<ModelInput> reads, BranchOptions options) {
            Branch bare = new Branch(name, reads, options, List.of());
            if (options.embedding().characters().isOn()
                    && reads.stream().noneMatch(input -> bare.characters(input).isPresent())) {
                throw new ModelConfigException((name.isEmpty() ? "" : "inputs." + name + ".")
                        + "embedding.characters: reads the characters of words, but the data bring no text to this encoder: "
                        + reads.stream().map(ModelInput::name).toList() + "; leave them out");
            }
            List<Branch.Extra> extras = new ArrayList<>();
            for (CellSignature.ExtraInput asked : CellSignature.of(
                            options.encoder().cell(),
                            bare.inputSize(),
                            options.encoder().hidden())
                    .extraInputs()) {
                extras.add(extra(bare, asked));
            }
            checkSteps(bare, extras);
            return new Branch(name, reads, options, extras);
        }

        /** Values of each step that a cell asks for need the steps that it runs over. */
        private static void checkSteps(Branch branch, List<Branch.Extra> extras) {
            branch.fewerSteps()
                    .ifPresent(layer -> extras.stream()
                            .filter(extra -> extra.asked().perStep())
                            .findFirst()
                            .ifPresent(extra -> {
                                throw new ModelConfigException(place(branch) + ": the cell asks for '"
                                        + extra.asked().name() + "' at each step, but " + layer
                                        + " leaves fewer steps than the data have; take stride 1, no pooling, and padding same or"
                                        + " causal");
                            }));
        }

        private Branch.Extra extra(Branch branch, CellSignature.ExtraInput asked) {
            ModelInput given = inputs.get(asked.name());
            if (given != null) {
                used.add(asked.name());
                boolean fits = switch (given) {
                    case ModelInput.Features features -> asked.perStep() && features.size() == asked.size();
                    case ModelInput.Static fixed -> !asked.perStep() && fixed.size() == asked.size();
                    case ModelInput.Tokens tokens -> false;
                    case ModelInput.Characters characters -> false;
                    case ModelInput.Category category -> false;
                };
                if (!fits) {
                    throw new ModelConfigException(place(branch) + ": the cell asks for '" + asked.name() + "' "
                            + asked.dims() + (asked.perStep() ? " (numbers of each step)" : " (numbers of the example)")
                            + ", but the data's input of that name is " + given);
                }
                return new Branch.Extra(asked, List.of(given), false);
            }
            Optional<DerivedInput> derived = DerivedInput.named(asked.name());
            if (derived.isEmpty() || !asked.perStep()) {
                throw missing(
                        branch,
                        asked,
                        "which the data do not bring (they bring "
                                + String.join(", ", inputs.keySet()) + "); let the data source deliver "
                                + (asked.perStep() ? "numbers of each step" : "numbers of the whole example")
                                + " under the name '"
                                + asked.name() + "'");
            }
            return new Branch.Extra(asked, sources(branch, asked, derived.get()), true);
        }

        private static List<ModelInput> sources(Branch branch, CellSignature.ExtraInput asked, DerivedInput derived) {
            List<ModelInput> sources = new ArrayList<>();
            for (ModelInput read : branch.reads()) {
                if (read instanceof ModelInput.Features series && (derived.isPerFeature() || sources.isEmpty())) {
                    sources.add(new ModelInput.Features(derived.of(series.name()), derived.size(series.size())));
                }
            }
            int size = sources.stream()
                    .mapToInt(source -> ((ModelInput.Features) source).size())
                    .sum();
            if (size != asked.size()) {
                throw missing(
                        branch,
                        asked,
                        "which is made from numeric series, but the encoder reads "
                                + branch.reads().stream().map(ModelInput::name).toList() + ", of which " + size
                                + " of it can be made; let it read series alone, or let the data source deliver '"
                                + asked.name()
                                + "'");
            }
            return sources;
        }

        private static ModelConfigException missing(Branch branch, CellSignature.ExtraInput asked, String finding) {
            return new ModelConfigException(place(branch) + ": the cell asks for the input '" + asked.name() + "' "
                    + asked.dims() + ", " + finding);
        }

        private static String place(Branch branch) {
            return (branch.name().isEmpty() ? "" : "inputs." + branch.name() + ".") + "encoder.cell";
        }
    }

    /** The branch that a head reads at every step. */
    Branch branchOf(String head, HeadOptions options) {
        if (options.reads().isEmpty() && branches.size() == 1) {
            return withAllSteps(head, branches.getFirst());
        }
        List<String> names = branches.stream().map(Branch::name).toList();
        Branch found = branches.stream()
                .filter(branch -> branch.name().equals(options.reads()))
                .findFirst()
                .orElseThrow(() -> new ModelConfigException("heads." + head + ".reads: must be one of "
                        + String.join(", ", names) + ", whose steps it answers at, but was '" + options.reads() + "'"
                        + Suggestions.question(Objects.requireNonNull(options.reads()), names)));
        return withAllSteps(head, found);
    }

    /** A target for each step of the data needs all of them. */
    private static Branch withAllSteps(String head, Branch branch) {
        branch.fewerSteps().ifPresent(layer -> {
            throw new ModelConfigException("head.at: '" + head + "' answers at every step, but " + layer
                    + " leaves fewer steps than the data have; take stride 1, no pooling, and padding same or causal");
        });
        return branch;
    }
}
