package dev.sluice.export;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.decode.PrefixBeamSearch;
import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.decode.TextWriter;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.experiment.exchange.Answer;
import dev.sluice.core.experiment.exchange.Details;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.generate.Generated;
import dev.sluice.core.generate.GenerationOptions;
import dev.sluice.core.generate.SequenceGenerator;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.metadata.AnswerOutputs;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.runtime.ModelValue;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.streaming.SessionSteps;
import dev.sluice.export.streaming.StreamingSession;
import dev.sluice.export.variant.StepModel;
import dev.sluice.export.writing.OnnxSteps;
import dev.sluice.export.writing.WritingExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs {@code model.onnx} in ONNX Runtime, using only the file's content. */
public final class OnnxPredictor implements Predictor {
    /** Beginnings of texts that are followed side by side where they are read off the steps. */
    private static final int BEAM = 10;
    /** All texts are more than anybody can have: there are as many as labels to the power of steps. */
    private static final int WIDEST_BEAM = 100;

    private final Tokenizers tokenizers;

    /** A predictor; files are opened for each call. Plugins that they need are looked for where they usually are. */
    public OnnxPredictor() {
        this(PluginTokenizers.usual());
    }

    private OnnxPredictor(Tokenizers tokenizers) {
        this.tokenizers = tokenizers;
    }

    @Override
    public OnnxPredictor with(Tokenizers loaded) {
        return new OnnxPredictor(loaded);
    }

    @Override
    public List<List<Output>> predict(Path folder, List<Map<String, Sequence>> examples, int top) throws IOException {
        Path file = folder.resolve(OnnxExporter.MODEL);
        requireNoDecoder(folder);
        if (!Files.exists(file)) {
            throw new RunException("there is no " + OnnxExporter.MODEL + " in " + folder
                    + "; the run must have ended with an export that passed its proof");
        }
        try (OnnxScorer scorer = OnnxScorer.open(file, tokenizers)) {
            List<List<Output>> all = new ArrayList<>();
            for (Map<String, Sequence> inputs : examples) {
                all.add(scorer.output(scorer.arrays(inputs), top));
            }
            return all;
        }
    }

    private static void requireNoDecoder(Path folder) {
        if (Files.exists(folder.resolve(WritingExport.DECODER))) {
            throw new RunException("the model in " + folder
                    + " writes texts of their own lengths: 'sluice translate' gives" + " them");
        }
    }

    @Override
    public List<List<WrittenText>> write(Path folder, List<Map<String, Sequence>> examples, SearchOptions options)
            throws IOException {
        if (!Files.exists(folder.resolve(WritingExport.DECODER))) {
            throw new RunException(
                    "there is no " + WritingExport.DECODER + " in " + folder
                            + "; the run must be of a model that writes texts, and have ended with an export that passed its proof");
        }
        try (OnnxSteps files = OnnxSteps.open(folder, 1)) {
            DataContract contract = files.metadata().contract(tokenizers);
            List<EncodedInputs> sources = new ArrayList<>();
            for (Map<String, Sequence> inputs : examples) {
                sources.add(contract.encode(named(contract, inputs)));
            }
            return new TextWriter(contract, files, options).write(sources);
        }
    }

    @Override
    public Generated generate(Path folder, Sequence prompt, GenerationOptions options) throws IOException {
        Path file = folder.resolve(StepModel.FILE);
        requireNoDecoder(folder);
        if (!Files.exists(file)) {
            throw new RunException("there is no " + StepModel.FILE + " in " + folder
                    + ", the model of a single step that writing needs; export the run again with it:"
                    + " 'sluice export RUN --streaming', or export.options.streaming: true in its experiment");
        }
        try (StreamingSession session = StreamingSession.open(file)) {
            DataContract contract = ModelMetadata.of(session.metadata()).contract(tokenizers);
            return SequenceGenerator.of(contract, options)
                    .after(
                            prompt,
                            new SessionSteps(
                                    session,
                                    Lowering.probabilities(contract.targets()
                                            .keySet()
                                            .iterator()
                                            .next())));
        }
    }

    /** The inputs by the model's names; an input named by its kind is the only one of that kind. */
    static Map<String, Sequence> named(DataContract contract, Map<String, Sequence> inputs) {
        Map<String, Sequence> named = new LinkedHashMap<>();
        inputs.forEach((name, sequence) -> {
            String own = nameOf(contract, name, sequence);
            if (named.put(own, sequence) != null) {
                throw new RunException(
                        "each input must be given once, but '" + own + "' is given as " + inputs.keySet());
            }
        });
        return named;
    }

