package dev.sluice.export.metadata;

import dev.sluice.core.experiment.exchange.Answer;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The inputs and outputs of an exported file in a sentence, for a person who opens it elsewhere. */
final class UsageText {
    private UsageText() {}

    /** Usage of a file over whole sequences. */
    static String of(TrainedModel model, Network network, FrontPadding padding) {
        String side = padding.isEmpty() ? "behind" : "in front";
        List<String> inputs = new ArrayList<>();
        Map<String, Standardization> measured = Standardizations.of(model.contract());
        for (ModelInput input : network.inputs()) {
            inputs.add(input.name()
                    + switch (input) {
                        case ModelInput.Tokens tokens -> " int64 [batch, time], padded " + side + " with 0";
                        case ModelInput.Characters characters ->
                            " int64 [batch, time, " + characters.length()
                                    + "], the characters of each token, padded behind" + " with 0, and steps " + side;
                        case ModelInput.Features features ->
                            type(measured.get(input.name())) + "[batch, time, " + features.size() + "]"
                                    + (measured.containsKey(input.name()) ? " as measured" : "")
                                    + ", padded " + side + " with anything";
                        case ModelInput.Static fixed -> numbers(fixed.size(), measured, input);
                        case ModelInput.Category category -> category(category);
                    });
        }
        List<String> lengths = new ArrayList<>();
        network.graph().inputs().forEach(input -> {
            if (input.kind() == Input.Kind.LENGTH) {
                lengths.add(input.label());
            }
        });
        List<String> answers = new ArrayList<>();
        network.heads().forEach((name, head) -> {
            String shape = type(model, name) + (head.everyStep() ? " [batch, time, " : " [batch, ")
                    + columns(model, name) + "]";
            answers.add(answer(model, name, shape));
        });
        long sequences = network.inputs().stream()
                .filter(input -> input instanceof ModelInput.Tokens || input instanceof ModelInput.Features)
                .count();
        return "Inputs: " + String.join("; ", inputs)
                + (sequences > 1 ? "; all sequences are padded to the same number of steps, time" : "") + "; "
                + String.join(", ", lengths)
                + " int32 [batch], valid steps of each row;"
                + " state.* float [batch, size], zeros for a fresh sequence. Outputs: " + String.join("; ", answers)
                + "; next_state.*, to be given as state.* when a sequence goes on.";
    }

    /** Usage of a file of a single step. */
    static String ofStep(TrainedModel model, Network network) {
        Map<String, Standardization> measured = Standardizations.of(model.contract());
        List<String> inputs = new ArrayList<>();
        for (ModelInput input : network.inputs()) {
            inputs.add(input.name()
                    + switch (input) {
                        case ModelInput.Tokens tokens -> " int64 [batch]";
                        case ModelInput.Characters characters ->
                            " int64 [batch, " + characters.length() + "], padded behind with 0";
                        case ModelInput.Features features -> numbers(features.size(), measured, input);
                        case ModelInput.Static fixed -> numbers(fixed.size(), measured, input);
                        case ModelInput.Category category -> category(category);
                    });
        }
        List<String> answers = new ArrayList<>();
        network.heads()
                .forEach((name, head) ->
                        answers.add(answer(model, name, type(model, name) + " [batch, " + columns(model, name) + "]")));
        return "One step of each row. Inputs: " + String.join("; ", inputs)
                + "; state.* float [batch, size], zeros at the beginning of a sequence. Outputs, what the whole model"
                + " gives for the sequence so far: " + String.join("; ", answers)
                + "; next_state.*, to be given as state.* with the next step.";
    }

    /** Usage of one of the two files of a model that writes texts: the encoder, which has no heads, or the decoder. */
    static String ofPart(TrainedModel model, Network network) {
        if (network.heads().isEmpty()) {
            return "Reads a source once. All outputs are inputs of decoder.onnx by the same names; "
                    + of(model, network, FrontPadding.NONE);
        }
        return "One step of writing a text. Inputs: token int64 [batch, 1], 2 (the begin) at first; what"
                + " encoder.onnx gave and its lengths. Outputs: log_probabilities float [batch, symbols] of"
                + " the next symbol, of which 3 is the end; attention float [batch, time, 1], the weights of"
                + " the source's steps; next_state.*, to be given as state.* with the next token.";
    }

    private static String category(ModelInput.Category category) {
        return " int64 [batch, 1], from 0 to " + (category.categories() - 1);
    }

    private static String numbers(int size, Map<String, Standardization> measured, ModelInput input) {
        return type(measured.get(input.name())) + "[batch, " + size + "]"
                + (measured.containsKey(input.name()) ? " as measured" : "");
    }

    private static String type(@Nullable Standardization by) {
        return by != null && by.isWide() ? " double " : " float ";
    }

    private static String type(TrainedModel model, String output) {
        return type(Standardizations.ofAnswers(model).get(output)).strip();
    }

    private static int columns(TrainedModel model, String output) {
        return Objects.requireNonNull(model.contract().targets().get(output)).size();
    }

    private static String answer(TrainedModel model, String name, String shape) {
        boolean scores = model.activations().getOrDefault(name, OutputActivation.NONE) != OutputActivation.NONE;
        if (scores) {
            return name + " (scores) and " + Lowering.probabilities(name) + ", " + shape;
        }
        StringBuilder words = new StringBuilder(name + ", " + shape);
        AnswerOutputs.of(model, name)
                .parts()
                .forEach((part, meaning) -> words.append("; ")
                        .append(Answer.name(name, part))
                        .append(", ")
                        .append(meaning)
                        .append(part.equals(Answer.PATH) ? ", int64 [batch, time]" : ", of the same shape"));
        return words.toString();
    }
}
