package dev.sluice.core.data.measurement;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.column.NumberColumn;
import dev.sluice.core.data.column.TextColumn;
import dev.sluice.core.data.table.Role;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.data.table.TableRows;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The measurements of a file: what each row measures, in the order of series and time. Safe for several threads.
 *
 * @param rows of each series
 * @param names of what is read, features first
 * @param codes place in the names of what each row measures; -1 if it is not read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Measured(Table table, TableRows rows, List<String> names, int[] codes, NumberColumn times, NumberColumn values) {
    private static final int SHOWN = 5;

    /**
     * The measurements of a table.
     *
     * @param names of what is read
     * @param report takes what is counted. Modified.
     */
    static Measured of(Table table, List<String> names, DataReport report) {
        TableOptions options = table.options();
        TextColumn words = table.texts(options.categories().getFirst(), Role.TEXT_OR_EMPTY);
        Set<String> others = new LinkedHashSet<>();
        int[] codes = words.numbers(table.size(), word -> {
            int code = names.indexOf(word.strip());
            if (code < 0) {
                others.add(word.strip());
            }
            return code;
        });
        long unread = 0;
        for (int code : codes) {
            unread += code < 0 ? 1 : 0;
        }
        List<String> shown = others.stream().limit(SHOWN).map(Printable::word).toList();
        report.note(
                "measurements_not_read",
                unread,
                String.format(
                        Locale.ROOT,
                        "Measurements that are not used as features: %,d of %,d, of %s%s",
                        unread,
                        codes.length,
                        String.join(", ", shown),
                        others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " others" : ""));
        return new Measured(
                table,
                TableRows.of(table, false, report),
                List.copyOf(names),
                codes,
                table.numbers(options.time(), Role.TIME),
                table.numbers(options.features().getFirst(), Role.NUMBER_OR_MISSING));
    }

    /** The time of a row as people write it. */
    String written(int row) {
        return table.written(times.get(row));
    }

    /**
     * Requires that each name is measured somewhere.
     *
     * @throws DataException with near names if one is not
     */
    void requireAll() {
        boolean[] seen = new boolean[names.size()];
        for (int code : codes) {
            if (code >= 0) {
                seen[code] = true;
            }
        }
        String column = table.options().categories().getFirst();
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                TextColumn words = table.texts(column, Role.TEXT_OR_EMPTY);
                List<String> there = new ArrayList<>();
                words.numbers(codes.length, word -> {
                    if (!there.contains(word.strip())) {
                        there.add(word.strip());
                    }
                    return 0;
                });
                throw new DataException(table.file(0) + ", column '" + Printable.word(column) + "': no row measures '"
                        + Printable.word(names.get(i)) + "'" + Suggestions.choice(names.get(i), "there is", there));
            }
        }
    }
}
