package dev.sluice.export.recognition;

import dev.sluice.export.onnx.RecurrentKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Long short-term memory: {@code c' = f ⊙ c + i ⊙ g}, {@code h' = o ⊙ φ(c')}, where each gate may be written as one minus
 * another. The gates must be three different ones.
 */
final class LstmPattern {
    private final int hidden;
    private final int cell;

    private LstmPattern(int hidden, int cell) {
        this.hidden = hidden;
        this.cell = cell;
    }

    static Optional<Equations> match(Polynomial nextHidden, Polynomial nextCell, int hidden, int cell) {
        return new LstmPattern(hidden, cell).match(nextHidden, nextCell);
    }

    private Optional<Equations> match(Polynomial nextHidden, Polynomial nextCell) {
        Atom c = new Atom.State(cell);
        Optional<Polynomial> forget = Activated.sigmoid(nextCell.coefficient(c));
        Optional<Shown> shown = shown(nextHidden, nextCell);
        if (forget.isEmpty() || shown.isEmpty()) {
            return Optional.empty();
        }
        Polynomial written = nextCell.without(c);
        for (Atom.Function s : Activated.sigmoids(written)) {
            Polynomial rest = written.without(s);
            Polynomial factor = written.coefficient(s);
            Optional<Equations> found = Optional.empty();
            if (rest.isZero()) {
                found = assemble(s.argument(), forget.get(), factor, shown.get());
            } else if (rest.plus(factor).isZero()) {
                found = assemble(s.argument().times(-1), forget.get(), rest, shown.get());
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The output gate's argument, and the function of the cell state that it lets through. */
    private record Shown(Polynomial gate, String function) {}

    private static Optional<Shown> shown(Polynomial nextHidden, Polynomial nextCell) {
        for (Polynomial.Term term : nextHidden.terms()) {
            for (Atom atom : term.monomial().atoms()) {
                Optional<Activated> activated = Activated.of(Polynomial.of(atom));
                if (activated.isEmpty() || !nextHidden.without(atom).isZero()) {
                    continue;
                }
                Activated function = activated.get();
                Polynomial factor = nextHidden.coefficient(atom);
                boolean mirrored = function.function().equals("Tanh")
                        && function.argument().same(nextCell.times(-1));
                if (mirrored || function.argument().same(nextCell)) {
                    Optional<Shown> found = Activated.sigmoid(mirrored ? factor.times(-1) : factor)
                            .map(gate -> new Shown(gate, function.function()));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Equations> assemble(
            Polynomial inputGate, Polynomial forgetGate, Polynomial candidate, Shown shown) {
        Optional<Activated> activated = Activated.of(candidate);
        if (activated.isEmpty() || !distinct(inputGate, forgetGate, shown.gate())) {
            return Optional.empty();
        }
        Optional<Linear> i = Linear.of(inputGate, hidden);
        Optional<Linear> o = Linear.of(shown.gate(), hidden);
        Optional<Linear> f = Linear.of(forgetGate, hidden);
        Optional<Linear> g = Linear.of(activated.get().argument(), hidden);
        if (i.isEmpty() || o.isEmpty() || f.isEmpty() || g.isEmpty()) {
            return Optional.empty();
        }
        List<Gate> gates = List.of(Gate.of(i.get()), Gate.of(o.get()), Gate.of(f.get()), Gate.of(g.get()));
        List<String> functions = List.of("Sigmoid", activated.get().function(), shown.function());
        return Optional.of(new Equations(RecurrentKind.LSTM, hidden, cell, gates, false, functions));
    }

    private static boolean distinct(Polynomial a, Polynomial b, Polynomial c) {
        Set<String> keys = new LinkedHashSet<>();
        for (Polynomial gate : List.of(a, b, c)) {
            keys.add((gate.beginsNegative() ? gate.times(-1) : gate).key());
        }
        return keys.size() == 3;
    }
}