    private static String nameOf(DataContract contract, String name, Sequence sequence) {
        if (contract.inputs().containsKey(name)) {
            return name;
        }
        boolean text = sequence instanceof Sequence.Text || sequence instanceof Sequence.Symbols;
        List<String> sameKind = contract.inputs().entrySet().stream()
                .filter(input -> text == (input.getValue() instanceof InputEncoding.Text))
                .map(Map.Entry::getKey)
                .toList();
        if (text && sameKind.isEmpty()) {
            throw new RunException("the model must read texts to be given one, but it reads numeric series: "
                    + contract.inputs().keySet());
        }
        if (sameKind.size() != 1 || !name.equals(Example.nameOf(sequence))) {
            throw new RunException("the model has no input '" + name + "'"
                    + Suggestions.choice(
                            name, "it reads", List.copyOf(contract.inputs().keySet())));
        }
        return sameKind.getFirst();
    }

    static Map<String, OnnxArray> values(
            OnnxRuntimeSession session, DataContract contract, Map<String, Sequence> inputs) {
        EncodedInputs example = contract.encode(inputs);
        Tensors encoded = Batch.inputs(List.of(example));
        Map<String, Matrix> measured = contract.measured(inputs);
        Map<String, OnnxArray> values = new LinkedHashMap<>();
        for (ModelValue input : session.inputs().values()) {
            Matrix numbers = measured.get(input.name());
            values.put(
                    input.name(),
                    numbers != null
                            ? array(input, numbers, example.length())
                            : encoded.find(input.name())
                                    .map(value -> array(input, value))
                                    .orElseGet(() -> fresh(input)));
        }
        return values;
    }

    /** Unscaled numbers, which the file standardizes; a series is padded to the longest one. */
    private static OnnxArray array(ModelValue input, Matrix numbers, int longest) {
        boolean series = input.shape().rank() == 3;
        long[] shape = series ? new long[] {1, longest, numbers.columns()} : new long[] {1, numbers.columns()};
        double[] padded = Arrays.copyOf(numbers.array(), (series ? longest : 1) * numbers.columns());
        return OnnxArray.numbers(input.type(), padded, shape);
    }

    /** Converts time-first to batch-first order; with a batch of one the elements keep their positions. */
    private static OnnxArray array(ModelValue input, Tensor value) {
        long[] shape = new long[value.shape().rank()];
        for (int axis = 0; axis < shape.length; axis++) {
            boolean steps = shape.length == input.shape().rank() && isSequence(input);
            shape[axis] = value.shape().size(steps && axis < 2 ? 1 - axis : axis);
        }
        return switch (input.type()) {
            case INT64 -> OnnxArray.longs(wholes(value), shape);
            case INT32 -> OnnxArray.ints(new int[] {(int) value.array()[0]}, shape);
            default -> OnnxArray.floats(value.array(), shape);
        };
    }

    private static boolean isSequence(ModelValue input) {
        return input.shape().rank() >= 2 && !(input.shape().dim(1) instanceof OnnxDim.Fixed);
    }

    private static long[] wholes(Tensor value) {
        long[] wholes = new long[value.array().length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (long) value.array()[i];
        }
        return wholes;
    }

    /** The initial state of a sequence: zeros, one row. */
    private static OnnxArray fresh(ModelValue state) {
        if (state.type() == ElementType.FLOAT
                && state.shape().rank() == 2
                && state.shape().dim(1) instanceof OnnxDim.Fixed(long size)) {
            return OnnxArray.floats(new float[Math.toIntExact(size)], 1, size);
        }
        throw new ExportException("the input " + state + " is none that Sluice writes; export the model again");
    }

    static Output output(
            ModelMetadata metadata, DataContract contract, String name, Map<String, OnnxArray> results, int top) {
        TargetEncoding target = Objects.requireNonNull(contract.targets().get(name));
        if (target instanceof TranscriptEncoding text) {
            return transcript(name, text, values(results, name, target.size()), top);
        }
        boolean classes = target.columns() instanceof ClassEncoding;
        String output = classes ? Lowering.probabilities(name) : name;
        double[] values = values(results, output, target.size());
        List<List<Prediction>> steps = new ArrayList<>();
        List<String> labels = labels(contract, name, target.columns());
        Optional<Predicted> predicted = predicted(metadata.answers(name), target, results, values.length);
        for (int from = 0; from < values.length; from += target.size()) {
            steps.add(predictions(target.columns(), labels, values, from, top, predicted));
        }
        return new Output(
                name,
                kind(target.columns()),
                target.everyStep(),
                steps,
                classes ? Details.none() : details(metadata.answers(name), target.size(), results));
    }

