package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.TextJudge;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenTextsTest {
    private static final List<TextJudge.Pair> PAIRS =
            List.of(new TextJudge.Pair(0, "ab", new WrittenText("ac", List.of("a", "c"), -1, -1, true, List.of())));

    private static List<String> report(Sequence read) {
        return WrittenTexts.report(PAIRS, List.of(new Example(read, new Target.Text("ab"))));
    }

    @Test
    void report_seriesOfNumbers_hasNoLineOfWhatWasRead() {
        assertThat(report(new Sequence.Series(Matrix.zeros(2, 1))))
                .containsExactly("Some texts of the test part:", "  wanted:  ab", "  written: ac");
    }

    @Test
    void report_text_showsIt() {
        assertThat(report(new Sequence.Text("one"))).contains("  read:    one");
    }
}
