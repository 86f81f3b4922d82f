package dev.sluice.core.graph.gradient;

import static dev.sluice.core.graph.Exprs.select;
import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.UnaryOp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adjoint of a scan, forward and in reverse, against central differences. */
class ScanGradientTest {
    private static final Dim T = Dim.TIME;
    private static final Dim B = Dim.BATCH;

    private static GradientCase recurrent(String name) {
        return new GradientCase(name)
                .leaf("x", T, B, 2)
                .leaf("h0", B, 3)
                .leaf("W", 3, 2)
                .leaf("U", 3, 3)
                .leaf("b", 3);
    }

    private static Expr affine(Map<String, Expr> in, Expr x, Expr h) {
        return x.matmulTransposed(in.get("W"))
                .add(h.matmulTransposed(in.get("U")))
                .add(in.get("b"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_outputsAndLastState_agreeWithDifferences(boolean reverse) {
        recurrent("rnn").check(in -> {
            ScanBuilder scan = new ScanBuilder(reverse);
            Expr x = scan.input("x", in.get("x"));
            Expr h = scan.state("h", in.get("h0"));
            Expr next = tanh(affine(in, x, h));
            scan.next(h, next);
            int y = scan.output(next);
            ScanBuilder.Result result = scan.build();
            return result.output(y).mul(result.last(h));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_outputsNotUsed_agreeWithDifferences(boolean reverse) {
        recurrent("last state only").check(in -> {
            ScanBuilder scan = new ScanBuilder(reverse);
            Expr x = scan.input("x", in.get("x"));
            Expr h = scan.state("h", in.get("h0"));
            Expr next = tanh(affine(in, x, h));
            scan.next(h, next);
            scan.output(next.mul(x.sum(-1)));
            return scan.build().last(h);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_lastStateNotUsed_agreesWithDifferences(boolean reverse) {
        recurrent("outputs only").check(in -> {
            ScanBuilder scan = new ScanBuilder(reverse);
            Expr x = scan.input("x", in.get("x"));
            Expr h = scan.state("h", in.get("h0"));
            Expr next = sigmoid(affine(in, x, h)).mul(h);
            scan.next(h, next);
            int before = scan.output(h);
            scan.output(x);
            int given = scan.output(x.mul(x));
            ScanBuilder.Result result = scan.build();
            return result.output(before).add(result.output(given).sum(-1));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_severalStates_agreeWithDifferences(boolean reverse) {
        recurrent("two states that trade places").leaf("c0", B, 3).check(in -> {
            ScanBuilder scan = new ScanBuilder(reverse);
            Expr x = scan.input("x", in.get("x"));
            Expr h = scan.state("h", in.get("h0"));
            Expr c = scan.state("c", in.get("c0"));
            Expr cleared = scan.state("cleared", in.get("c0"));
            Expr gate = sigmoid(affine(in, x, h));
            scan.next(h, c);
            scan.next(c, gate.mul(h).add(tanh(c)).add(cleared));
            scan.next(cleared, Exprs.zeros(Dims.of(B, 3)));
            int y = scan.output(c.mul(gate));
            ScanBuilder.Result result = scan.build();
            return result.output(y).add(result.last(c)).mul(result.last(h));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_capturesInManyPlaces_agreeWithDifferences(boolean reverse) {
        recurrent("captures").leaf("p", B, 3).leaf("s").check(in -> {
            ScanBuilder scan = new ScanBuilder(reverse);
            Expr x = scan.input("x", in.get("x"));
            Expr h = scan.state("h", in.get("h0"));
            Expr peephole = tanh(in.get("p").mul(in.get("s")));
            Expr gate = sigmoid(affine(in, x, h).add(peephole.mul(h)));
            // U twice: once with the state, once with another left side.
            Expr next = tanh(gate.mul(h).matmulTransposed(in.get("U")).add(x.matmulTransposed(in.get("W"))));
            scan.next(h, next.mul(in.get("b")));
            int y = scan.output(next.add(in.get("p")));
            int captured = scan.output(in.get("p"));
            ScanBuilder.Result result = scan.build();
            return result.output(y).mul(result.output(captured)).add(result.last(h));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_raggedLengths_agreeWithDifferences(boolean reverse) {
        recurrent("ragged")
                .fixed("lengths", Dims.of(B), 2, 4, 0)
                .check(
                        in -> {
                            ScanBuilder scan = new ScanBuilder(reverse);
                            Expr x = scan.input("x", in.get("x"));
                            Expr now = scan.input("valid", Exprs.validSteps(in.get("lengths")));
                            Expr h = scan.state("h", in.get("h0"));
                            Expr next = tanh(affine(in, x, h));
                            scan.next(h, select(now, next, h));
                            int y = scan.output(select(now, next, Exprs.constant(0)));
                            ScanBuilder.Result result = scan.build();
                            return result.output(y).add(result.last(h));
                        },
                        "lengths");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_aboveAnother_agreesWithDifferences(boolean reverse) {
        recurrent("stacked").leaf("V", 3, 3).check(in -> {
            ScanBuilder below = new ScanBuilder(reverse);
            Expr x = below.input("x", in.get("x"));
            Expr h = below.state("h", in.get("h0"));
            Expr next = tanh(affine(in, x, h));
            below.next(h, next);
            int y = below.output(next);
            ScanBuilder.Result first = below.build();

            ScanBuilder above = new ScanBuilder(!reverse);
            Expr in1 = above.input("x", first.output(y));
            Expr in2 = above.input("raw", in.get("x"));
            Expr g = above.state("g", first.last(h));
            Expr up = tanh(in1.matmulTransposed(in.get("V"))
                    .add(g.matmulTransposed(in.get("U")))
                    .add(in2.matmulTransposed(in.get("W"))));
            above.next(g, up);
            int z = above.output(up);
            ScanBuilder.Result second = above.build();
            return Exprs.concat(-1, List.of(second.output(z), first.output(y)))
                    .mul(second.last(g).sum(-1));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_everyKindOfPrimitiveInside_agreesWithDifferences(boolean reverse) {
        recurrent("primitives").leaf("q", 2, 3).check(in -> {
            ScanBuilder scan = new ScanBuilder(reverse);
            Expr x = scan.input("x", in.get("x"));
            Expr h = scan.state("h", in.get("h0"));
            Expr logits = affine(in, x, h);
            Expr attention = Exprs.softmax(logits).slice(-1, 0, 2);
            Expr mixed = attention.matmul(in.get("q"));
            Expr joined = Exprs.concat(-1, List.of(mixed, x));
            Expr scaled = joined.div(joined.mul(joined).sum(-1).add(1));
            Expr shaped = scaled.reshape(Dims.of(B, 5, 1)).reshape(Dims.of(B, 5));
            Expr next = Exprs.max(shaped.slice(-1, 1, 4), h.mul(0.5)).add(Expr.of(UnaryOp.SOFTPLUS, mixed.neg()));
            scan.next(h, next);
            int y = scan.output(Expr.of(new Reduce(Reduce.Kind.MAX, -1, false), next));
            ScanBuilder.Result result = scan.build();
            return result.output(y).add(result.last(h).sum(-1).reshape(Dims.of(B)));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scan_noRecurrence_agreesWithDifferences(boolean reverse) {
        recurrent("map").check(in -> {
            ScanBuilder scan = new ScanBuilder(reverse);
            Expr x = scan.input("x", in.get("x"));
            Expr h = scan.state("h", in.get("h0"));
            scan.next(h, h);
            int y = scan.output(tanh(affine(in, x, h)));
            return scan.build().output(y);
        });
    }
}
