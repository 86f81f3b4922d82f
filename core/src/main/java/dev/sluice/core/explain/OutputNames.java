package dev.sluice.core.explain;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.train.distribution.DistributionFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The outputs of a head as tables of predictions and exported files call them: its classes, or the columns of its numbers, and with a dot what else
 * is said of each, such as {@code load@+1.q0.95}.
 *
 * @param names by column
 * @param usual the column that is explained unless another is asked for; empty for classes, of which the likeliest is
 */
record OutputNames(List<String> names, OptionalInt usual) {
    /**
     * Those of a head.
     *
     * @param form of its numbers
     * @param columns that it has
     */
    static OutputNames of(DataContract contract, String head, OutputForm form, int columns) {
        TargetEncoding target = contract.targets().get(head);
        if (target != null && target.columns() instanceof ClassEncoding classes) {
            List<String> labels = classes.labels().names();
            return new OutputNames(labels.size() == columns ? labels : counted(columns), OptionalInt.empty());
        }
        List<String> known = contract.columns().of(head);
        int width = columns / form.width();
        List<String> numbers = known.size() == width ? known : counted(width);
        int point = form instanceof DistributionFamily family ? family.pointBlock() : 0;
        List<String> names = new ArrayList<>();
        for (int block = 0; block < form.width(); block++) {
            String part = block == point ? "" : "." + form.blocks().get(block).name();
            numbers.forEach(number -> names.add(number + part));
        }
        int usual = point >= 0 ? point : firstLocation(form);
        return new OutputNames(List.copyOf(names), OptionalInt.of(usual * width));
    }

    private static List<String> counted(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).toList();
    }

    /** A mixture has no block that is its mean. */
    private static int firstLocation(OutputForm form) {
        return IntStream.range(0, form.width())
                .filter(block -> form.blocks().get(block).kind() == OutputForm.Kind.LOCATION)
                .findFirst()
                .orElse(0);
    }
}
