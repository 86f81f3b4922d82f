package dev.sluice.core.baseline.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class NextBaselinesTest {
    @Test
    void kneserNey_text_answersEachStepButTheLastSymbol() {
        Example text = new Example(
                Map.of(Batch.TOKENS, new Sequence.Text("abababac")), Map.of(Example.TARGET, new Target.Next()));
        BaselineTask task = task(List.of(text), ClassEncoding.Form.NUMBER, ColumnNames.none());

        Baseline.Fitted fitted = new KneserNey(new KneserNey.Options(2, 0.75)).fit(task);
        Matrix answer = fitted.predict(text.withoutTargets());

        // Padding, unknown, a, b, c.
        assertThat(answer.columns()).isEqualTo(5);
        assertThat(answer.rows()).isEqualTo(7).isEqualTo(task.rows(text));
        assertThat(answer.get(0, 3)).isGreaterThan(answer.get(0, 4)).isGreaterThan(answer.get(0, 2));
        assertThat(task.answer(text).array()).containsExactly(3, 2, 3, 2, 3, 2, 4);
        assertThat(fitted.predict(text.withoutTargets(), 2, 4).array())
                .isEqualTo(answer.rows(2, 4).array());
        assertThat(fitted.description()).isEqualTo("Kneser-Ney, 2-grams, discount 0.75");
    }

    @Test
    void onAndOff_frames_countsWhatFollows() {
        Example frames = new Example(
                new Sequence.Series(Matrix.wrap(4, 2, new double[] {1, 0, 1, 0, 0, 1, 1, 1})),
                new Target.Steps(List.of(on("60"), on("61"), on("60", "61"), on())));
        ColumnNames columns = new ColumnNames(Map.of(Batch.FEATURES, List.of("60", "61")), "");
        BaselineTask task = task(List.of(frames), ClassEncoding.Form.ZEROS_AND_ONES, columns);

        Matrix answer = new OnAndOff().fit(task).predict(frames.withoutTargets());

        // 60 is on three times, then on, off, off; off once, then on. 61 is off twice, then off, on; on twice, then on,
        // off.
        assertThat(answer.rows(0, 1).array()).containsExactly(new double[] {Math.log(2.0 / 3), 0}, within(1e-12));
        assertThat(answer.rows(2, 3).array()).containsExactly(new double[] {Math.log(2), 0}, within(1e-12));
    }

    @Test
    void refusal_otherTasks_saysWhatIsNeeded() {
        Example frames =
                new Example(new Sequence.Series(Matrix.zeros(1, 2)), new Target.Steps(List.of(on("60", "61"))));
        BaselineTask unnamed = task(List.of(frames), ClassEncoding.Form.ZEROS_AND_ONES, ColumnNames.none());

        assertThat(new OnAndOff().refusal(unnamed))
                .hasValueSatisfying(reason -> assertThat(reason).contains("same name"));
        assertThat(new KneserNey(new KneserNey.Options(0, 0)).refusal(unnamed))
                .hasValueSatisfying(reason -> assertThat(reason).contains("next symbol"));
    }

    private static Target on(String... numbers) {
        return new Target.Labels(new TreeSet<>(List.of(numbers)));
    }

    private static BaselineTask task(List<Example> examples, ClassEncoding.Form form, ColumnNames columns) {
        DataContract fitted = DataContract.fit(Preparation.of(TextConfig.defaults(), form), Split.ofTraining(examples));
        DataContract contract = new DataContract(fitted.inputs(), fitted.lengths(), fitted.targets(), columns);
        return new BaselineTask(Example.TARGET, contract, examples, List.of(), 1, 0);
    }
}
