package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How large the rows of an embedding are before training. */
class FirstRowsTest {
    private static final int WORDS = 5000;

    private static double deviation(HeadOptions head, Initialization initialization) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(TestCells.GATED, 4))
                .withEmbedding(4)
                .withHead(head)
                .withInitialization(initialization);
        Network network = SequenceModel.build(config, new ModelInput.Tokens(WORDS), WORDS, Network.Mode.TRAINING);
        float[] table = Parameters.initialize(network.parameters(), 1)
                .get("embedding.weight")
                .array();
        double squares = 0;
        for (float number : table) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares / table.length);
    }

    @Test
    void table_ofSteps_hasLargeRows() {
        assertThat(deviation(HeadOptions.defaults().atEveryStep(), Initialization.defaults()))
                .isCloseTo(1, within(0.02));
    }

    @Test
    void table_ofWholeTexts_hasSmallRows() {
        assertThat(deviation(HeadOptions.defaults(), Initialization.defaults())).isCloseTo(0.1, within(0.002));
    }

    @Test
    void table_thatScoresSymbols_hasSmallRows() {
        assertThat(deviation(HeadOptions.defaults().atEveryStep().withTied(true), Initialization.defaults()))
                .isCloseTo(0.1, within(0.002));
    }

    @Test
    void table_withAnInitializer_isMadeByIt() {
        Initialization usual = Initialization.defaults();
        Initialization given = new Initialization(
                usual.input(), usual.recurrent(), usual.bias(), List.of(new Initializers.Normal(0.4)));
        assertThat(deviation(HeadOptions.defaults(), given)).isCloseTo(0.4, within(0.01));
        assertThat(deviation(HeadOptions.defaults().atEveryStep().withTied(true), given))
                .isCloseTo(0.4, within(0.01));
    }

    @Test
    void create_twoInitializersOfTables_refuses() {
        Initializer normal = new Initializers.Normal(1);
        assertThatThrownBy(() -> new Initialization(normal, normal, normal, List.of(normal, normal)))
                .hasMessageContaining("initialization.embedding must be one initializer");
    }
}