    /** The likeliest texts, each with its probability. */
    private static Output transcript(String name, TranscriptEncoding text, double[] scores, int top) {
        float[] logProbabilities = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            logProbabilities[i] = (float) scores[i];
        }
        List<Prediction> texts = new PrefixBeamSearch(Math.clamp(top, BEAM, WIDEST_BEAM))
                .search(logProbabilities, text.size()).stream()
                        .limit(top)
                        .map(found -> new Prediction(text.text(found.tokens()), Math.exp(found.logProbability())))
                        .toList();
        return new Output(name, Output.Kind.CLASSES, false, List.of(texts));
    }

    /**
     * The classes that a file says are predicted.
     *
     * @param numbers of a class for each step, or a 1 or 0 for each label of each step
     * @param flags whether they are of labels
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, and never compared
    private record Predicted(long[] numbers, boolean flags) {
        /** Returns whether a label of the step whose values begin at a place is predicted. */
        boolean is(int from, int label, int size) {
            return flags ? numbers[from + label] == 1 : numbers[from / size] == label;
        }
    }

    /** What is predicted; empty where the probabilities say it. */
    private static Optional<Predicted> predicted(
            AnswerOutputs answers, TargetEncoding target, Map<String, OnnxArray> results, int values) {
        if (!answers.hasPath() && !answers.hasDecisions()) {
            return Optional.empty();
        }
        boolean flags = target.columns() instanceof ClassEncoding classes && classes.severalMayHold();
        String name = Answer.name(answers.head(), answers.hasPath() ? Answer.PATH : Answer.DECISIONS);
        int wanted = flags ? values : values / target.size();
        OnnxArray found = results.get(name);
        if (found == null || found.elements() != wanted) {
            throw new ExportException("the model must give '" + name + "' with " + wanted
                    + " numbers, but the file gives " + results.keySet() + "; export it again");
        }
        return Optional.of(new Predicted(found.toLongs(), flags));
    }

    private static double[] values(Map<String, OnnxArray> results, String output, int columns) {
        OnnxArray found = results.get(output);
        if (found == null || found.elements() % columns != 0) {
            throw new ExportException("the model must give '" + output + "' with " + columns
                    + " columns, but the file gives " + results.keySet() + "; export it again");
        }
        return found.numbers();
    }

    /** What the file says beside the point answers. */
    private static Details details(AnswerOutputs answers, int columns, Map<String, OnnxArray> results) {
        Map<String, List<List<Double>>> numbers = new LinkedHashMap<>();
        answers.parts().forEach((part, meaning) -> {
            double[] values = values(results, answers.head() + "." + part, columns);
            List<List<Double>> steps = new ArrayList<>();
            for (int from = 0; from < values.length; from += columns) {
                steps.add(Arrays.stream(values, from, from + columns).boxed().toList());
            }
            numbers.put(part, steps);
        });
        return new Details(numbers, answers.interval());
    }

    private static Output.Kind kind(TargetEncoding columns) {
        if (!(columns instanceof ClassEncoding classes)) {
            return Output.Kind.NUMBERS;
        }
        return classes.severalMayHold() ? Output.Kind.LABELS : Output.Kind.CLASSES;
    }

    private static List<String> labels(DataContract contract, String name, TargetEncoding columns) {
        if (columns instanceof ClassEncoding classes) {
            return classes.labels().names();
        }
        List<String> numbered = IntStream.rangeClosed(1, columns.size())
                .mapToObj(Integer::toString)
                .toList();
        List<String> names = contract.columns().of(name);
        return names.isEmpty() ? numbered : names;
    }

    private static List<Prediction> predictions(
            TargetEncoding columns,
            List<String> labels,
            double[] values,
            int from,
            int top,
            Optional<Predicted> predicted) {
        List<Prediction> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int label = i;
            Prediction usual = new Prediction(labels.get(i), values[from + i]);
            all.add(new Prediction(
                    usual.label(),
                    usual.probability(),
                    predicted.map(each -> each.is(from, label, columns.size())).orElse(usual.holds())));
        }
        if (columns instanceof TargetEncoding.Numeric) {
            return all;
        }
        // The sort is stable, so ties keep the order of the labels. What is predicted comes first.
        all.sort(Comparator.<Prediction, Boolean>comparing(prediction -> predicted.isPresent() && !prediction.holds())
                .thenComparing(
                        Comparator.comparingDouble(Prediction::probability).reversed()));
        return all.subList(0, Math.min(top, all.size()));
    }
}
