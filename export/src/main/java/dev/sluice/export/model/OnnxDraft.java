package dev.sluice.export.model;

import dev.sluice.core.experiment.exchange.Answer;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.Network;
import dev.sluice.export.lowering.Front;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.metadata.Standardizations;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.preparation.PreparationFront;
import dev.sluice.export.preparation.RawInputs;
import dev.sluice.export.proof.ProofSubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A trained model as an unproven ONNX file.
 *
 * @param network the network, with state inputs and outputs
 * @param measured the network with outputs in the units of the data
 * @param lowered its graph as ONNX nodes
 * @param file the complete file, with metadata
 * @param subject the model that the file must match
 */
public record OnnxDraft(
        Network network, MeasuredNetwork measured, LoweredModel lowered, OnnxModel file, ProofSubject subject) {
    /**
     * Converts a model.
     *
     * @throws ExportException if part of the model cannot be expressed in the file
     */
    public static OnnxDraft of(TrainedModel model, OnnxOptions config) {
        Network network = model.network(Network.Mode.WITH_STATES);
        FrontPadding padding = config.padding() == OnnxOptions.Padding.RIGHT
                ? FrontPadding.NONE
                : new FrontPadding(SequenceLengths.of(model, network));
        return of(
                model,
                config,
                network,
                padding,
                Front.NONE,
                lowered -> ModelMetadata.write(model, network, lowered, padding));
    }

    /**
     * Converts a model to a file that prepares data itself, padded behind.
     *
     * @throws ExportException if part of the model cannot be expressed in the file
     */
    public static OnnxDraft ofRaw(TrainedModel model, OnnxOptions config, RawInputs raw) {
        Network network = model.network(Network.Mode.WITH_STATES);
        return of(
                model,
                config,
                network,
                FrontPadding.NONE,
                new PreparationFront(model.contract(), raw),
                lowered -> ModelMetadata.writeRaw(model, network, lowered, raw));
    }

    private static OnnxDraft of(
            TrainedModel model,
            OnnxOptions config,
            Network network,
            FrontPadding padding,
            Front front,
            Consumer<LoweredModel> describe) {
        MeasuredNetwork measured = MeasuredNetwork.of(model, network);
        LoweredModel lowered =
                lowering(model, config).padding(padding).front(front).lower(measured.graph(), measured.parameters());
        describe.accept(lowered);
        if (!config.licence().isBlank()) {
            lowered.builder().metadata(ModelMetadata.LICENCE, config.licence());
        }
        Map<String, Standardization> inputs = new LinkedHashMap<>(Standardizations.of(model.contract()));
        inputs.keySet().removeAll(front.makes());
        Map<String, Standardization> targets = Standardizations.ofAnswers(model);
        ProofSubject subject = ProofSubject.of(
                        measured.graph(), measured.parameters(), model.activations(), wide(inputs, false))
                .answering(wide(targets, false), measured.means())
                .atBorder(wide(inputs, true), wide(targets, true))
                .joining(joined(model))
                .padded(padding)
                .traced(lowered.trace());
        return new OnnxDraft(network, measured, lowered, lowered.builder().build(), subject);
    }

    /** The outputs that hold the parameters of each head that predicts distributions. */
    private static Map<String, List<String>> joined(TrainedModel model) {
        Map<String, List<String>> joined = new LinkedHashMap<>();
        model.families().forEach((head, family) -> joined.put(head, Answer.blockNames(head, family)));
        return joined;
    }

    private static Map<String, Standardization> wide(Map<String, Standardization> all, boolean wide) {
        Map<String, Standardization> some = new LinkedHashMap<>(all);
        some.values().removeIf(each -> each.isWide() != wide);
        return some;
    }

    /** A lowering for the graphs of a model. */
    public static Lowering lowering(TrainedModel model, OnnxOptions config) {
        Lowering lowering = new Lowering("sluice", new OnnxOpset(config.opset())).target(config.target());
        model.activations().forEach(lowering::activation);
        Standardizations.of(model.contract()).forEach(lowering::standardization);
        wide(Standardizations.ofAnswers(model), true).forEach(lowering::measured);
        model.contract()
                .targets()
                .keySet()
                .forEach(head -> model.answers(head).forEach(answer -> {
                    switch (answer.kind()) {
                        case NUMBER -> lowering.number(answer.name(head));
                        case FLAG -> lowering.flag(answer.name(head));
                        case LOCATION, SCALE, SHAPE -> {}
                    }
                }));
        return lowering;
    }
}
