package dev.sluice.core.data;

import dev.sluice.core.error.Printable;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds classes that cannot be learned, and names that may mean the same.
 *
 * @param target name of the target
 * @param everyStep whether each step has its own
 * @param training examples
 * @param all examples, those among them
 */
record ClassFindings(String target, boolean everyStep, List<Example> training, List<Example> all) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?(e[+-]?[0-9]{1,2})?");

    /** Counts the classes that are unusual. Modified: report. */
    void report(ClassEncoding classes, DataReport report) {
        Set<String> written = labels(ContractFit.targets(target, all, everyStep));
        Map<String, Set<String>> spellings = groups(written, Labels::canonical);
        report.note(
                "class_spellings_merged",
                written.size() - spellings.size(),
                "Class names with several equivalent Unicode spellings, each merged into one class: "
                        + DataFindings.some(merged(spellings)));
        Map<String, Set<String>> alike = groups(spellings.keySet(), ClassFindings::likeness);
        report.note(
                "classes_alike",
                several(alike).size(),
                "Classes whose names differ only in spelling: " + DataFindings.some(several(alike))
                        + "; if they mean the same, write them the same way");
        Set<String> unseen = new TreeSet<>(classes.labels().names());
        labels(ContractFit.targets(target, training, everyStep))
                .forEach(label -> unseen.remove(Labels.canonical(label)));
        report.note(
                "classes_without_training",
                unseen.size(),
                String.format(
                                Locale.ROOT,
                                "Classes without an example in the training part: %,d of %,d, ",
                                unseen.size(),
                                classes.size())
                        + DataFindings.some(unseen)
                        + "; they cannot be learned: change data.split, or add data");
        report.note(
                "classes_of_zeros_and_ones",
                areZerosAndOnes(classes) ? 1 : 0,
                "The classes of '" + target + "' are named "
                        + DataFindings.some(classes.labels().names())
                        + ", whatever column they are in; for columns of 0 and 1 that say which classes apply, use targets instead of"
                        + " labels, with train.loss: binary-cross-entropy: each column is then a class");
        if (classes.severalMayHold()) {
            report.count(
                    "targets_without_class",
                    ContractFit.targets(target, all, everyStep)
                            .filter(each -> each instanceof Target.Labels none
                                    && none.labels().isEmpty())
                            .count());
        }
    }

    /** One column with the classes 0 and 1 that exclude each other is as good as any; it is otherwise where several hold together. */
    private boolean areZerosAndOnes(ClassEncoding classes) {
        boolean together = classes.severalMayHold()
                || ContractFit.targets(target, all, everyStep)
                        .anyMatch(each -> each instanceof Target.Labels several
                                && several.labels().size() > 1);
        return together
                && classes.labels().names().stream()
                        .map(ClassFindings::likeness)
                        .allMatch(name -> name.equals("0") || name.equals("1"));
    }

    private static Set<String> labels(Stream<Target> targets) {
        return targets.filter(Target.Labels.class::isInstance)
                .flatMap(target -> ((Target.Labels) target).labels().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> groups(Set<String> names, UnaryOperator<String> form) {
        Map<String, Set<String>> groups = new TreeMap<>();
        names.forEach(name ->
                groups.computeIfAbsent(form.apply(name), key -> new TreeSet<>()).add(name));
        return groups;
    }

    /** They look the same, so each is named once. */
    private static List<String> merged(Map<String, Set<String>> groups) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> several(Map<String, Set<String>> groups) {
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> group.stream()
                        .map(name -> "'" + Printable.word(name) + "'")
                        .collect(Collectors.joining(" and ")))
                .toList();
    }

    /** A form in which names are equal that people mean the same by: {@code 4} and {@code 4.0}, {@code Yes} and {@code yes}. */
    private static String likeness(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
        return NUMBER.matcher(plain).matches()
                ? new BigDecimal(plain).stripTrailingZeros().toPlainString()
                : plain;
    }
}
