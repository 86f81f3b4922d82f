package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.Verdict;
import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.GitState;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunNotes;
import dev.sluice.core.train.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A model card in Markdown, written from the record of a run alone: what the model takes and gives, how good it is, on which data it
 * was trained, how its file was proven, and how to make it again.
 *
 * @see <a href="https://arxiv.org/abs/1810.03993">Mitchell et al., Model Cards for Model Reporting</a>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelCard {
    private static final int MOST_CLASSES = 20;
    /** Options that people look for first. */
    private static final List<String> OPTIONS = List.of(
            "model.encoder.cell",
            "model.encoder.hidden",
            "model.encoder.layers",
            "model.encoder.direction",
            "model.pooling",
            "train.epochs",
            "train.batch_size",
            "train.loss",
            "train.optimizer",
            "train.optimizer.learning_rate",
            "train.schedule",
            "seed");

    private final Run run;
    private final StringBuilder text = new StringBuilder();

    private ModelCard(Run run) {
        this.run = run;
    }

    /**
     * The card of a run.
     *
     * @throws RunException if the run has not ended with a model
     */
    public static String of(Run run) throws IOException {
        ModelCard card = new ModelCard(run);
        card.write();
        return card.text.toString();
    }

    private void write() throws IOException {
        RunFacts facts = RunFacts.of(run);
        Results results = run.results()
                .orElseThrow(() -> new RunException("a card is about a model, but the run " + run.id()
                        + " has no results; take one that has finished"));
        RunNotes notes = run.notes();
        line("# " + facts.value("name").orElse(run.id()));
        line("");
        line("A model of the run `" + run.id() + "`, trained with Sluice "
                + facts.value("sluice").orElse("")
                + (run.ended().isPresent()
                        ? " on " + run.ended().get().toString().substring(0, 10)
                        : "") + ". It has "
                + String.format(Locale.ROOT, "%,d", results.size().parameters())
                + " parameters.");
        if (!notes.note().isEmpty()) {
            line("");
            line(notes.note());
        }
        contract(TrainedModels.contract(run));
        figures(results);
        run.provenance().map(Provenance::data).ifPresent(this::data);
        training(facts);
        proof(results);
        again();
    }

    private void contract(DataContract contract) {
        section("What it takes and gives");
        line("| | | |");
        line("| --- | --- | --- |");
        contract.inputs()
                .forEach((name, encoding) ->
                        line("| input | `" + name + "` | " + cell(ContractWords.of(contract, name, encoding)) + " |"));
        contract.targets()
                .forEach((name, encoding) ->
                        line("| output | `" + name + "` | " + cell(ContractWords.of(contract, name, encoding)) + " |"));
    }

    /** A text in a cell of a table. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private void figures(Results results) {
        section("How good it is");
        Scores scores = results.test().scores();
        line("On " + results.test().examples() + " examples that training did not see:");
        line("");
        List<BaselineFigures> baselines = results.baselines().stream()
                .filter(baseline -> baseline.failure().isEmpty())
                .toList();
        line("| figure | this model |"
                + baselines.stream()
                        .map(baseline -> " " + cell(baseline.description()) + " |")
                        .collect(Collectors.joining()));
        line("| --- | --- |" + " --- |".repeat(baselines.size()));
        scores.metrics()
                .forEach((name, value) -> line("| " + name + " | " + number(value) + " |"
                        + baselines.stream()
                                .map(baseline -> " "
                                        + number(baseline.figures().metrics().getOrDefault(name, Double.NaN)) + " |")
                                .collect(Collectors.joining())));
        line("| " + Scores.LOSS + " | " + number(scores.loss()) + " |" + " |".repeat(baselines.size()));
        Verdict verdict = results.verdict();
        if (verdict != null && verdict.compares()) {
            line("");
            line("By " + verdict.metric() + " it "
                    + (verdict.beats().isEmpty() ? "" : "beats " + String.join(", ", verdict.beats()))
                    + (verdict.beats().isEmpty() || verdict.doesNotBeat().isEmpty() ? "" : "; it ")
                    + (verdict.doesNotBeat().isEmpty()
                            ? ""
                            : "does not beat " + String.join(", ", verdict.doesNotBeat()))
                    + ".");
        }
        scores.byClass().forEach((metric, figures) -> {
            if (figures.size() <= MOST_CLASSES) {
                line("");
                line("| class | " + metric + " |");
                line("| --- | --- |");
                figures.forEach((name, value) -> line("| " + cell(name) + " | " + number(value) + " |"));
            }
        });
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Scores.words(value) : "–";
    }

    private void data(DataRecord data) {
        section("Data");
        // A forecast is learned from windows, of which a few series have many.
        String unit = data.counts().containsKey("training_windows") ? "windows" : "examples";
        line(data.examples() + " examples, SHA-256 `" + data.sha256() + "`: "
                + (unit.equals("windows") ? "cut into " : "")
                + data.counts().getOrDefault("training_" + unit, 0L)
                + (unit.equals("windows") ? " windows" : "")
                + " to train on, " + data.counts().getOrDefault("validation_" + unit, 0L) + " for validation, "
                + data.counts().getOrDefault("test_" + unit, 0L) + " for the test.");
        data.notes().forEach(note -> line("\n- " + note));
    }

    private void training(RunFacts facts) {
        section("Training");
        line("| option | value |");
        line("| --- | --- |");
        Map<String, String> options = facts.group(FactGroup.OPTIONS);
        OPTIONS.stream()
                .filter(options::containsKey)
                .forEach(name -> line("| `" + name + "` | " + cell(options.getOrDefault(name, "")) + " |"));
        facts.value("best_epoch")
                .ifPresent(best -> line("\nThe weights are those of epoch " + best + " of "
                        + facts.value("epochs").orElse("") + ". All options are in `" + RunFile.EXPERIMENT.fileName()
                        + "`."));
    }

    private void proof(Results results) throws IOException {
        section("The exported file");
        Results.Export export = results.export();
        if (export == null || !Files.isRegularFile(run.file(RunFile.PROOF))) {
            line("Nothing was exported.");
            return;
        }
        Map<String, Object> proof = Json.parse(Files.readString(run.verified(RunFile.PROOF)));
        line("`" + proof.getOrDefault("model", RunFile.MODEL.fileName()) + "`, SHA-256 `"
                + proof.getOrDefault("sha256", "") + "`: "
                + proof.getOrDefault("summary", export.passed() ? "passed" : "not equal") + ".");
    }

    private void again() throws IOException {
        section("How to make it again");
        Optional<Provenance> provenance = run.provenance();
        line("    sluice rerun " + run.id());
        provenance.ifPresent(known -> {
            GitState git = known.git();
            line("");
            if (git.commit() != null) {
                line("Commit `" + git.commit() + "`" + (git.branch() == null ? "" : " on `" + git.branch() + "`")
                        + (Boolean.TRUE.equals(git.dirty())
                                ? ", with the changes in `" + RunFile.PATCH.fileName() + "`"
                                : "")
                        + ".");
            }
            line("Plugins: "
                    + String.join(
                            ", ",
                            known.plugins().stream().map(ModelCard::plugin).toList())
                    + ". Machine: " + known.machine().cpu() + ", "
                    + known.machine().java() + ".");
        });
    }

    private static String plugin(PluginRecord plugin) {
        return plugin.id() + " " + plugin.version();
    }

    private void section(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
