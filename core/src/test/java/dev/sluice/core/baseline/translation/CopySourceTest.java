package dev.sluice.core.baseline.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.WrittenEncoding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CopySourceTest {
    /** What the model reads is lower-cased and cut, which a copy is not. */
    @Test
    void write_text_isTheSourceAsItWasGiven() {
        TextConfig signs = new TextConfig(TextConfig.Unit.WORD_OR_SIGN, 1, 3, true, true);
        Vocabulary words = Vocabulary.of(List.of("hello"));
        Example example = new Example(
                Map.of("tokens", new Sequence.Text("Hello, dear World! ")),
                Map.of(Example.TARGET, new Target.Text(new Sequence.Text("Hello, dear World!"))));
        DataContract contract =
                DataContract.of(new InputEncoding.Text(signs, words), new WrittenEncoding(signs, words));
        BaselineTask task = new BaselineTask(Example.TARGET, contract, List.of(example), List.of(), 1, 0);

        assertThat(new CopySource().fit(task))
                .isInstanceOfSatisfying(
                        Baseline.Writer.class,
                        copy -> assertThat(copy.write(example)).isEqualTo("Hello, dear World!"));
    }
}
