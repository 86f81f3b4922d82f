package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/** The regularization within recurrent layers, beside the dropout between them. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Description("The regularization within recurrent layers, in addition to the dropout between them.")
public record Regularization(
        @Description("Whether one dropout mask is used for a whole sequence, not a new one at each step (Gal and"
                + " Ghahramani, 2016); for 'dropout', 'input_dropout' and 'recurrent_dropout'.")
        @Default("false")
        boolean variational,

        @Description("Probability of zeroing an element of the first layer's input in training.")
        @Default("0")
        @Range(min = 0, below = 1)
        double inputDropout,

        @Description("Probability of zeroing an element of the states in recurrent products in training.")
        @Default("0")
        @Range(min = 0, below = 1)
        double recurrentDropout,

        @Description("Zoneout: probability that an element of the hidden state h keeps its previous value in a training"
                + " step (Krueger et al., 2017); in inference, the expected value of both.")
        @Default("0")
        @Range(min = 0, below = 1)
        double zoneout,

        @Description("The same for the cell's other states, such as the LSTM's c.")
        @Default("0")
        @Range(min = 0, below = 1)
        double zoneoutCell,

        @Description("Probability of zeroing an element of the recurrent weights for a whole batch of training"
                + " (DropConnect; Merity et al., 2018).")
        @Default("0")
        @Range(min = 0, below = 1)
        double weightDrop) {
    /** No regularization. */
    public static Regularization none() {
        return new Regularization(false, 0, 0, 0, 0, 0);
    }

    /** This with masks per sequence or per step. */
    public Regularization withVariational(boolean changed) {
        return OptionRecords.with(this, "variational", changed);
    }

    /** This with another dropout before the first layer. */
    public Regularization withInputDropout(double changed) {
        return OptionRecords.with(this, "inputDropout", changed);
    }

    /** This with another dropout of the states that recurrent products read. */
    public Regularization withRecurrentDropout(double changed) {
        return OptionRecords.with(this, "recurrentDropout", changed);
    }

    /** This with other zoneout probabilities. */
    public Regularization withZoneout(double shown, double others) {
        return new Regularization(variational, inputDropout, recurrentDropout, shown, others, weightDrop);
    }

    /** This with another dropout of recurrent weights. */
    public Regularization withWeightDrop(double changed) {
        return OptionRecords.with(this, "weightDrop", changed);
    }
}
