package dev.sluice.export.variant;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.export.model.OnnxDraft;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.preparation.RawInputs;
import dev.sluice.export.proof.Differences;
import dev.sluice.export.proof.RawProof;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes the model that prepares data itself beside the one that takes prepared data. */
public record RawModel(TrainedModel model, OnnxOptions options, RawInputs raw) {
    /** Name of the file. */
    public static final String FILE = "model.raw.onnx";

    private static final long SEED = 1;

    /** That of a model whose data are prepared; empty if they are not. */
    public static Optional<RawModel> of(TrainedModel model, OnnxOptions options) {
        return RawInputs.of(model.contract()).map(raw -> new RawModel(model, options, raw));
    }

    /**
     * Writes the file if it gives, for data as they were read, what the model gives for them prepared.
     *
     * @param folder folder of the file
     */
    public VariantReport write(Path folder, Tolerance tolerance) throws IOException {
        Optional<String> refusal = refusal(model.contract());
        if (refusal.isPresent()) {
            return new VariantReport(
                    true,
                    Map.of("result", "not written", "because", refusal.get()),
                    List.of(FILE + ": not written, because " + refusal.get()));
        }
        OnnxDraft draft = OnnxDraft.ofRaw(model, options, raw);
        List<RawProof.Case> cases = new RawExamples(model.contract(), raw, SEED).cases();
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(draft.file())) {
            Differences differences = RawProof.run(draft.subject(), session, cases, tolerance);
            if (differences.passed()) {
                draft.file().write(folder.resolve(FILE));
            }
            String line = FILE + ": " + summary(cases, differences);
            return new VariantReport(
                    differences.passed(),
                    facts(folder, cases, differences),
                    differences.passed() ? List.of(line) : List.of(line, differences.reason()));
        }
    }

    /** Why a model can only be given prepared data. */
    private Optional<String> refusal(DataContract contract) {
        List<String> derived = contract.inputs().entrySet().stream()
                .filter(input -> input.getValue() instanceof InputEncoding.Series series
                        && !series.derived().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!derived.isEmpty()) {
            return Optional.of("a cell reads which numbers of " + String.join(", ", derived)
                    + " are missing, or when they were, which are inputs of their own");
        }
        boolean others = contract.inputs().entrySet().stream()
                .anyMatch(input ->
                        !input.getValue().forWholeExample() && !input.getKey().equals(raw.series()));
        return raw.forecast().isPresent() && others
                ? Optional.of("a forecast cuts the windows of one series, but the model reads others beside it")
                : Optional.empty();
    }

    private static Map<String, Object> facts(Path folder, List<RawProof.Case> cases, Differences differences)
            throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", FILE);
        facts.put("result", differences.passed() ? "passed" : "failed");
        if (differences.passed()) {
            facts.put("sha256", Fingerprint.of(folder.resolve(FILE)));
        }
        facts.put("summary", summary(cases, differences));
        facts.put("largest_relative_difference", differences.largest());
        facts.put("inputs", cases.stream().map(RawProof.Case::where).toList());
        return facts;
    }

    private static String summary(List<RawProof.Case> cases, Differences differences) {
        return String.format(
                Locale.ROOT,
                "%s on %d inputs of data as they are read, with gaps and unknown words; %s",
                differences.passed() ? "equal to the model on prepared data" : "NOT equal to the model, so not written",
                cases.size(),
                differences.inWords());
    }
}
