package dev.sluice.dashboard.server;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.GivenInputs;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.dashboard.store.Refusal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import tools.jackson.core.JacksonException;

/** The form that tries a model: the one thing that a page can make this program do. */
final class ModelForm {
    /** The most characters of all inputs together. */
    static final int MOST_LETTERS = 64 << 10;

    private static final int MOST_CLASSES = 10;
    private static final int AT_ONCE = 2;

    private final Predictor predictor;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ModelForm(Predictor predictor) {
        this.predictor = predictor;
    }

    /**
     * The model's outputs.
     *
     * @param body inputs by name, as a JSON object of texts
     * @throws Refusal if there are too many or too large inputs, or too many requests
     */
    List<Output> answer(Run run, String body) throws IOException {
        Map<String, String> given = given(body);
        // Nothing else than the proven file is run.
        run.verified(RunFile.MODEL);
        if (!places.tryAcquire()) {
            throw new Refusal(429, "the model is being tried from other pages; try again in a moment");
        }
        try {
            return predictor
                    .with(TrainedModels.tokenizers(run))
                    .predict(run.path(), inputs(TrainedModels.contract(run), given), MOST_CLASSES);
        } finally {
            places.release();
        }
    }

    private static Map<String, String> given(String body) {
        Map<String, Object> read;
        try {
            read = Json.parse(body);
        } catch (JacksonException e) {
            throw new Refusal(400, "the inputs must be a JSON object of texts: " + e.getOriginalMessage());
        }
        Map<String, String> given = new LinkedHashMap<>();
        int letters = 0;
        for (Map.Entry<String, Object> input : read.entrySet()) {
            if (!(input.getValue() instanceof String text)) {
                throw new Refusal(400, "the input '" + input.getKey() + "' must be a text");
            }
            letters += text.length();
            given.put(input.getKey(), text);
        }
        if (letters > MOST_LETTERS) {
            throw new Refusal(
                    413,
                    "the inputs have " + letters + " characters, where at most " + MOST_LETTERS
                            + " are tried; use 'sluice predict' for more");
        }
        return given;
    }

    private static Map<String, Sequence> inputs(DataContract contract, Map<String, String> given) throws IOException {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        Map<String, String> numbers = new LinkedHashMap<>();
        given.forEach((name, text) -> {
            if (contract.inputs().get(name) instanceof InputEncoding.Text) {
                inputs.put(name, new Sequence.Text(text));
            } else if (text.strip().startsWith("@")) {
                throw new Refusal(400, "the input '" + name + "' must be numbers; files are not read from here");
            } else {
                numbers.put(name, text.strip());
            }
        });
        inputs.putAll(GivenInputs.of(contract, numbers, new Padding(Padding.Side.NONE, 0)));
        return inputs;
    }
}
