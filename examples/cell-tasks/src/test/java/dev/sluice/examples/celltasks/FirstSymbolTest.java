package dev.sluice.examples.celltasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.testkit.DataSourceContract;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FirstSymbolTest extends DataSourceContract {
    @Override
    protected DataSource source() {
        return new FirstSymbol(new FirstSymbol.Options(5, 4, 6, 200, 3));
    }

    @Test
    void load_eachText_asksForItsFirstSymbolAfterTheBlanks() throws Exception {
        TreeSet<String> answers = new TreeSet<>();
        for (Example example : source().load(Path.of(""))) {
            String text = ((Sequence.Text) example.sequence()).text();
            assertThat(text).matches("[a-d]{5}-{6}\\?");
            assertThat(((Target.Labels) example.target()).labels()).containsExactly(text.substring(0, 1));
            answers.add(text.substring(0, 1));
        }
        assertThat(answers).containsExactly("a", "b", "c", "d");
    }
}
