package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ComponentOptionsTest {
    @Command(name = "toy", preprocessor = ComponentOptions.class)
    private static final class Toy implements ComponentOptions.Taker {
        private List<String> taken = List.of();

        @Parameters(defaultValue = "latest")
        private String name = "";

        @Option(names = "--out")
        private String out = "";

        @Option(names = "--quiet")
        private boolean quiet;

        @Override
        public void take(List<String> options) {
            taken = options;
        }
    }

    private static Toy parsed(String... words) {
        Toy toy = new Toy();
        new CommandLine(toy).parseArgs(words);
        return toy;
    }

    @Test
    void preprocess_unknownOptions_areKeysAndValues() {
        Toy toy = parsed(
                "run1",
                "--opset",
                "14",
                "--streaming",
                "--out",
                "a/b",
                "--no-proof",
                "--weight-format=int8",
                "--shift",
                "-3");

        assertThat(toy.taken)
                .containsExactly("opset=14", "streaming=true", "proof=false", "weight_format=int8", "shift=-3");
        assertThat(toy.name).isEqualTo("run1");
        assertThat(toy.out).isEqualTo("a/b");
    }

    @Test
    void preprocess_ownOptionsAlone_stayTheCommands() {
        Toy toy = parsed("--quiet", "--out=x", "run2");

        assertThat(toy.taken).isEmpty();
        assertThat(toy.quiet).isTrue();
        assertThat(List.of(toy.name, toy.out)).containsExactly("run2", "x");
    }

    @Test
    void preprocess_valueWithoutRun_isTheOptions() {
        assertThat(parsed("--opset", "14").taken).containsExactly("opset=14");
        assertThat(parsed("--opset", "14").name).isEqualTo("latest");
    }
}
