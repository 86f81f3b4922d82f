package dev.sluice.core.data.split;

import dev.sluice.core.data.ColumnNumbers;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Sequence;
import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What must be known of all examples before one of them is put into its part.
 *
 * @param tested whether the source says of some that they are for the test
 * @param validated whether it says of some that they are for validation
 * @param cut whether series are cut by time
 * @param borders times at which training, validation, test and what is not used begin; none where each series has its own
 */
public record Survey(boolean tested, boolean validated, boolean cut, List<Double> borders) implements Serializable {
    private static final int TWO = 2;

    /** Copies the list. */
    public Survey {
        borders = List.copyOf(borders);
    }

    static Survey of(SplitConfig config, Pieces all, boolean cut) {
        boolean tested = hasPart(all, Example.Part.TEST);
        boolean validated = hasPart(all, Example.Part.VALIDATION);
        if (config.by() == SplitConfig.By.GROUP) {
            requireGroups(all);
        }
        boolean byTime = config.by() == SplitConfig.By.TIME;
        boolean steps = byTime
                && (cut || all.ask(piece -> piece.stream().allMatch(TimeSplit::hasStepsOfItsOwn), Boolean::logicalAnd));
        boolean relative =
                config.training() < 1 && (validated || config.validation() < 1) && (tested || config.test() < 1);
        boolean common = steps
                && relative
                && all.ask(piece -> piece.stream().allMatch(TimeSplit::hasTimes), Boolean::logicalAnd);
        return new Survey(
                tested, validated, steps, common ? borders(config.others(validated, tested), all) : List.of());
    }

    private static boolean hasPart(Pieces all, Example.Part part) {
        return all.ask(piece -> piece.stream().anyMatch(example -> example.part() == part), Boolean::logicalOr);
    }

    /** One group would be one part. */
    private static void requireGroups(Pieces all) {
        TreeSet<String> groups = all.ask(Survey::groups, (a, b) -> {
            a.addAll(b);
            return a;
        });
        if (groups.size() == 1 && !groups.first().isEmpty()) {
            throw new DataException("examples are divided by group (data.split.by), but all are of one, '"
                    + groups.first() + "'; name another column (group), or divide them another way");
        }
    }

    /** Two are enough to tell that there are several. */
    private static TreeSet<String> groups(List<Example> piece) {
        return piece.stream().map(Example::group).distinct().limit(TWO).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Double> borders(SplitConfig config, Pieces all) {
        ColumnNumbers times = new ColumnNumbers(
                all,
                piece -> piece.stream().flatMapToDouble(example -> {
                    Sequence.Series series = TimeSplit.timed(example);
                    return IntStream.range(0, series.steps()).mapToDouble(series::time);
                }));
        long count = times.count();
        Borders at = Borders.of(config, count);
        return LongStream.of(at.start(), at.validation(), at.test(), at.end())
                .mapToObj(place -> place < count ? times.at(place)[0] : Double.POSITIVE_INFINITY)
                .toList();
    }
}
