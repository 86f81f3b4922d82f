package dev.sluice.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorsTest {
    private final Tensor weight = Tensor.zeros(2, 3);
    private final Tensor bias = Tensor.zeros(3);
    private final Tensors tensors = Tensors.of("encoder.weight", weight, "encoder.bias", bias);

    @Test
    void get_knownName_returnsTheVeryTensor() {
        assertThat(tensors.get("encoder.bias")).isSameAs(bias);
    }

    @Test
    void get_misspeltName_listsNamesAndSuggests() {
        assertThatThrownBy(() -> tensors.get("encoder.wieght"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no tensor 'encoder.wieght' among [encoder.weight, encoder.bias];"
                        + " did you mean 'encoder.weight'?");
    }

    @Test
    void get_manyNames_listsTheFirst() {
        Tensors many = Tensors.of(
                java.util.stream.IntStream.range(0, 20).mapToObj(i -> "p" + i).toList(), name -> bias);

        assertThatThrownBy(() -> many.get("nothing.like.it")).hasMessageEndingWith("p11, … 20 in all]");
    }

    @Test
    void with_knownName_replacesInPlaceAndLeavesTheOriginal() {
        Tensor other = Tensor.zeros(1);

        Tensors changed = tensors.with("encoder.weight", other);

        assertThat(changed.names()).containsExactly("encoder.weight", "encoder.bias");
        assertThat(changed.get("encoder.weight")).isSameAs(other);
        assertThat(tensors.get("encoder.weight")).isSameAs(weight);
    }

    @Test
    void with_others_appendsInOrderAndOthersWin() {
        Tensor other = Tensor.zeros(1);

        Tensors joined = tensors.with(Tensors.of("head", other, "encoder.bias", other));

        assertThat(joined.names()).containsExactly("encoder.weight", "encoder.bias", "head");
        assertThat(joined.values()).containsExactly(weight, other, other);
    }

    @Test
    void under_prefixedByRenamed_isTheOriginal() {
        Tensors both = Tensors.of("x", bias).with(tensors.renamed(name -> "best/" + name));

        Tensors back = both.under("best/");

        assertThat(back.names()).isEqualTo(tensors.names());
        assertThat(back.values()).containsExactly(weight, bias);
    }

    @Test
    void copy_writtenTo_leavesTheOriginal() {
        tensors.copy().get("encoder.bias").fillInPlace(1);

        assertThat(bias.array()).containsOnly(0);
    }

    @Test
    void build_builderUsedAfterwards_leavesWhatWasBuilt() {
        Tensors.Builder builder = Tensors.builder().put("a", bias);
        Tensors built = builder.build();

        builder.put("b", bias);

        assertThat(built.names()).containsExactly("a");
        assertThat(builder.build().names()).containsExactlyElementsOf(List.of("a", "b"));
    }

    @Test
    void computeIfAbsent_twice_createsOnce() {
        Tensors.Builder builder = Tensors.builder();

        Tensor first = builder.computeIfAbsent("a", name -> Tensor.zeros(1));

        assertThat(builder.computeIfAbsent("a", name -> Tensor.zeros(1))).isSameAs(first);
        assertThat(builder.build().get("a")).isSameAs(first);
    }

    @Test
    void names_writtenTo_throws() {
        assertThatThrownBy(() -> tensors.names().remove("encoder.bias"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void elements_someTensors_isTheSumOfTheirSizes() {
        assertThat(tensors.elements()).isEqualTo(9);
    }
}
