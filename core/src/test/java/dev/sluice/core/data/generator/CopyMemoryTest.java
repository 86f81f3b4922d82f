package dev.sluice.core.data.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CopyMemoryTest {
    private static DataSource source() {
        return new CopyMemory(new CopyMemory.Options(5, 4, 6, 200, 3));
    }

    @Test
    void load_eachText_asksForItsSymbolsFromTheMarkOn() throws Exception {
        TreeSet<String> texts = new TreeSet<>();
        for (Example example : source().load(Reading.of(Path.of("")))) {
            String text = ((Sequence.Text) example.sequence()).text();
            String answers = ((Target.Steps) example.target())
                    .steps().stream()
                            .map(step -> ((Target.Labels) step).labels().getFirst())
                            .collect(Collectors.joining());
            assertThat(text).matches("[a-d]{5}-{6}\\?-{4}");
            assertThat(answers).isEqualTo("-".repeat(11) + text.substring(0, 5));
            assertThat(text.indexOf('?')).isEqualTo(11);
            texts.add(text);
        }
        assertThat(texts).as("of 4^5 different ones").hasSizeGreaterThan(150);
    }
}
