package dev.sluice.core.experiment.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunQueryTest {
    private static final RunFacts FACTS = new RunFacts(
            new Run(Path.of("a-run")),
            Map.of(
                    FactGroup.OPTIONS,
                    Map.of(
                            "name", "Short words",
                            "model.encoder.cell", "gru",
                            "model.encoder.hidden", "16",
                            "model.inputs.a.embedding.hidden", "3"),
                    FactGroup.RESULTS,
                    Map.of("validation.accuracy", "0.85", "test.loss", "NaN", "parameters", "1183")));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "cell=gru, true",
                "cell != gru, false",
                "cell=lstm, false",
                "cell=gru and validation.accuracy>0.8, true",
                "cell=gru and validation.accuracy>0.9, false",
                "cell=lstm or validation.accuracy>=0.85, true",
                "cell=gru or cell=lstm and hidden=1, true",
                "(cell=gru or cell=lstm) and hidden=1, false",
                "not cell=lstm, true",
                "not (cell=gru and hidden=16), false",
                "hidden=16.0, true",
                "hidden<9, false",
                "parameters<=1183, true",
                "name~SHORT, true",
                "name=\"Short words\", true",
                "name='Short words', true",
                "name=\"and\", false",
                "embedding.hidden=3, true",
                "test.loss<1, false",
                "test.loss>1, false",
                "test.loss=NaN, true",
                "test.loss!=1, true",
                "missing=1, false",
                "missing!=1, true"
            })
    void matches_comparisons(String text, boolean expected) {
        assertThat(RunQuery.parse(text).matches(FACTS)).as(text).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cell",
                "cell=",
                "cell gru",
                "=gru",
                "cell=gru and",
                "(cell=gru",
                "cell=gru)",
                "cell=\"gru",
                "cell==gru"
            })
    void parse_noCondition_isRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> RunQuery.parse(text))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("the condition '" + text + "' cannot be read: ")
                .hasMessageContaining("write it like \"cell=gru and");
    }

    @Test
    void requireKnown_misspeltName_isSuggested() {
        assertThatThrownBy(() -> RunQuery.parse("hiden=16").requireKnown(List.of(FACTS)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no run has 'hiden'; did you mean 'hidden'?");
    }
}
