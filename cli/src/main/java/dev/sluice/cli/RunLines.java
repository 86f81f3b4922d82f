package dev.sluice.cli;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Spread;
import dev.sluice.core.train.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Runs as lines of id, state and figures on the test part; those of a group in one line, with mean and spread. */
final class RunLines {
    private static final Pattern FIGURE = Pattern.compile("-?[0-9]+(\\.[0-9]*)?(E-?[0-9]+)?");
    private static final String FINISHED = "finished";
    private static final String TEST = "test.";
    private static final String EXAMPLES = TEST + "examples";

    private RunLines() {}

    /**
     * The lines, in the order of the runs; a group stands where the first of its runs does.
     *
     * @param each whether each run of a group has a line of its own
     */
    static List<List<String>> of(List<RunFacts> runs, boolean each) {
        Map<String, List<RunFacts>> groups = new LinkedHashMap<>();
        for (RunFacts run : runs) {
            String id = fact(run, "id");
            groups.computeIfAbsent(
                            each ? id : run.group(FactGroup.RUN).getOrDefault("group", id), none -> new ArrayList<>())
                    .add(run);
        }
        return groups.values().stream()
                .map(group -> group.size() == 1 ? line(group.getFirst()) : line(group))
                .toList();
    }

    private static String fact(RunFacts run, String name) {
        return run.group(FactGroup.RUN).getOrDefault(name, "");
    }

    private static List<String> line(RunFacts run) {
        return List.of(fact(run, "id"), fact(run, "state"), (figures(run) + "  " + tags(run)).strip());
    }

    private static List<String> line(List<RunFacts> group) {
        RunFacts first = group.getFirst();
        List<RunFacts> finished = group.stream().filter(RunLines::isFinished).toList();
        String members = fact(first, "members");
        String state = String.valueOf(finished.size()).equals(members)
                ? members + " runs"
                : finished.size() + " of " + members + " runs, " + fact(group.getLast(), "state");
        return List.of(fact(first, "group"), state, (spreads(finished) + "  " + tags(first)).strip());
    }

    private static String tags(RunFacts run) {
        String tags = fact(run, "tags");
        return tags.isEmpty() ? "" : "#" + tags.replace(", ", " #");
    }

    private static boolean isFinished(RunFacts run) {
        return FINISHED.equals(fact(run, "state"));
    }

    private static String spreads(List<RunFacts> runs) {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (RunFacts run : runs) {
            run.group(FactGroup.RESULTS).forEach((name, value) -> {
                if (isFigure(name) && FIGURE.matcher(value).matches()) {
                    figures.computeIfAbsent(name.substring(TEST.length()), none -> new ArrayList<>())
                            .add(Double.valueOf(value));
                }
            });
        }
        StringJoiner words = new StringJoiner("  ");
        figures.forEach((name, values) -> {
            Spread spread = Spread.of(values);
            words.add(name + " " + Scores.words(spread.mean(), spread.deviation()));
        });
        return words.toString();
    }

    private static boolean isFigure(String name) {
        return name.startsWith(TEST) && !name.equals(EXAMPLES);
    }

    /** The figures on the test part in one line, or the reason why there are none. */
    private static String figures(RunFacts run) {
        if (!isFinished(run)) {
            return fact(run, "message");
        }
        StringJoiner figures = new StringJoiner("  ");
        run.group(FactGroup.RESULTS).forEach((name, value) -> {
            if (isFigure(name)) {
                figures.add(name.substring(TEST.length()) + " "
                        + (FIGURE.matcher(value).matches() ? Scores.words(Double.parseDouble(value)) : value));
            } else if (name.equals("unreadable")) {
                figures.add(value);
            }
        });
        return figures.toString();
    }
}
