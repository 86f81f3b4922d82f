package dev.sluice.core.train;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.ScheduledSampling;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Everything that training a model that writes texts needs besides its data.
 *
 * @param networks that texts are written with; empty where they are read off the steps
 * @param contract of the data
 * @param validation examples, with their texts as they should be. Not copied.
 * @param sampling how often the model reads its own output
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TextTask(
        Optional<EncoderDecoder> networks,
        DataContract contract,
        List<Example> validation,
        ScheduledSampling sampling) {}
