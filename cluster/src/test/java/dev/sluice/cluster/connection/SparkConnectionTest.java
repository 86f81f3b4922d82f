package dev.sluice.cluster.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.Processes;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.file.DataFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SparkConnectionTest {
    @AfterEach
    void clear() {
        Processes.clear();
    }

    @Test
    void open_nobodyThere_saysSoAtOnce() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(() -> SparkConnection.open("spark://127.0.0.1:" + port, "test"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("nothing answers")
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("[Sluice/NoMaster]");
    }

    @Test
    void open_addressWithoutPort_saysTheForm() {
        assertThatThrownBy(() -> SparkConnection.open("spark://somewhere", "test"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("spark://HOST:PORT");
    }

    @Test
    void open_noAddress_saysHowToGiveOne() {
        assertThatThrownBy(() -> SparkConnection.open("", "test"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("--on MASTER");
    }

    /** The words of failures that were seen on a cluster. */
    @Test
    void of_failuresOfExecutors_nameTheSideAtFault() {
        assertThat(words("Job aborted: Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.7 executor 1): java.lang."
                        + "UnsupportedClassVersionError: dev/sluice/cluster/trial/SliceTask has been compiled by a more recent"
                        + " version of the Java Runtime (class file version 65.0), this version of the Java Runtime only"
                        + " recognizes class file versions up to 61.0"))
                .contains("need Java 21", "run Java 17");
        assertThat(words("Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.7 executor 1): java.lang.ClassNotFoundException:"
                        + " com.example.MyCell"))
                .contains("com.example.MyCell", "plugins");
        assertThat(words("Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.7 executor 1): java.io.FileNotFoundException: File"
                        + " file:/data/table.parquet does not exist"))
                .contains("file:/data/table.parquet", "all machines share");
        assertThat(words(
                        "Job aborted: Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.7 executor 1): java.io.IOException: No"
                                + " space left on device\n\tat java.base"))
                .contains("No space left on device (on 10.0.0.7")
                .doesNotContain("\tat");
    }

    @Test
    void words_ofAFileThatIsMissingOnAnExecutor_sayWhatToDo() {
        assertThat(SparkFailure.words(DataFiles.missing("data file", Path.of("/data/texts.csv"))))
                .contains("/data/texts.csv does not exist", "[Sluice/OnlyTheDriverSees]");
        assertThat(SparkFailure.words(new DataException("a word too many"))).isEqualTo("a word too many");
    }

    private static String words(String text) {
        return String.valueOf(SparkFailure.of(new SparkException(text)).getMessage());
    }

    @Test
    void open_tasksOfMoreCoresThanExecutorsHave_saysSo() {
        System.setProperty("spark.task.cpus", "4");

        assertThatThrownBy(() -> SparkConnection.open("local[2]", "test"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll("a task needs 4 cores", "[Sluice/TooFewCores]");

        Processes.prepare();
        System.setProperty("spark.sluice.patience", "30s");
        assertThatThrownBy(() -> SparkConnection.open("local-cluster[1,1,1024]", "test"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll("a task needs 4 cores", "[Sluice/TooFewCores]");
    }
}
