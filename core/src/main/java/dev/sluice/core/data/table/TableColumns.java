package dev.sluice.core.data.table;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of each input and target, ranges among them replaced by the columns that they span.
 *
 * @param options that name them
 * @param inputs by name
 */
public record TableColumns(TableOptions options, Map<String, TableInput> inputs) {
    private static final String TO = "..";

    /** The columns in a file. */
    public static TableColumns of(TableOptions options, TableNames names) {
        Map<String, TableInput> inputs = new LinkedHashMap<>();
        options.allInputs()
                .forEach((name, input) -> inputs.put(
                        name,
                        new TableInput(
                                input.text(),
                                input.tokens(),
                                spanned("features", input.features(), names),
                                spanned("static_features", input.staticFeatures(), names))));
        return new TableColumns(options, inputs);
    }

    /** {@code V2..V9} is the columns from V2 to V9, {@code V2..} those from V2 on, unless a column is called so. */
    private static List<String> spanned(String key, List<String> given, TableNames names) {
        List<String> all = new ArrayList<>();
        for (String name : given) {
            int at = name.indexOf(TO);
            if (at < 0 || names.names().contains(name)) {
                all.add(name);
                continue;
            }
            String last = name.substring(at + TO.length()).strip();
            int from = names.place(name.substring(0, at).strip());
            int to = last.isEmpty() ? names.names().size() - 1 : names.place(last);
            all.addAll(names.names().subList(from, Math.max(from, to + 1)));
        }
        Set<String> once = new HashSet<>();
        for (String name : all) {
            if (!once.add(name)) {
                throw new DataException(names.where() + ": each column is read once, but " + key + " names '"
                        + Printable.word(name) + "' twice, by itself or in a range; name it once");
            }
        }
        return all;
    }

    /** Columns that are an input and a target, too. */
    Set<String> readAndPredicted() {
        Set<String> read = new TreeSet<>(options.categories());
        read.addAll(options.staticCategories());
        inputs.values().forEach(input -> read.addAll(input.columns()));
        Set<String> predicted = new TreeSet<>();
        options.allTargets().values().forEach(target -> predicted.addAll(target.columns()));
        read.retainAll(predicted);
        return read;
    }

    /** What is kept of a file. */
    public List<TableCell> cells(boolean targets) {
        Set<TableCell> cells = new LinkedHashSet<>();
        options.id().forEach(name -> cells.add(new TableCell(name, Role.TEXT)));
        inputs.values().forEach(input -> {
            add(cells, Role.TEXT, input.text(), input.tokens());
            input.features().forEach(name -> add(cells, Role.NUMBER_OR_MISSING, name));
            input.staticFeatures().forEach(name -> add(cells, Role.NUMBER_OR_MISSING, name));
        });
        options.categories().forEach(name -> add(cells, Role.TEXT_OR_EMPTY, name));
        options.staticCategories().forEach(name -> add(cells, Role.TEXT_OR_EMPTY, name));
        add(cells, Role.TIME, options.time());
        if (targets) {
            options.allTargets().values().forEach(target -> {
                target.labels().forEach(name -> add(cells, Role.TEXT_OR_EMPTY, name));
                target.numbers().forEach(name -> add(cells, Role.NUMBER_OR_MISSING, name));
            });
            add(cells, Role.TEXT_OR_EMPTY, options.part());
            options.group().forEach(name -> add(cells, Role.TEXT, name));
            add(cells, Role.NUMBER, options.weight());
        }
        return List.copyOf(cells);
    }

    private static void add(Set<TableCell> cells, Role role, String... names) {
        for (String name : names) {
            if (!name.isEmpty()) {
                cells.add(new TableCell(name, role));
            }
        }
    }
}
