package dev.sluice.export.model;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Spelling;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/** The length inputs of sequences. */
public final class SequenceLengths {
    private SequenceLengths() {}

    /** Names of the length inputs, by the names of inputs with steps and of outputs at every step. */
    static Map<String, String> of(TrainedModel model, Network network) {
        DataContract contract = model.contract();
        Map<String, String> lengths = new LinkedHashMap<>();
        contract.inputs().forEach((name, encoding) -> {
            String counts = contract.lengths().get(name);
            if (counts != null) {
                lengths.put(name, counts);
                if (encoding instanceof InputEncoding.Text text
                        && text.spelling().isPresent()) {
                    lengths.put(Spelling.nameOf(name), counts);
                }
                if (encoding instanceof InputEncoding.Series series) {
                    series.derived().forEach(derived -> lengths.put(derived.of(name), counts));
                }
            }
        });
        network.heads().forEach((name, head) -> {
            if (head.everyStep()) {
                model.answers(name).forEach(answer -> lengths.put(answer.name(name), head.lengths()));
            }
        });
        return lengths;
    }
}
