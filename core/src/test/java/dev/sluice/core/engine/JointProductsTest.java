package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JointProductsTest {
    private static final Ref INPUT = new Ref(Ref.Kind.SEQUENCE, 0, 8);
    private static final Ref STATE = new Ref(Ref.Kind.SCRATCH, 0, 5);

    private static Ref value(int place) {
        return new Ref(Ref.Kind.SCRATCH, 100 + 5 * place, 5);
    }

    private static TileInstruction.Products sum(Ref result, @Nullable Ref start, Ref... lefts) {
        return new TileInstruction.Products(
                result,
                result.columns(),
                start,
                List.of(lefts).stream()
                        .map(left -> new TileInstruction.Products.Product(left, 7))
                        .toList());
    }

    @Test
    void join_gatesThatReadTheSame_areOneInstruction() {
        TileInstruction.Products z = sum(value(1), null, INPUT, STATE);
        TileInstruction.Products r = sum(value(2), new Ref(Ref.Kind.FIXED, 3, 5), INPUT, STATE);
        TileInstruction.Products n = sum(value(3), value(4), INPUT, STATE);

        assertThat(JointProducts.join(List.of(z, r, n))).containsExactly(new JointProducts(List.of(z, r, n)));
    }

    @Test
    void join_somethingBetween_leavesTheOrder() {
        TileInstruction.Products z = sum(value(1), null, STATE);
        TileInstruction copy = new TileInstruction.Copy(value(1), value(5));
        TileInstruction.Products r = sum(value(2), null, STATE);

        assertThat(JointProducts.join(List.of(z, copy, r))).containsExactly(z, copy, r);
    }

    @Test
    void join_oneReadsTheOther_staysApart() {
        TileInstruction.Products z = sum(value(1), null, STATE);
        TileInstruction.Products fromResult = sum(value(2), value(1), STATE);
        TileInstruction.Products ofResult = sum(value(2), null, value(1));
        TileInstruction.Products again = sum(value(1), null, STATE);

        for (TileInstruction.Products next : List.of(fromResult, ofResult, again)) {
            assertThat(JointProducts.join(List.of(z, next))).containsExactly(z, next);
        }
    }

    @Test
    void join_otherSidesOrWidths_staysApart() {
        TileInstruction.Products z = sum(value(1), null, INPUT, STATE);
        TileInstruction.Products ofState = sum(value(2), null, STATE);
        TileInstruction.Products turned = sum(value(2), null, STATE, INPUT);
        TileInstruction.Products wide = sum(new Ref(Ref.Kind.SCRATCH, 200, 6), null, INPUT, STATE);

        for (TileInstruction.Products next : List.of(ofState, turned, wide)) {
            assertThat(JointProducts.join(List.of(z, next))).containsExactly(z, next);
        }
    }

    @Test
    void join_oneThatReadsNoNeighborButAnEarlierOne_startsAnew() {
        TileInstruction.Products z = sum(value(1), null, STATE);
        TileInstruction.Products r = sum(value(2), null, STATE);
        TileInstruction.Products n = sum(value(3), value(1), STATE);

        assertThat(JointProducts.join(List.of(z, r, n))).containsExactly(new JointProducts(List.of(z, r)), n);
    }
}
