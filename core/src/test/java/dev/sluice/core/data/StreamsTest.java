package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static PreparedData data(StreamConfig stream, String... texts) {
        List<Example> examples = NextSymbols.of(IntStream.range(0, texts.length)
                .mapToObj(i -> new Example(Map.of(Batch.TOKENS, new Sequence.Text(texts[i])), Map.of()))
                .toList());
        Split split = new Split(
                NextSymbols.joined(examples, TextConfig.defaults().unlimited()),
                List.of(examples.getFirst()),
                List.of());
        return PreparedData.of(split, TextConfig.defaults().unlimited(), ClassEncoding.Form.NUMBER)
                .asStream(stream);
    }

    /** What each row reads and what it is to predict, as text. */
    private static List<String> rows(PreparedData data, Batch batch) {
        List<String> names = data.contract().target().columns() instanceof ClassEncoding classes
                ? classes.labels().names()
                : List.of();
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            StringBuilder text = new StringBuilder();
            for (int t = 0; t < batch.steps(); t++) {
                text.append(names.get((int) batch.input(Batch.TOKENS).get(t, row)));
            }
            text.append('>');
            for (int t = 0; t < batch.steps(); t++) {
                text.append(names.get((int) batch.target(Example.TARGET).get(t, row, 0)));
            }
            rows.add(text.toString());
        }
        return rows;
    }

    @Test
    void shuffled_stream_readsSectionsSideBySide() {
        PreparedData data = data(new StreamConfig(3, false), "abcdefghijklmnop");
        Batches batches = Batches.shuffled(data.training(), 2, 1, 1);
        assertThat(batches.carryStates()).isTrue();
        assertThat(batches.size()).isEqualTo(3);
        assertThat(rows(data, batches.get(0))).containsExactly("abc>bcd", "hij>ijk");
        assertThat(rows(data, batches.get(1))).containsExactly("def>efg", "klm>lmn");
        assertThat(rows(data, batches.get(2))).containsExactly("g>h", "n>o");
    }

    @Test
    void shuffled_severalTexts_followEachOther() {
        PreparedData data = data(new StreamConfig(4, false), "abc", "def", "gh");
        assertThat(rows(data, Batches.shuffled(data.training(), 1, 1, 1).get(0)))
                .containsExactly("abcd>bcde");
    }

    @Test
    void shuffled_randomStart_movesThePiecesAndKeepsTheirNumber() {
        PreparedData data = data(new StreamConfig(4, true), "abcdefghijklmnopqrstuvwxyz");
        List<String> starts = IntStream.rangeClosed(1, 20)
                .mapToObj(epoch -> Batches.shuffled(data.training(), 2, 5, epoch))
                .peek(batches -> assertThat(batches.size())
                        .isEqualTo(Batches.sizes(data.training(), 2).batches()))
                .map(batches -> rows(data, batches.get(0)).getFirst().substring(0, 1))
                .distinct()
                .sorted()
                .toList();
        assertThat(starts).containsExactly("a", "b", "c", "d");
    }

    @Test
    void inOrder_stream_readsEveryStepOnceInOneRow() {
        PreparedData data = data(new StreamConfig(3, true), "abcdefgh");
        Batches batches = Batches.inOrder(data.validation(), 64);
        List<String> read = new ArrayList<>();
        batches.forEach(batch -> read.addAll(rows(data, batch)));
        assertThat(read).containsExactly("abc>bcd", "def>efg", "g>h");
    }

    @Test
    void next_unknownSymbol_isATargetOfItsOwn() {
        PreparedData data = data(StreamConfig.none(), "abab");
        Dataset other = data.contract()
                .encode(NextSymbols.of(List.of(new Example(Map.of(Batch.TOKENS, new Sequence.Text("axb")), Map.of()))));
        EncodedExample example = other.examples().getFirst();
        assertThat(example.targets().get(Example.TARGET).shape()).isEqualTo(Shape.of(2, 1));
        assertThat(example.targets().get(Example.TARGET).array()).containsExactly(Vocabulary.UNKNOWN, 3);
    }

    @Test
    void next_textsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> data(StreamConfig.none(), "abc", "x")
                        .contract()
                        .encode(NextSymbols.of(
                                List.of(new Example(Map.of(Batch.TOKENS, new Sequence.Text("x")), Map.of())))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least two symbols");
        assertThatThrownBy(() -> data(StreamConfig.none(), "aaaa"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("vocabulary of at least two");
        assertThatThrownBy(() -> Batches.shuffled(
                        data(new StreamConfig(3, false), "abcd").training(), 9, 1, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least a step for each of 9 rows that read it side by side, but has 3; make");
        assertThatThrownBy(() ->
                        Batches.shuffled(data(new StreamConfig(9, true), "abcd").training(), 2, 1, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("but has 3, of which data.stream.random_start leaves up to 8 out");
    }
}
