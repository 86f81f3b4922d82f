package dev.sluice.core.data.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What is known of a file beside its cells, so that it need not be read again where these are in a cache.
 *
 * @param names of the columns of the file
 * @param cells that are kept
 * @param findings of the reading
 */
public record TableContent(List<String> names, List<TableCell> cells, List<TableFinding> findings) {
    public TableContent {
        names = List.copyOf(names);
        cells = List.copyOf(cells);
        findings = List.copyOf(findings);
    }

    /** All of it as words. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Integer.toString(names.size()));
        words.addAll(names);
        words.add(Integer.toString(cells.size()));
        cells.forEach(cell -> words.addAll(List.of(cell.name(), cell.role().name())));
        words.add(Integer.toString(findings.size()));
        findings.forEach(
                finding -> words.addAll(List.of(finding.name(), Long.toString(finding.number()), finding.sentence())));
        return words;
    }

    public static TableContent of(List<String> words) {
        Iterator<String> next = words.iterator();
        List<String> names = new ArrayList<>();
        for (int count = Integer.parseInt(next.next()); count > 0; count--) {
            names.add(next.next());
        }
        List<TableCell> cells = new ArrayList<>();
        for (int count = Integer.parseInt(next.next()); count > 0; count--) {
            cells.add(new TableCell(next.next(), Role.valueOf(next.next())));
        }
        List<TableFinding> findings = new ArrayList<>();
        for (int count = Integer.parseInt(next.next()); count > 0; count--) {
            findings.add(new TableFinding(next.next(), Long.parseLong(next.next()), next.next()));
        }
        return new TableContent(names, cells, findings);
    }
}
