package dev.sluice.cluster.score;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.forecast.ForecastInputs;
import dev.sluice.export.OnnxScorer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Predicts the rows of a partition, in their order, some hundreds at a time. */
final class ScorePartition implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final int ROWS = 1024;

    private final SentModel model;
    private final RowInputs inputs;
    private final ScoreSchema schema;

    /** Creates the task. */
    ScorePartition(SentModel model, RowInputs inputs, ScoreSchema schema) {
        this.model = model;
        this.inputs = inputs;
        this.schema = schema;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        OnnxScorer scorer = model.open();
        return new Iterator<>() {
            private final Deque<Row> ready = new ArrayDeque<>();

            @Override
            public boolean hasNext() {
                return !ready.isEmpty() || rows.hasNext();
            }

            @Override
            public Row next() {
                if (ready.isEmpty()) {
                    List<Row> some = new ArrayList<>();
                    while (some.size() < ROWS && rows.hasNext()) {
                        some.add(rows.next());
                    }
                    ready.addAll(scored(scorer, some));
                }
                return ready.remove();
            }
        };
    }

    private List<Row> scored(OnnxScorer scorer, List<Row> rows) {
        List<Map<String, Sequence>> examples = new ArrayList<>();
        List<@Nullable String> reasons = new ArrayList<>();
        Function<Map<String, Sequence>, Map<String, Sequence>> preparation = preparation(scorer.contract());
        for (Row row : rows) {
            try {
                examples.add(preparation.apply(inputs.of(row)));
                reasons.add(null);
            } catch (DataException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        Iterator<OnnxScorer.Answer> answers =
                scorer.score(examples, Integer.MAX_VALUE).iterator();
        List<Row> scored = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String reason = reasons.get(i);
            scored.add(with(
                    rows.get(i),
                    reason != null
                            ? schema.refused(reason)
                            : switch (answers.next()) {
                                case OnnxScorer.Outputs outputs -> schema.values(outputs.outputs());
                                case OnnxScorer.Refused refused -> schema.refused(refused.reason());
                            }));
        }
        return scored;
    }

    /** What makes the inputs of the model of those that were read. */
    private static Function<Map<String, Sequence>, Map<String, Sequence>> preparation(DataContract contract) {
        if (contract.target() instanceof TargetEncoding.Horizon) {
            ForecastInputs forecast = new ForecastInputs(contract);
            return read -> forecast.after(new Example(read, Map.of()));
        }
        return contract.changes()::apply;
    }

    private static Row with(Row row, List<@Nullable Object> more) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            values.add(row.get(i));
        }
        values.addAll(more);
        return RowFactory.create(values.toArray());
    }
}
