package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of many examples: an int for each example, or for each of its steps. With many classes their columns would be larger
 * than the inputs. Mutable.
 */
final class ClassCodes {
    private final TargetEncoding encoding;
    private final Map<Target, Integer> known = new HashMap<>();
    private final List<Tensor> columns = new ArrayList<>();
    private final IntRows codes = new IntRows();

    ClassCodes(TargetEncoding encoding) {
        this.encoding = encoding;
    }

    /**
     * Adds the target of the next example.
     *
     * @throws DataException if it does not fit
     */
    void add(Target target) {
        if (!encoding.everyStep()) {
            codes.add(code(target));
            return;
        }
        List<Target> steps = TargetEncoding.EveryStep.steps(target);
        int[] row = new int[steps.size()];
        for (int t = 0; t < row.length; t++) {
            try {
                row[t] = code(steps.get(t));
            } catch (DataException e) {
                throw e.atStep(t);
            }
        }
        codes.add(row);
    }

    private int code(Target target) {
        Integer code = known.get(target);
        if (code == null) {
            columns.add(encoding.columns().encode(target));
            code = known.size();
            known.put(target, code);
        }
        return code;
    }

    /** The columns of an example, {@code [C]} or {@code [T, C]}. Not to be modified. */
    Tensor get(int example) {
        int[] row = codes.get(example);
        if (!encoding.everyStep()) {
            return columns.get(row[0]);
        }
        int size = encoding.width();
        Tensor steps = Tensor.zeros(row.length, size);
        for (int t = 0; t < row.length; t++) {
            System.arraycopy(columns.get(row[t]).array(), 0, steps.array(), t * size, size);
        }
        return steps;
    }
}
