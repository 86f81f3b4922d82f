package dev.sluice.core.baseline.text;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and its classes.
 *
 * @param symbols in their order
 * @param classes numbers of the right classes, in ascending order
 */
record ClassifiedText(List<String> symbols, List<Integer> classes) {
    /** The texts of examples that a task gives. */
    static List<ClassifiedText> of(BaselineTask task, List<Example> examples) {
        return examples.stream()
                .map(example -> new ClassifiedText(symbols(task, example), classes(task.answer(example))))
                .toList();
    }

    /** The symbols of all texts of an example, one after the other. */
    static List<String> symbols(BaselineTask task, Example example) {
        List<String> symbols = new ArrayList<>();
        example.inputs().forEach((name, input) -> symbols.addAll(task.symbols(name, input)));
        return symbols;
    }

    private static List<Integer> classes(Matrix answer) {
        List<Integer> classes = new ArrayList<>();
        for (int c = 0; c < answer.columns(); c++) {
            if (answer.get(0, c) > 0) {
                classes.add(c);
            }
        }
        return classes;
    }
}
