package dev.sluice.core.data.csv;

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
record CsvContent(List<String> names, List<CsvCell> cells, List<CsvFinding> findings) {
    CsvContent {
        names = List.copyOf(names);
        cells = List.copyOf(cells);
        findings = List.copyOf(findings);
    }

    /** All of it as words. */
    List<String> words() {
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

    static CsvContent of(List<String> words) {
        Iterator<String> next = words.iterator();
        List<String> names = new ArrayList<>();
        for (int count = Integer.parseInt(next.next()); count > 0; count--) {
            names.add(next.next());
        }
        List<CsvCell> cells = new ArrayList<>();
        for (int count = Integer.parseInt(next.next()); count > 0; count--) {
            cells.add(new CsvCell(next.next(), CsvRole.valueOf(next.next())));
        }
        List<CsvFinding> findings = new ArrayList<>();
        for (int count = Integer.parseInt(next.next()); count > 0; count--) {
            findings.add(new CsvFinding(next.next(), Long.parseLong(next.next()), next.next()));
        }
        return new CsvContent(names, cells, findings);
    }
}
