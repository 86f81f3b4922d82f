package dev.sluice.core.experiment.exchange;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Spelling;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.HeadTasks;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ImportedNetwork;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.model.WritingTask;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.Interval;
import dev.sluice.core.train.structure.SequenceForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * A model with its weights and everything needed to use it.
 *
 * @param config the network
 * @param imported the network of another program that this one was made from; empty for one of Sluice's own
 * @param inputs what the data bring
 * @param contract what is done to data before the network reads them, and what its outputs mean
 * @param activations what turns the outputs of each target into what users want to see
 * @param forms of the outputs of each target; {@link OutputForm#POINT} where none is given
 * @param intervals given with predicted numbers, by target; none for targets without
 * @param parameters values by the names of the network's parameters. Not modified.
 * @param origin facts that travel with the model: {@code run}, {@code experiment}, {@code sluice}, {@code created}…
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record TrainedModel(
        @API(status = API.Status.INTERNAL) ModelConfig config,
        @API(status = API.Status.INTERNAL) Optional<ImportedModel> imported,
        List<ModelInput> inputs,
        DataContract contract,
        Map<String, OutputActivation> activations,
        Map<String, OutputForm> forms,
        Map<String, Interval> intervals,
        Tensors parameters,
        Map<String, String> origin) {
    /** A model that predicts points or classes and was not imported. */
    @API(status = API.Status.INTERNAL)
    public TrainedModel(
            ModelConfig config,
            List<ModelInput> inputs,
            DataContract contract,
            Map<String, OutputActivation> activations,
            Tensors parameters,
            Map<String, String> origin) {
        this(config, Optional.empty(), inputs, contract, activations, parameters, origin);
    }

    /** A model that predicts points or classes. */
    @API(status = API.Status.INTERNAL)
    public TrainedModel(
            ModelConfig config,
            Optional<ImportedModel> imported,
            List<ModelInput> inputs,
            DataContract contract,
            Map<String, OutputActivation> activations,
            Tensors parameters,
            Map<String, String> origin) {
        this(config, imported, inputs, contract, activations, Map.of(), Map.of(), parameters, origin);
    }

    /** Copies the maps, keeping their order. */
    @API(status = API.Status.INTERNAL)
    public TrainedModel {
        inputs = List.copyOf(inputs);
        activations = Collections.unmodifiableMap(new LinkedHashMap<>(activations));
        forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
        intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
    }

    /**
     * The outputs that users are given of a head.
     *
     * @param name of the head
     * @param numbers makes an expression of one number for each column, {@code [C]}
     */
    public List<Answer> answers(String name, Network.Head head, Function<List<Double>, Expr> numbers) {
        if (form(name) instanceof SequenceForm sequences) {
            return Answer.ofSequences(head, sequences);
        }
        TargetEncoding columns =
                Objects.requireNonNull(contract.targets().get(name), name).columns();
        return columns instanceof ClassEncoding classes && !classes.thresholds().isEmpty()
                ? Answer.ofClasses(head.outputs(), classes, numbers)
                : Answer.of(head.outputs(), families().get(name), intervals.get(name), numbers);
    }

    /** The same where their values do not matter. */
    public List<Answer> answers(String name) {
        TargetEncoding target = Objects.requireNonNull(contract.targets().get(name));
        OutputForm form = form(name);
        int outputs = form.width() * target.size();
        boolean everyStep = target.everyStep() || target instanceof TranscriptEncoding;
        Dims shape = everyStep ? Dims.of(Dim.TIME, Dim.BATCH, outputs) : Dims.of(Dim.BATCH, outputs);
        Network.Head head = new Network.Head(
                Exprs.input(name, shape),
                Network.LENGTHS,
                form.parameters(ParameterScope.root(config.initialization()), target.size()));
        return answers(name, head, Exprs::numbers);
    }

    private OutputForm form(String name) {
        return forms.getOrDefault(name, OutputForm.POINT);
    }

    /** The distributions that the outputs of targets are parameters of, where they are, by target. */
    public Map<String, DistributionFamily> families() {
        Map<String, DistributionFamily> families = new LinkedHashMap<>();
        forms.forEach((name, form) -> {
            if (form instanceof DistributionFamily family) {
                families.put(name, family);
            }
        });
        return families;
    }

    /** This with other intervals. */
    public TrainedModel withIntervals(Map<String, Interval> changed) {
        return new TrainedModel(config, imported, inputs, contract, activations, forms, changed, parameters, origin);
    }

    /** This with another contract for the same network. */
    @API(status = API.Status.INTERNAL)
    public TrainedModel withContract(DataContract changed) {
        return new TrainedModel(config, imported, inputs, changed, activations, forms, intervals, parameters, origin);
    }

    /** The network as expressions: it reads inputs and gives outputs as the contract encodes them. */
    public Network network(Network.Mode mode) {
        return network(config, imported, contract, activations, forms, mode);
    }

    /**
     * The network of an experiment.
     *
     * @param activations what the loss of each target does to scores
     * @param forms of the outputs that the loss of each target judges; points where none is given
     */
    @API(status = API.Status.INTERNAL)
    public static Network network(
            ModelConfig config,
            Optional<ImportedModel> imported,
            DataContract contract,
            Map<String, OutputActivation> activations,
            Map<String, OutputForm> forms,
            Network.Mode mode) {
        List<ModelInput> inputs = inputs(contract);
        Map<String, HeadSize> sizes = sizes(contract, forms);
        return imported.map(model ->
                        ImportedNetwork.build(model, config, inputs, asked(contract, sizes, activations), mode))
                .orElseGet(() -> SequenceModel.build(config, inputs, sizes, tasks(contract), mode));
    }

    private static HeadTasks tasks(DataContract contract) {
        Map<String, ForecastTask> forecasts = new LinkedHashMap<>();
        Map<String, WritingTask> texts = new LinkedHashMap<>();
        contract.targets().forEach((name, target) -> {
            if (target instanceof TargetEncoding.Horizon horizon) {
                forecasts.put(name, horizon.task());
            } else if (target instanceof WrittenEncoding text) {
                texts.put(name, writing(name, text));
            }
        });
        return new HeadTasks(forecasts, texts);
    }

    private static WritingTask writing(String name, WrittenEncoding text) {
        return new WritingTask(text.size(), Batch.previousName(name), Batch.targetLengthsName(name));
    }

    /** Returns whether it reads texts off the steps. */
    public boolean transcribes() {
        return contract.targets().values().stream().anyMatch(TranscriptEncoding.class::isInstance);
    }

    /** Returns whether it writes texts of their own lengths. */
    public boolean writes() {
        return contract.target() instanceof WrittenEncoding;
    }

    /**
     * The two networks that a model which writes texts is used as.
     *
     * @throws IllegalStateException if it is not one
     */
    public EncoderDecoder encoderDecoder() {
        return encoderDecoder(config, contract)
                .orElseThrow(() -> new IllegalStateException("the model writes no texts"));
    }

    /** The two networks of an experiment whose model writes texts; empty if it writes none. */
    @API(status = API.Status.INTERNAL)
    public static Optional<EncoderDecoder> encoderDecoder(ModelConfig config, DataContract contract) {
        if (!(contract.target() instanceof WrittenEncoding text)) {
            return Optional.empty();
        }
        String name = contract.targets().keySet().iterator().next();
        return Optional.of(SequenceModel.encoderDecoder(config, inputs(contract), writing(name, text)));
    }

    private static Map<String, ImportedModel.Wanted> asked(
            DataContract contract, Map<String, HeadSize> sizes, Map<String, OutputActivation> activations) {
        Map<String, ImportedModel.Wanted> asked = new LinkedHashMap<>();
        contract.targets()
                .forEach((name, target) -> asked.put(
                        name,
                        new ImportedModel.Wanted(
                                Objects.requireNonNull(sizes.get(name)),
                                target.everyStep(),
                                activations.getOrDefault(name, OutputActivation.NONE))));
        return asked;
    }

    private static Map<String, HeadSize> sizes(DataContract contract, Map<String, OutputForm> forms) {
        Map<String, HeadSize> sizes = new LinkedHashMap<>();
        contract.targets()
                .forEach((name, target) ->
                        sizes.put(name, new HeadSize(target.size(), forms.getOrDefault(name, OutputForm.POINT))));
        return sizes;
    }

    /** The inputs of a network for data that are encoded so. */
    public static List<ModelInput> inputs(DataContract contract) {
        List<ModelInput> inputs = new ArrayList<>();
        contract.inputs()
                .forEach((name, encoding) -> inputs.add(
                        switch (encoding) {
                            case InputEncoding.Text text ->
                                new ModelInput.Tokens(
                                        name,
                                        text.vocabulary().size(),
                                        text.spelling()
                                                .map(spelling -> new ModelInput.Characters(
                                                        Spelling.nameOf(name),
                                                        spelling.characters().size(),
                                                        spelling.maxLength())));
                            case InputEncoding.Series series ->
                                new ModelInput.Features(name, series.scaler().features());
                            case InputEncoding.Category category ->
                                new ModelInput.Category(name, category.categories());
                            case InputEncoding.Static fixed ->
                                new ModelInput.Static(name, fixed.scaler().features());
                        }));
        return inputs;
    }
}
