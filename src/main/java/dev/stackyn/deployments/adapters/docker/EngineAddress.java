package dev.stackyn.deployments.adapters.docker;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import dev.stackyn.platform.domain.DockerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Where the engine is, and how a connection to it is made: socket file, TCP, or TLS. */
public final class EngineAddress {
  private static final int CONNECT_MILLIS = 5_000;

  private final URI host;
  private final Optional<SSLContext> tls;

  public EngineAddress(DockerSettings settings) {
    this.host = settings.host();
    this.tls = settings.certificates().map(EngineAddress::certificates);
  }

  EngineSocket connect() throws IOException {
    return host.getScheme().equals("unix") ? file() : network();
  }

  private EngineSocket file() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(host.getPath()));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new EngineSocket(
        Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
  }

  private EngineSocket network() throws IOException {
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(host.getHost(), host.getPort()), CONNECT_MILLIS);
      Socket socket = tls.isPresent() ? secured(tls.get(), plain) : plain;
      // Closing the plain socket ends both at once; TLS would first say goodbye, and may wait.
      return new EngineSocket(socket.getInputStream(), socket.getOutputStream(), plain);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secured(SSLContext context, Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, host.getHost(), host.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    // A silent peer must not hold us: the bound ends with the handshake.
    plain.setSoTimeout(CONNECT_MILLIS);
    socket.startHandshake();
    plain.setSoTimeout(0);
    return socket;
  }

  private static SSLContext certificates(Path folder) {
    return new LocalDirectorySSLConfig(folder.toString()).getSSLContext();
  }
}
