package dev.sluice.core.data.csv;

import dev.sluice.core.data.table.Duplicates;
import dev.sluice.core.data.table.TableLayout;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.data.table.TableTarget;
import dev.sluice.core.data.table.TimeOptions;
import java.util.List;
import java.util.Map;

/** Options of the file {@code data.csv}, one by one; what is not given is as in an experiment that does not give it. */
public final class CsvFixture {
    private List<String> file = List.of("data.csv");
    private List<String> validation = List.of();
    private List<String> test = List.of();
    private TableLayout layout = TableLayout.STEPS;
    private String timeFormat = "";
    private String timeZone = "";
    private boolean sort;
    private Duplicates duplicates = Duplicates.REFUSE;
    private String thousands = "";
    private boolean header = true;
    private String cache = "";
    private String text = "";
    private String tokens = "";
    private List<String> id = List.of();
    private String time = "";
    private List<String> features = List.of();
    private List<String> staticFeatures = List.of();
    private List<String> categories = List.of();
    private List<String> staticCategories = List.of();
    private List<String> labels = List.of();
    private List<String> targets = List.of();
    private boolean perStep;
    private Map<String, TableTarget> targetsByName = Map.of();
    private String part = "";
    private List<String> group = List.of();
    private String weight = "";
    private String delimiter = ",";
    private String labelSeparator = "";
    private CsvQuoting quoting = CsvQuoting.AUTO;
    private String decimal = ".";
    private List<String> missing = List.of();
    private String encoding = "utf-8";
    private List<String> columns = List.of();

    public CsvFixture text(String column) {
        text = column;
        return this;
    }

    public CsvFixture tokens(String column) {
        tokens = column;
        return this;
    }

    public CsvFixture id(String... given) {
        id = List.of(given);
        return this;
    }

    public CsvFixture time(String column) {
        time = column;
        return this;
    }

    public CsvFixture features(String... given) {
        features = List.of(given);
        return this;
    }

    public CsvFixture staticFeatures(String... given) {
        staticFeatures = List.of(given);
        return this;
    }

    public CsvFixture categories(String... given) {
        categories = List.of(given);
        return this;
    }

    public CsvFixture staticCategories(String... given) {
        staticCategories = List.of(given);
        return this;
    }

    public CsvFixture labels(String... given) {
        labels = List.of(given);
        return this;
    }

    public CsvFixture targets(String... given) {
        targets = List.of(given);
        return this;
    }

    public CsvFixture perStep() {
        perStep = true;
        return this;
    }

    public CsvFixture targetsByName(Map<String, TableTarget> given) {
        targetsByName = given;
        return this;
    }

    public CsvFixture part(String column) {
        part = column;
        return this;
    }

    public CsvFixture group(String... given) {
        group = List.of(given);
        return this;
    }

    public CsvFixture weight(String column) {
        weight = column;
        return this;
    }

    public CsvFixture delimiter(String sign) {
        delimiter = sign;
        return this;
    }

    public CsvFixture labelSeparator(String sign) {
        labelSeparator = sign;
        return this;
    }

    public CsvFixture quoting(CsvQuoting given) {
        quoting = given;
        return this;
    }

    public CsvFixture decimal(String sign) {
        decimal = sign;
        return this;
    }

    public CsvFixture missing(String... marks) {
        missing = List.of(marks);
        return this;
    }

    public CsvFixture encoding(String name) {
        encoding = name;
        return this;
    }

    public CsvFixture columns(String... names) {
        columns = List.of(names);
        return this;
    }

    public CsvFixture validation(String... names) {
        validation = List.of(names);
        return this;
    }

    public CsvFixture test(String... names) {
        test = List.of(names);
        return this;
    }

    public CsvFixture file(String... names) {
        file = List.of(names);
        return this;
    }

    public CsvFixture layout(TableLayout given) {
        layout = given;
        return this;
    }

    public CsvFixture timeFormat(String pattern) {
        timeFormat = pattern;
        return this;
    }

    public CsvFixture timeZone(String zone) {
        timeZone = zone;
        return this;
    }

    public CsvFixture sort() {
        sort = true;
        return this;
    }

    public CsvFixture duplicates(Duplicates given) {
        duplicates = given;
        return this;
    }

    public CsvFixture thousands(String sign) {
        thousands = sign;
        return this;
    }

    public CsvFixture noHeader() {
        header = false;
        return this;
    }

    public CsvFixture cache(String folder) {
        cache = folder;
        return this;
    }

    public CsvOptions options() {
        TableOptions table = new TableOptions(
                layout,
                text,
                tokens,
                id,
                time,
                new TimeOptions(timeFormat, timeZone, sort),
                duplicates,
                features,
                staticFeatures,
                categories,
                staticCategories,
                labels,
                targets,
                perStep,
                Map.of(),
                targetsByName,
                part,
                group,
                weight,
                labelSeparator,
                missing);
        CsvForm form = new CsvForm(delimiter, quoting, decimal, thousands, encoding, columns, header);
        return new CsvOptions(file, validation, test, table, form, cache);
    }
}
