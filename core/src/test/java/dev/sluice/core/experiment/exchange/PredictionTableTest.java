package dev.sluice.core.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PredictionTableTest {
    private static Example example(String name) {
        return new Example(
                name, Map.of("tokens", new Sequence.Text("a")), Map.of(), Origin.unknown(), Example.Part.BY_HASH);
    }

    /** Rows can be joined to the file that was read. */
    @Test
    void write_examplesWithoutId_haveTheirNumbers() throws IOException {
        DataContract contract = DataContract.of(
                new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(List.of("a"))),
                new ClassEncoding(Labels.of(List.of("no", "yes")), ClassEncoding.Form.NUMBER));
        String head = contract.targets().keySet().iterator().next();
        List<Output> yes = List.of(new Output(
                head,
                Output.Kind.CLASSES,
                false,
                List.of(List.of(new Prediction("yes", 0.75), new Prediction("no", 0.25)))));
        StringWriter table = new StringWriter();

        new PredictionTable(contract)
                .write(table, List.of(example(""), example("b7"), example("")), List.of(yes, yes, yes));

        assertThat(table.toString()).isEqualTo("""
                example,prediction,probability.no,probability.yes
                1,yes,0.25,0.75
                b7,yes,0.25,0.75
                3,yes,0.25,0.75
                """);
    }
}
