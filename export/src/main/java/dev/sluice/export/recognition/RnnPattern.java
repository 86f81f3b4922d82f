package dev.sluice.export.recognition;

import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;

/** The simple recurrent network: {@code h' = φ(W x + U h + b)}. */
final class RnnPattern {
    private RnnPattern() {}

    static Optional<Equations> match(Polynomial next, int state) {
        Activated activated = Activated.orIdentity(next);
        return Linear.of(activated.argument(), state)
                .filter(linear -> !linear.recurrent().isEmpty())
                .map(linear -> new Equations(
                        RecurrentKind.RNN,
                        state,
                        -1,
                        List.of(Gate.of(linear)),
                        Equations.Form.of(List.of(activated.function()), activated.clip())));
    }
}
