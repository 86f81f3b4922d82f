package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.KeptTokenizer;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.file.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules by which an experiment's texts are cut, with the files of their tokenizers read.
 *
 * @param text for all texts; those of a stream are never cut off
 * @param texts for single texts that have rules of their own, by name
 */
record TextRules(TextConfig text, Map<String, TextConfig> texts) {
    /**
     * The rules of an experiment.
     *
     * @throws dev.sluice.core.data.DataException if a file is missing or not right
     */
    static TextRules of(ResolvedExperiment experiment) {
        DataConfig data = experiment.config().data();
        Reading reading = Reading.of(experiment.folder());
        Map<String, TextConfig> texts = new LinkedHashMap<>();
        data.texts().forEach((name, rules) -> texts.put(name, rules.opened(reading)));
        TextConfig text = data.text().opened(reading);
        return new TextRules(data.stream().isOn() ? text.unlimited() : text, texts);
    }

    /** The rules that a model was trained with. */
    static TextRules of(DataContract contract) {
        TextConfig text = contract.inputs().values().stream()
                .filter(InputEncoding.Text.class::isInstance)
                .map(input -> ((InputEncoding.Text) input).config())
                .findFirst()
                .orElseGet(TextConfig::defaults);
        return new TextRules(text, Map.of());
    }

    /** The SHA-256 of all files of the tokenizers; empty if there are none. */
    Optional<String> files() {
        List<String> files = Stream.concat(Stream.of(text), texts.values().stream())
                .map(TextConfig::tokenizer)
                .filter(KeptTokenizer.class::isInstance)
                .flatMap(tokenizer -> ((KeptTokenizer) tokenizer).kept().stream())
                .map(KeptTokenizer.File::text)
                .toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(Fingerprint.ofText(String.join("\0", files)));
    }
}
