package dev.sluice.core.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.prepare.WindowsConfig.Label;
import dev.sluice.core.data.split.Dividing;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.data.split.SplitConfig.By;
import dev.sluice.core.tensor.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingWindowsTest {
    private static Target label(String name) {
        return name.equals("-") ? new Target.Missing() : new Target.Labels(new TreeSet<>(List.of(name)));
    }

    /** A recording whose value at each step is its number, and whose labels are letters of a word. */
    private static Example recording(String labels) {
        double[] steps = IntStream.range(0, labels.length()).mapToDouble(t -> t).toArray();
        List<Target> targets = new ArrayList<>();
        labels.chars().forEach(letter -> targets.add(label(Character.toString(letter))));
        return new Example(
                Map.of("features", new Sequence.Series(Matrix.wrap(steps.length, 1, steps))),
                Map.of(Example.TARGET, new Target.Steps(targets)));
    }

    private static Split cut(WindowsConfig config, double test, Example... recordings) {
        return RecordingWindows.of(
                new SplitConfig(By.TIME, 0, test)
                        .divide(
                                List.of(recordings),
                                new Dividing(TextConfig.defaults(), true, Path.of(""), new DataReport())),
                config);
    }

    private static double first(Example window) {
        return ((Sequence.Series) window.sequence()).values().get(0, 0);
    }

    @Test
    void windows_ofTwoParts_haveStepsOfOneAlone() {
        Split split = cut(new WindowsConfig(4, 2, Label.LAST), 7, recording("aaaaaaaabbbbbbbbbbbb"));
        assertThat(split.training()).isInstanceOf(RandomAccess.class);
        assertThat(split.training().stream().map(RecordingWindowsTest::first)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
        assertThat(split.test().stream().map(RecordingWindowsTest::first)).containsExactly(13.0, 15.0);
        assertThat(((Sequence.Series) split.test().get(1).sequence()).steps()).isEqualTo(4);
    }

    @Test
    void windows_labels_areThoseOfTheirRule() {
        Example recording = recording("abb-cccbaa--");
        assertThat(labels(Label.LAST, recording)).containsExactly(label("b"), label("b"), label("a"));
        assertThat(labels(Label.FIRST, recording)).containsExactly(label("a"), label("c"), label("a"));
        assertThat(labels(Label.MAJORITY, recording)).containsExactly(label("b"), label("c"), label("a"));
        assertThat(labels(Label.LAST, recording("----"))).containsExactly(new Target.Missing());
    }

    /** A weight belongs to the step whose label the window has. */
    @Test
    void windows_weights_areThoseOfTheStepsWithALabel() {
        List<Target> targets = List.of(label("-"), label("x"), label("y"), label("-"));
        Example weighed = recording("----")
                .with(
                        recording("----").inputs(),
                        Map.of(Example.TARGET, new Target.Steps(targets, List.of(1.0, 5.0, 2.0, 1.0))));

        assertThat(weight(Label.LAST, weighed)).isEqualTo(2);
        assertThat(weight(Label.FIRST, weighed)).isEqualTo(5);
        assertThat(weight(Label.MAJORITY, weighed)).isEqualTo(3.5);
    }

    private static double weight(Label label, Example recording) {
        return cut(new WindowsConfig(4, 0, label), 0, recording)
                .training()
                .getFirst()
                .weight();
    }

    @Test
    void windows_longerThanNumbersGo_areTheRecording() {
        int huge = Integer.MAX_VALUE;

        assertThat(cut(new WindowsConfig(huge, huge, Label.STEPS), 0, recording("abc"))
                        .training())
                .containsExactly(recording("abc"));
        assertThat(cut(new WindowsConfig(2, huge, Label.STEPS), 0, recording("abc"))
                        .training())
                .hasSize(1);
    }

    private static List<Target> labels(Label label, Example recording) {
        return cut(new WindowsConfig(4, 0, label), 0, recording).training().stream()
                .map(Example::target)
                .toList();
    }

    @Test
    void windows_ofAShortRecording_isItself() {
        Split split = cut(new WindowsConfig(10, 5, Label.STEPS), 0, recording("abc"));
        assertThat(split.training()).containsExactly(recording("abc"));
    }

    @Test
    void new_keysWithoutLength_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WindowsConfig(0, 3, Label.STEPS));
    }
}
