package dev.sluice.cli;

import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.Registry;
import dev.sluice.testkit.Check;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs checks and prints a line for each promise, with what is wrong below it. */
final class CheckReport {
    private static final int PROMISE_COLUMNS = 54;
    private static final int WIDTH = 100;
    private static final int MOST_VARIANTS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private final Set<String> told = new HashSet<>();
    private int checked;
    private int broken;

    CheckReport(PrintWriter out) {
        this.out = out;
    }

    void begin(Component<?, ?> component, LoadedPlugin plugin) {
        told.clear();
        out.println(Registry.words(component.kind()) + " " + component.id() + "  " + component.description());
        out.println("  from " + plugin.id() + " " + plugin.version() + ", " + plugin.source());
        out.println();
    }

    /** Runs all variants of one promise after the other, and says at once how it went; true if all are kept. */
    boolean run(List<Check> checks) {
        int before = broken;
        Map<String, List<Check>> promises = new LinkedHashMap<>();
        checks.forEach(check -> promises.computeIfAbsent(check.promise(), promise -> new ArrayList<>())
                .add(check));
        promises.forEach(this::run);
        out.println();
        return broken == before;
    }

    private void run(String promise, List<Check> variants) {
        List<String> where = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (Check check : variants) {
            Optional<String> finding = check.finding();
            if (finding.isPresent()) {
                where.add(check.variant());
                findings.add(finding.get());
            }
        }
        checked += variants.size();
        broken += findings.size();
        boolean kept = findings.isEmpty();
        String count = variants.size() == 1
                ? ""
                : kept ? variants.size() + " variants" : where.size() + " of " + variants.size() + " variants";
        out.println(String.format(
                        Locale.ROOT, "  %-7s %-" + PROMISE_COLUMNS + "s %s", kept ? "ok" : "BROKEN", promise, count)
                .stripTrailing());
        if (!kept) {
            if (variants.size() > 1) {
                List<String> first = where.subList(0, Math.min(MOST_VARIANTS, where.size()));
                wrapped("in " + String.join("; ", first) + (where.size() > first.size() ? "; …" : ""));
            }
            // One mistake breaks many promises: what differs in numbers alone is told once.
            boolean news = told.add(findings.getFirst().replaceAll("[0-9]+", "#"));
            wrapped(news ? findings.getFirst() : "the same as above");
        }
        out.flush();
    }

    void note(String line) {
        wrapped(line);
        out.println();
    }

    /** Prints the sum; true if all promises are kept. */
    boolean finish() {
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        String sum = broken == 0 ? "all promises are kept" : broken + (broken == 1 ? " is broken" : " are broken");
        out.println(String.format(Locale.ROOT, "%,d checks in %.1f s: %s", checked, seconds, sum));
        return broken == 0;
    }

    private void wrapped(String text) {
        String indent = " ".repeat(10);
        for (String paragraph : text.split("\n")) {
            StringBuilder line = new StringBuilder(indent);
            for (String word : paragraph.strip().split(" ")) {
                if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
                    out.println(line.toString().stripTrailing());
                    line = new StringBuilder(indent);
                }
                line.append(word).append(' ');
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
