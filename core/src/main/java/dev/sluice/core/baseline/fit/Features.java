package dev.sluice.core.baseline.fit;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import java.util.List;

/** Rows of numbers that stand for an example: one row, or one for each step where there is a target at each. */
public interface Features {
    /** Rows of equally many numbers; NaN where nothing is known. */
    List<double[]> of(Example example);

    /** In words: {@code summary numbers}. */
    String words();

    /** The features that suit a task: of steps where there is a target at each, else summary numbers of the whole example. */
    static Features forTask(BaselineTask task) {
        return task.everyStep() ? new StepNumbers() : new SummaryNumbers();
    }
}
