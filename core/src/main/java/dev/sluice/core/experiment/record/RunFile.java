package dev.sluice.core.experiment.record;

import java.nio.file.Path;
import org.apiguardian.api.API;

/** The files of a run's folder, with their names and a few words on each for the program's reports. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public enum RunFile {
    /** The experiment with all defaults: running this file is the same experiment. */
    EXPERIMENT("experiment.yaml", "the experiment with all defaults; run it again for the same model"),
    /** The same experiment as JSON, for programs that read no YAML. Sluice itself does not read it. */
    OPTIONS("experiment.json", "the same as JSON, to be read by other programs"),
    /** The experiment as it was given. */
    ORIGINAL("experiment.original.yaml", "the experiment as it was given"),
    /** {@link Provenance}: sources and machine of the run. */
    PROVENANCE("provenance.json", "sources, data, plugins and machine"),
    /** The differences between the repository's commit and the files that the run started with, as a Git patch. */
    PATCH("changes.patch", "differences from the commit"),
    /** {@link RunNotes}: tags and notes of people. */
    NOTES("notes.json", "tags and notes"),
    /** The parts of the run that trackers have sent. */
    TRACKING("tracking.json", "what trackers were sent"),
    /** {@link RunStatus}: the state of the run. */
    STATUS("status.json", "the state of the run"),
    /** {@link RunEvent}s, one a line. */
    EVENTS("events.jsonl", "events with their times"),
    /** {@link EpochLine}s: equal in two runs of the same experiment. */
    METRICS("metrics.jsonl", "figures of each epoch"),
    /** {@link Resources}, a line every few seconds. */
    RESOURCES("resources.jsonl", "time, processor time and memory used"),
    /** {@link WeightsFile}: the best weights so far. */
    WEIGHTS("best.safetensors", "its weights, in the format of safetensors"),
    /** {@link ModelFile}: everything else that is needed to use the weights. */
    CONTRACT("model.json", "vocabulary or scaler, classes"),
    /** {@link IntervalRecord}s by target: the calibration of intervals. */
    INTERVALS("intervals.json", "calibration of the intervals, and what they hold of the test part"),
    /** {@link ThresholdRecord}s by target: the probabilities above which labels are predicted. */
    THRESHOLDS("thresholds.json", "probabilities above which labels are predicted, and how they were chosen"),
    /** The folder of pictures: training, test, forecasts. */
    PICTURES("pictures", "the training and the test as pictures"),
    /** {@link Results}: figures on the test part. */
    RESULTS("results.json", "figures on the test part"),
    /** {@link dev.sluice.core.evaluation.TestSamples}: some of the model's answers on the test part, for pictures. */
    SAMPLES("samples.json", "some answers beside the truth, for pictures"),
    /** What a model that writes texts wrote about the test part, beside the texts as they should be. */
    WRITTEN("written.jsonl", "texts of the test part: read, wanted, written"),
    /** {@link GroupMember}: the place of the run in a group. */
    GROUP("group.json", "the group of runs that it belongs to"),
    /** {@link GroupSummary}: the figures of a group, in the folder of its first run. */
    GROUP_RESULTS("group-results.json", "figures of the group, with mean and spread"),
    /** {@link FileSums}: checksums of the files that make up the result. */
    SUMS("files.json", "SHA-256 of the files that make up the result"),
    /** The exported model. */
    MODEL("model.onnx", "the model for ONNX Runtime"),
    /** The comparison of the exported model with the trained one. */
    PROOF("proof.json", "comparison with the trained model"),
    /** The exported part of a model that reads what a text is written about. */
    ENCODER("encoder.onnx", "the part that reads, for ONNX Runtime"),
    /** The exported part that writes, one symbol at a time. */
    DECODER("decoder.onnx", "a step of the part that writes, for ONNX Runtime"),
    /** The exported model of a single step, for streams. */
    STEP_MODEL("model.step.onnx", "a step of the model for ONNX Runtime"),
    /** The exported model that prepares data itself. */
    RAW_MODEL("model.raw.onnx", "the model with its preparation, for data as they were read"),
    /** The exported weights, for PyTorch. */
    STATE_DICT("model.safetensors", "the model's weights for PyTorch"),
    /** The imported model that training starts from. */
    IMPORTED("imported.onnx", "the imported model that training started from"),
    /** The comparison of the imported model with its file. */
    IMPORT_PROOF("import-proof.json", "comparison with its file"),
    /** The program's log. */
    LOG("run.log", "warnings"),
    /** The stack trace of a failure. */
    ERRORS("error.log", "stack trace of the failure");

    private final String fileName;
    private final String description;

    RunFile(String fileName, String description) {
        this.fileName = fileName;
        this.description = description;
    }

    /** The name in the folder. */
    public String fileName() {
        return fileName;
    }

    /** A few words on its content. */
    public String description() {
        return description;
    }

    /** The file in a run's folder. */
    public Path in(Path folder) {
        return folder.resolve(fileName);
    }
}
