package dev.sluice.cluster.training;

import java.io.IOException;
import java.util.List;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.netty.SparkTransportConf$;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.TransportConf;
import scala.Option;

/**
 * A server, and connections to other ones, on Spark's transport: bound to the same address as Spark's blocks, and
 * authenticated and encrypted as they are.
 */
final class Transport implements AutoCloseable {
    private static final String MODULE = "sluice";
    private static final int THREADS = 2;
    private static final String DRIVER = "driver";

    private final TransportContext context;
    private final TransportClientFactory clients;
    private final TransportServer server;
    private final String host;

    /** Starts the server in this process, the driver or an executor. */
    Transport(RpcHandler handler) {
        SparkEnv env = SparkEnv.get();
        SparkConf conf = env.conf().clone();
        // The driver is silent while it validates; what is gone, Spark itself notices.
        conf.setIfMissing("spark." + MODULE + ".io.connectionTimeout", "7d");
        // Messages arrive in the order in which they were sent.
        conf.set("spark." + MODULE + ".io.numConnectionsPerPeer", "1");
        SecurityManager security = env.securityManager();
        TransportConf transport = SparkTransportConf$.MODULE$.fromSparkConf(
                conf, MODULE, THREADS, Option.empty(), Option.apply(security.getRpcSSLOptions()));
        boolean authenticated = security.isAuthenticationEnabled();
        List<TransportServerBootstrap> greeting =
                authenticated ? List.of(new AuthServerBootstrap(transport, security)) : List.of();
        List<TransportClientBootstrap> introduction =
                authenticated ? List.of(new AuthClientBootstrap(transport, conf.getAppId(), security)) : List.of();
        host = env.blockManager().blockManagerId().host();
        context = new TransportContext(transport, handler);
        clients = context.createClientFactory(introduction);
        String bound = env.executorId().equals(DRIVER) ? conf.get("spark.driver.bindAddress", host) : host;
        server = context.createServer(bound, 0, greeting);
    }

    /** The server's address, {@code host:port}. */
    String address() {
        return host + ":" + server.getPort();
    }

    /** Connects to another process. */
    TransportClient connect(String address) throws IOException, InterruptedException {
        int colon = address.lastIndexOf(':');
        return clients.createClient(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    @Override
    public void close() {
        server.close();
        clients.close();
        context.close();
    }
}
