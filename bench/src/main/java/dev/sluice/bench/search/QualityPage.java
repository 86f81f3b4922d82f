package dev.sluice.bench.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The comparison as a page of Markdown: for each function a row for each sampler, with medians and quartiles over seeds. */
final class QualityPage {
    private static final String OTHERS = "optuna ";

    private QualityPage() {}

    /**
     * The page.
     *
     * @param command that made it
     * @param facts lines on versions and settings
     */
    static String of(List<Regret> regrets, String command, List<String> facts) {
        StringBuilder page = new StringBuilder("# Samplers side by side\n\nMade by `" + command + "`.\n\n");
        facts.forEach(fact -> page.append("- ").append(fact).append('\n'));
        page.append("""

                Regret after 20, 50 and 100 trials: how far the value of the trial that looks best is above the minimum,
                without its noise; with two objectives, the hypervolume that is missing. Median over seeds, and quartiles in
                brackets; **bold** is the best median of a column.
                """);
        for (String function : distinct(regrets.stream().map(Regret::function).toList())) {
            page.append("\n## ").append(function).append("\n\n| sampler |");
            Quality.BUDGETS.forEach(trials -> page.append(' ').append(trials).append(" trials |"));
            page.append("\n| --- |")
                    .append(" --- |".repeat(Quality.BUDGETS.size()))
                    .append('\n');
            List<Regret> own = regrets.stream()
                    .filter(each -> each.function().equals(function))
                    .toList();
            for (String sampler : distinct(own.stream().map(Regret::sampler).toList())) {
                page.append("| ").append(sampler).append(" |");
                for (int trials : Quality.BUDGETS) {
                    page.append(' ').append(cell(own, sampler, trials)).append(" |");
                }
                page.append('\n');
            }
        }
        return page.toString();
    }

    private static String cell(List<Regret> regrets, String sampler, int trials) {
        double[] sorted = sorted(regrets, sampler, trials);
        if (sorted.length == 0) {
            return "";
        }
        double least = distinct(regrets.stream().map(Regret::sampler).toList()).stream()
                .map(other -> sorted(regrets, other, trials))
                .filter(values -> values.length > 0)
                .mapToDouble(values -> quantile(values, 0.5))
                .min()
                .orElse(Double.NaN);
        double median = quantile(sorted, 0.5);
        String mark = median == least ? "**" : "";
        return mark + number(median) + mark + " (" + number(quantile(sorted, 0.25)) + ", "
                + number(quantile(sorted, 0.75)) + ")";
    }

    private static double[] sorted(List<Regret> regrets, String sampler, int trials) {
        return regrets.stream()
                .filter(each -> each.sampler().equals(sampler) && each.trials() == trials)
                .mapToDouble(Regret::value)
                .sorted()
                .toArray();
    }

    /** With straight lines between neighbors. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static String number(double value) {
        return Math.abs(value) < 0.001 && value != 0
                ? String.format(Locale.ROOT, "%.1e", value)
                : Math.abs(value) < 100
                        ? String.format(Locale.ROOT, "%.3g", value)
                        : String.format(Locale.ROOT, "%.0f", value);
    }

    private static List<String> distinct(List<String> names) {
        Set<String> distinct = new LinkedHashSet<>();
        names.stream().filter(name -> !name.startsWith(OTHERS)).forEach(distinct::add);
        distinct.addAll(names);
        return new ArrayList<>(distinct);
    }
}
